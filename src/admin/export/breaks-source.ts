import type { App } from '../../app.ts';
import type { Person } from '../../kernel/actor.ts';
import { breakFilter, breakSort } from '../break-filter.ts';
import { wordsFor } from '../locale/index.ts';
import type { Cell, Speaker } from './cells.ts';
import type { Query, Source } from './source.ts';

const ROWS_AT_ONCE = 100;
/** Counting on would cost more than a workbook of so many is worth. */
const MOST_IN_WORKBOOK = 9_999;

type BreakRow = Awaited<ReturnType<App['breaks']>>['rows'][number];

/** The queue of breaks as its page shows it, with the same filters and order. @throws Forbidden `finance_only` */
export function breaksSource(app: App, actor: Person, query: Query, speaker: Speaker): Source {
  const { breaks, exports, fields, words } = wordsFor(speaker.locale);
  const [filter, sort] = [breakFilter(query), breakSort(query)];
  const read = (limit: number, cursor: string | null) =>
    app.breaks({
      actor,
      filter,
      sort,
      limit,
      countTo: MOST_IN_WORKBOOK + 1,
      ...(cursor ? { cursor } : {}),
    });
  const kinds: Readonly<Record<string, string>> = breaks.kind;
  const cells = (row: BreakRow): readonly Cell[] => [
    kinds[row.name] ?? row.name,
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
    mostInWorkbook: MOST_IN_WORKBOOK,
    countUpTo: async () => (await read(1, null)).count ?? 0,
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
