import type { Pool } from 'pg';
import type { Person } from '../../kernel/actor.ts';
import { present } from '../../kernel/present.ts';
import { expectOfficer } from '../officer.ts';
import { type BreakFilter, type Condition, conditionOf } from './filter.ts';
import { after, type BreakRow, FROM, readRows, type Sort } from './rows.ts';

/** Beyond this a count, and the sum beside it, say "more than": counting on would cost more than it tells. */
export const MOST_COUNTED = 10_000;
/** The resolved ones are very many, and each that is searched costs a look at its text. */
const MOST_FOUND = 2_000;
const LONGEST_PAGE = 100;

export interface BreakPage {
  readonly rows: readonly BreakRow[];
  /** Null on a later page: the first has told it. */
  readonly count: number | null;
  /** There may be more: it was counted no further. */
  readonly isLeast: boolean | null;
  /** The sum of what is at stake in as many as are counted, in whole francs. */
  readonly value: string | null;
  /** The cursor of the next page; null: this is the last. */
  readonly next: string | null;
}

interface Asked {
  readonly actor: Person;
  readonly filter: BreakFilter;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly sort?: Sort | undefined;
  /** Counted no further than this; else as far as a page tells. */
  readonly countTo?: number | undefined;
}

const farthest = ({ q, state }: BreakFilter): number =>
  q && state === 'resolved' ? MOST_FOUND : MOST_COUNTED;

/**
 * One page of the queue, by cursor. @throws Forbidden `officers_only`; InvalidInput `filter_invalid`
 */
export async function listBreaks(pool: Pool, zone: string, asked: Asked): Promise<BreakPage> {
  const { actor, filter, cursor, sort = 'oldest' } = asked;
  expectOfficer(actor);
  const limit = Math.min(Math.max(asked.limit ?? 50, 1), LONGEST_PAGE);
  const condition = conditionOf(filter, actor, zone);
  const [rows, counted] = await Promise.all([
    readRows(pool, actor, after(condition, cursor, sort), sort, limit + 1),
    cursor === undefined
      ? countOf(pool, condition, asked.countTo ?? farthest(filter))
      : { count: null, value: null, isLeast: null },
  ]);
  const shown = rows.slice(0, limit);
  return {
    rows: shown,
    ...counted,
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

async function countOf(pool: Pool, { sql, values }: Condition, most: number) {
  const { rows } = await pool.query<{ count: number; value: string }>(
    `select count(*)::int as count, coalesce(sum(value), 0)::text as value
     from (select b.value from ${FROM} where ${sql} limit ${most}) x`,
    [...values],
  );
  const counted = present(rows[0], 'count');
  return { ...counted, isLeast: counted.count >= most };
}
