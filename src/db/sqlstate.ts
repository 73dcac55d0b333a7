/** PostgreSQL error codes that we act on. */
export const SQLSTATE = {
  uniqueViolation: '23505',
  lockNotAvailable: '55P03',
} as const;

/** Classes of errors that say nothing about the data: the server is away, full, busy or stopping. */
const SERVER_TROUBLE = ['08', '53', '57', '58', 'XX'];

export const sqlstateOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;

/** True where the statement failed because of the server or the network, not because of its data. */
export function isServerTrouble(error: unknown): boolean {
  const state = sqlstateOf(error);
  return (
    state === null || !/^[0-9A-Z]{5}$/.test(state) || SERVER_TROUBLE.includes(state.slice(0, 2))
  );
}

/** True where the statement lost to others (deadlock, serialization): the same data may pass next time. */
export const isContention = (error: unknown): boolean =>
  sqlstateOf(error)?.startsWith('40') === true;
