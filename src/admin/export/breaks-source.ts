import type { App } from '../../app.ts';
import type { Person } from '../../kernel/actor.ts';
import { unreadable } from '../filter-rules.ts';
import { wordsFor } from '../locale/index.ts';
import type { Cell, Speaker } from './cells.ts';
import type { Query, Source } from './source.ts';

const ROWS_AT_ONCE = 100;

interface BreakFilter {
  readonly [name: string]: string | readonly string[] | undefined;
}
interface BreakRow {
  readonly id: string;
  readonly kind: string;
  readonly flow: 'deposit' | 'payout' | null;
  readonly method: string | null;
  readonly currency: string;
  readonly value: string;
  readonly difference: string | null;
  readonly reference: string | null;
  readonly phone: string | null;
  readonly memberName: string | null;
  readonly transactionId: string | null;
  readonly openedAt: Date;
  readonly occurredAt: Date | null;
  readonly assignee: { readonly name: string } | null;
  readonly dueAt: Date | null;
  readonly resolvedAt: Date | null;
}
interface BreaksApp {
  breaks(asked: {
    actor: Person;
    filter: BreakFilter;
    cursor?: string;
    limit: number;
    sort?: string;
  }): Promise<{ rows: BreakRow[]; count: number; next: string | null }>;
}

/** The filters of the page's address; the operation reads their values. */
const FILTERS = ['state', 'flow', 'method', 'age', 'assignee', 'due', 'q', 'min'];
const LISTS = ['kind', 'ids'];

function readFilter({ sort: _sort, ...query }: Query): BreakFilter {
  for (const name of Object.keys(query))
    if (!FILTERS.includes(name) && !LISTS.includes(name)) throw unreadable(name);
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      LISTS.includes(name) ? value.split(',') : value,
    ]),
  );
}

/** The queue of breaks as its page shows it, with the same filters and order. @throws Forbidden `finance_only` */
export function breaksSource(app: App, actor: Person, query: Query, speaker: Speaker): Source {
  const { breaks, exports, fields, words } = wordsFor(speaker.locale);
  const filter = readFilter(query);
  const read = (limit: number, cursor: string | null) =>
    (app as unknown as BreaksApp).breaks({
      actor,
      filter,
      limit,
      ...(cursor ? { cursor } : {}),
      ...(query['sort'] ? { sort: query['sort'] } : {}),
    });
  const kinds: Readonly<Record<string, string>> = breaks.kind;
  const cells = (row: BreakRow): readonly Cell[] => [
    kinds[row.kind] ?? row.kind,
    row.flow && (row.flow === 'deposit' ? words.type.DEPOSIT : words.type.WITHDRAWAL),
    row.method && (speaker.methods[row.method] ?? row.method),
    row.memberName,
    row.phone,
    BigInt(row.value),
    row.difference === null ? null : BigInt(row.difference),
    row.currency,
    row.reference,
    row.openedAt,
    row.occurredAt,
    row.assignee?.name ?? null,
    row.dueAt,
    row.resolvedAt,
    row.transactionId,
    row.id,
  ];
  return {
    title: breaks.title,
    heads: [
      breaks.filter.kind,
      breaks.filter.flow,
      fields.method,
      fields.user,
      fields.phone,
      exports.heads.value,
      exports.heads.difference,
      fields.currency,
      fields.reference,
      exports.heads.openedAt,
      fields.occurredAt,
      breaks.filter.assignee,
      exports.heads.dueAt,
      exports.heads.resolvedAt,
      fields.transactionId,
      fields.id,
    ],
    countUpTo: async () => (await read(1, null)).count,
    eachPage: async (use) => {
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof read>> = await read(ROWS_AT_ONCE, cursor);
        if (page.rows.length > 0) await use(page.rows.map(cells));
        cursor = page.next;
      } while (cursor !== null);
    },
  };
}
