import type { Pool } from 'pg';
import type { Person } from '../../kernel/actor.ts';
import { present } from '../../kernel/present.ts';
import { expectOfficer } from '../officer.ts';
import { type BreakFilter, type Condition, conditionOf } from './filter.ts';
import { after, type BreakRow, FROM, readRows, type Sort } from './rows.ts';

/** Beyond this a count, and the sum beside it, say "more than": counting on would cost more than it tells. */
export const MOST_COUNTED = 10_000;
const LONGEST_PAGE = 100;

export interface BreakPage {
  readonly rows: readonly BreakRow[];
  /** At most `MOST_COUNTED`; null on a later page: the first has told it. */
  readonly count: number | null;
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
}

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
    cursor === undefined ? countOf(pool, condition) : { count: null, value: null },
  ]);
  const shown = rows.slice(0, limit);
  return {
    rows: shown,
    ...counted,
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

async function countOf(pool: Pool, { sql, values }: Condition) {
  const { rows } = await pool.query<{ count: number; value: string }>(
    `select count(*)::int as count, coalesce(sum(value), 0)::text as value
     from (select b.value from ${FROM} where ${sql} limit ${MOST_COUNTED}) x`,
    [...values],
  );
  return present(rows[0], 'count');
}
