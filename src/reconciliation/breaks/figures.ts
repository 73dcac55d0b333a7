import type { Pool } from 'pg';
import { type Asking, prepared } from '../../db/prepared.ts';
import type { Person } from '../../kernel/actor.ts';
import { present } from '../../kernel/present.ts';
import { expectOfficer } from '../officer.ts';
import { type BreakFilter, conditionOf, unreadable } from './filter.ts';
import {
  AGE_SQL,
  type AgeBucket,
  BREAK_NAMES,
  type BreakName,
  type Flow,
  NAME_SQL,
} from './kinds.ts';
import { FROM } from './rows.ts';

interface Sum {
  readonly count: number;
  /** At stake, in whole francs. */
  readonly value: string;
}

export interface BreakFigures {
  readonly byAge: readonly ({ readonly flow: Flow; readonly ageBucket: AgeBucket } & Sum)[];
  readonly byKind: readonly ({ readonly kind: BreakName } & Sum)[];
  /** Corrections that wait for a second person, and those of them that are this person's to decide. */
  readonly proposed: number;
  readonly toDecide: number;
  readonly mine: number;
  readonly overdue: number;
  /** When breaks were last looked for; null: never. */
  readonly checkedAt: Date | null;
}

type Cell = { readonly flow: Flow; readonly ageBucket: AgeBucket; readonly kind: BreakName } & Sum;

/**
 * The figures above the queue; the breaks themselves are read once. The resolved ones only grow, and have none.
 * @throws Forbidden `officers_only`; InvalidInput `filter_invalid`
 */
export async function breakFigures(
  pool: Pool,
  zone: string,
  { actor, filter }: { actor: Person; filter: BreakFilter },
): Promise<BreakFigures> {
  expectOfficer(actor);
  if (filter.state === 'resolved') throw unreadable('state');
  const { sql, values } = conditionOf(filter, actor, zone);
  const asking = prepared(pool);
  // What every dashboard asks; of other filters there are many.
  const byFilter: Asking = Object.keys(filter).length === 0 ? asking : pool;
  const [cells, counts] = await Promise.all([
    byFilter.query<Cell>(
      `select b.flow, ${AGE_SQL} as "ageBucket", ${NAME_SQL} as kind, count(*)::int as count, sum(b.value)::text as value
       from ${FROM} where ${sql} group by 1, 2, 3`,
      [...values],
    ),
    asking.query<Omit<BreakFigures, 'byAge' | 'byKind'>>(
      `select (select count(*)::int from resolution r where r.state = 'PROPOSED') as proposed,
         (select count(*)::int from resolution r where r.state = 'PROPOSED' and r.made_by <> $1) as "toDecide",
         (select count(*)::int from break_item b where b.resolved_at is null and b.assignee_id = $1) as mine,
         (select count(*)::int from break_item b where b.resolved_at is null and b.due_at < db_now()) as overdue,
         (select c.checked_at from break_check c) as "checkedAt"`,
      [actor.id],
    ),
  ]);
  const byKind = summed(cells.rows, ({ kind }) => kind);
  return {
    byAge: summed(cells.rows, ({ flow, ageBucket }) => `${flow} ${ageBucket}`).map(
      ({ flow, ageBucket, count, value }) => ({ flow, ageBucket, count, value }),
    ),
    byKind: BREAK_NAMES.flatMap((name) => {
      const found = byKind.find(({ kind }) => kind === name);
      return found ? [{ kind: name, count: found.count, value: found.value }] : [];
    }),
    ...present(counts.rows[0], 'counts'),
  };
}

/** Cells of one key added up into one. */
function summed(cells: readonly Cell[], keyOf: (cell: Cell) => string): readonly Cell[] {
  const sums = new Map<string, Cell>();
  for (const cell of cells) {
    const before = sums.get(keyOf(cell));
    sums.set(keyOf(cell), {
      ...cell,
      count: (before?.count ?? 0) + cell.count,
      value: String(BigInt(before?.value ?? 0) + BigInt(cell.value)),
    });
  }
  return [...sums.values()];
}
