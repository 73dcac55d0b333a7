import type { Pool } from 'pg';
import type { Clock } from '../../kernel/clock.ts';
import { present } from '../../kernel/present.ts';
import { firstIdAt } from './parts.ts';

const DAYS = 30;
/** What began before this is committed or never will be: it is summed once and remembered. */
const SETTLED_AFTER = `interval '1 hour'`;
/** How long a sum is believed, should a transaction have taken longer than that. */
const REMEMBERED_MS = 60 * 60_000;

const FLOAT = `system_account('gateway_float', 'XOF')`;
const NOW_THERE = `(db_now() at time zone $1)`;
const written = (day: string) => `to_char(${day}, 'YYYY-MM-DD')`;

/** The day of a posting, by the time in its journal's id: the journal need not be read for it. */
const DAY_OF = `to_timestamp(('x' || replace(left(p.journal_id::text, 13), '-', ''))::bit(48)::bigint / 1000.0) at time zone $1`;

export interface FloatDay {
  /** A business day, `2026-11-25`. */
  readonly day: string;
  /** What the books had at the gateway when it ended, or have now: whole francs in decimal digits. */
  readonly float: string;
  /** What the gateway last said for that day, asked or typed in; null where nobody knows. */
  readonly told: string | null;
}

type Sums = ReadonlyMap<string, bigint>;

interface Known {
  /** Oldest first, ending with today. */
  readonly days: readonly string[];
  /** What the books had before the first of the days. */
  readonly before: bigint;
  /** What each day moved, of the postings below `until`. */
  readonly moved: Sums;
  readonly until: string;
  readonly believedUntil: number;
}

async function readMoved(pool: Pool, zone: string, from: string, to: string | null): Promise<Sums> {
  const { rows } = await pool.query<{ day: string; amount: string }>(
    `select ${written(DAY_OF)} as day, (-sum(p.amount))::text as amount from posting p
     where p.journal_id >= $2 and ($3::uuid is null or p.journal_id < $3) and p.account_id = ${FLOAT} group by 1`,
    [zone, from, to],
  );
  return new Map(rows.map(({ day, amount }) => [day, BigInt(amount)]));
}

async function readTold(pool: Pool, first: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ day: string; amount: string }>(
    `select distinct on (b.day) ${written('b.day')} as day, b.amount::text as amount from balance_reading b
     where b.day >= $1::date and b.currency = 'XOF' order by b.day, b.recorded_at desc`,
    [first],
  );
  return new Map(rows.map(({ day, amount }) => [day, amount]));
}

async function readKnown(pool: Pool, zone: string, clock: Clock): Promise<Known> {
  const { rows } = await pool.query<{ days: string[]; first: string; until: string }>(
    `select array(select ${written(`${NOW_THERE}::date - n`)} from generate_series(${DAYS - 1}, 0, -1) n) as days,
       ${firstIdAt(`((${NOW_THERE}::date - ${DAYS - 1})::timestamp at time zone $1)`)} as first,
       ${firstIdAt(`(db_now() - ${SETTLED_AFTER})`)} as until`,
    [zone],
  );
  const { days, first, until } = present(rows[0], 'the days');
  const [before, moved] = await Promise.all([
    pool.query<{ sum: string }>(
      `select coalesce(-sum(amount), 0)::text as sum from posting where account_id = ${FLOAT} and journal_id < $1`,
      [first],
    ),
    readMoved(pool, zone, first, until),
  ]);
  return {
    days,
    before: BigInt(present(before.rows[0], 'the float').sum),
    moved,
    until,
    believedUntil: clock.now().getTime() + REMEMBERED_MS,
  };
}

/**
 * What the books had at the gateway at the end of each of the last thirty days; the last one is today's,
 * up to now. Every settlement adds to that account, so that it is a sum and no row: the sum is taken
 * once an hour, and in between only what came since.
 */
export function createFloatDays(pool: Pool, zone: string, clock: Clock) {
  let known: Promise<Known> | undefined;

  async function believed(): Promise<Known> {
    const { rows } = await pool.query<{ today: string }>(`select ${written(NOW_THERE)} as today`, [
      zone,
    ]);
    const kept = await known?.catch(() => undefined);
    const isGood =
      kept !== undefined &&
      kept.believedUntil > clock.now().getTime() &&
      kept.days.at(-1) === rows[0]?.today;
    if (isGood) return kept;
    known = readKnown(pool, zone, clock);
    return known;
  }

  return async (): Promise<readonly FloatDay[]> => {
    const { days, before, moved, until } = await believed();
    const [since, told] = await Promise.all([
      readMoved(pool, zone, until, null),
      readTold(pool, days[0] ?? ''),
    ]);
    let float = before;
    return days.map((day) => {
      float += (moved.get(day) ?? 0n) + (since.get(day) ?? 0n);
      return { day, float: String(float), told: told.get(day) ?? null };
    });
  };
}
