import type { Pool } from 'pg';
import type { Person } from '../../kernel/actor.ts';
import { invalid } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { present } from '../../kernel/present.ts';
import { expectOfficer } from '../officer.ts';
import { type BreakFilter, type Condition, conditionOf } from './filter.ts';
import { AGE_SQL, type AgeBucket, type BreakKind, type Flow } from './kinds.ts';
import { type BreakRow, FROM, readRows, type Sort } from './rows.ts';

/** Beyond this a count says "more than": counting on would cost more than it tells. */
export const MOST_COUNTED = 10_000;
const LONGEST_PAGE = 100;

export interface BreakPage {
  readonly rows: readonly BreakRow[];
  /** At most `MOST_COUNTED`. */
  readonly count: number;
  /** The sum of what is at stake, in whole francs. */
  readonly value: string;
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

/** What comes after the last row of the page before, in each order. */
const AFTER: Readonly<Record<Sort, (id: string) => string>> = {
  oldest: (id) =>
    `(b.opened_at, b.id) > (select x.opened_at, x.id from break_item x where x.id = ${id})`,
  newest: (id) =>
    `(b.opened_at, b.id) < (select x.opened_at, x.id from break_item x where x.id = ${id})`,
  value: (id) =>
    `exists (select from break_item x where x.id = ${id} and (b.value < x.value or b.value = x.value and b.id > x.id))`,
};

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
    pool.query<{ count: number; value: string }>(
      `select count(*)::int as count, coalesce(sum(value), 0)::text as value
       from (select b.value from ${FROM} where ${condition.sql} limit ${MOST_COUNTED}) x`,
      [...condition.values],
    ),
  ]);
  const shown = rows.slice(0, limit);
  return {
    rows: shown,
    ...present(counted.rows[0], 'count'),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

function after(condition: Condition, cursor: string | undefined, sort: Sort): Condition {
  if (cursor === undefined) return condition;
  if (!isUuid(cursor)) throw invalid('cursor', 'filter_invalid', 'The cursor cannot be read.');
  const values = [...condition.values, cursor];
  return { sql: `${condition.sql} and ${AFTER[sort](`$${values.length}::uuid`)}`, values };
}

export interface BreakFigures {
  readonly byAge: readonly {
    readonly flow: Flow;
    readonly ageBucket: AgeBucket;
    readonly count: number;
    readonly value: string;
  }[];
  readonly byKind: readonly {
    readonly kind: BreakKind;
    readonly count: number;
    readonly value: string;
  }[];
  readonly proposed: number;
  readonly mine: number;
  readonly overdue: number;
}

/** The figures above the queue. @throws Forbidden `officers_only`; InvalidInput `filter_invalid` */
export async function breakFigures(
  pool: Pool,
  zone: string,
  { actor, filter }: { actor: Person; filter: BreakFilter },
): Promise<BreakFigures> {
  expectOfficer(actor);
  const { sql, values } = conditionOf(filter, actor, zone);
  const [byAge, byKind, counts] = await Promise.all([
    pool.query<BreakFigures['byAge'][number]>(
      `select b.flow, ${AGE_SQL} as "ageBucket", count(*)::int as count, sum(b.value)::text as value from ${FROM} where ${sql} group by 1, 2`,
      [...values],
    ),
    pool.query<BreakFigures['byKind'][number]>(
      `select b.kind, count(*)::int as count, sum(b.value)::text as value from ${FROM} where ${sql} group by 1 order by min(kind_rank(b.kind)), 1`,
      [...values],
    ),
    pool.query<{ proposed: number; mine: number; overdue: number }>(
      `select (select count(*)::int from resolution r where r.state = 'PROPOSED') as proposed,
         count(*) filter (where b.assignee_id = $1)::int as mine, count(*) filter (where b.due_at < db_now())::int as overdue
       from break_item b where b.resolved_at is null`,
      [actor.id],
    ),
  ]);
  return { byAge: byAge.rows, byKind: byKind.rows, ...present(counts.rows[0], 'counts') };
}
