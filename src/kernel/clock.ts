/** The only source of "now". Business rules that the database decides use its `db_now()` instead. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
