import type { BaseRecord } from 'adminjs';
import { usualDirection } from '../asked.ts';
import type { Definition } from '../definition.ts';
import { wordsFor } from '../locale/index.ts';
import type { ScopedResource } from '../prisma-resource.ts';
import { cellsOf, headsOf, type ListedRecord, type Speaker } from './cells.ts';
import { exportColumns } from './columns.ts';
import { readAsked } from './query.ts';
import type { Query, Source } from './source.ts';

const ROWS_AT_ONCE = 1_000;
const MOST_IN_WORKBOOK = 100_000;

/** A list of the panel: what it is, and how its records are read. */
export interface Listed {
  readonly definition: Definition;
  readonly resource: ScopedResource;
}

export type Lists = ReadonlyMap<string, Listed>;

/** A list as its page shows it: the same filters, order, scope and columns, and some more. */
export function listSource(lists: Lists, list: Listed, query: Query, speaker: Speaker): Source {
  const { definition, resource } = list;
  const columns = exportColumns(definition);
  const asked = readAsked(query, usualDirection(definition));
  const names: Readonly<Record<string, string>> = wordsFor(speaker.locale).resources;
  return {
    title: names[definition.id] ?? definition.id,
    heads: columns.flatMap((column) => headsOf(column, speaker)),
    mostInWorkbook: MOST_IN_WORKBOOK,
    countUpTo: (most) => resource.countUpTo(asked, most),
    eachPage: (use) =>
      resource.eachPage(asked, {
        size: ROWS_AT_ONCE,
        use: async (records) => {
          const listed = await withRelated(lists, list, records);
          await use(
            listed.map((record) => columns.flatMap((column) => cellsOf(column, record, speaker))),
          );
        },
      }),
  };
}

/** Who and what the records point to, read through those lists' own scopes: once for the whole page. */
async function withRelated(
  lists: Lists,
  { definition, resource }: Listed,
  records: readonly BaseRecord[],
): Promise<readonly ListedRecord[]> {
  const pointing = exportColumns(definition).filter(
    ({ name, kind }) => (kind === 'who' || kind === 'link') && resource.property(name)?.reference(),
  );
  const found = await Promise.all(
    pointing.map(async ({ name }) => {
      const target = lists.get(resource.property(name)?.reference() ?? '')?.resource;
      const ids = new Set(records.map(({ params }) => String(params[name] ?? '')));
      const others = (await target?.findMany([...ids])) ?? [];
      return [name, new Map(others.map((other) => [other.id(), other.params]))] as const;
    }),
  );
  return records.map(({ params }) => ({
    params,
    related: Object.fromEntries(
      found.map(([name, others]) => [name, others.get(String(params[name] ?? '')) ?? {}]),
    ),
  }));
}
