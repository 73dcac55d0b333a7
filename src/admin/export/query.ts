import { invalid } from '../../kernel/errors.ts';
import type { Asked } from '../asked.ts';
import type { Direction } from '../definition.ts';
import { unreadable } from '../filter-rules.ts';

const PREFIX = 'filters.';

/** Of the address, what says how the list was shown and not what was in it. */
const OF_THE_PAGE: readonly string[] = ['page', 'perPage', 'cursor', 'format'];

export type ExportFormat = 'csv' | 'xlsx';

type Query = Readonly<Record<string, string>>;

/** The query of an export, each name once. @throws InvalidInput `filter_invalid` for a name given twice */
export function readQuery(query: Readonly<Record<string, unknown>>): Query {
  return Object.fromEntries(
    Object.entries(query)
      .filter(([name]) => !OF_THE_PAGE.includes(name))
      .map(([name, value]) => {
        if (typeof value !== 'string') throw unreadable(name);
        return [name, value] as const;
      })
      .filter(([, value]) => value !== ''),
  );
}

/** @throws InvalidInput `export_format` */
export function readFormat(value: unknown): ExportFormat {
  if (value === 'csv' || value === 'xlsx') return value;
  throw invalid('format', 'export_format', 'A list is exported as csv or xlsx.');
}

/**
 * A list's address as the list itself reads it: `filters.createdAt~~from=2026-11-02`. Without a
 * direction it is the list's own.
 * @throws InvalidInput `filter_invalid` for what a list does not understand: nothing is ignored
 */
export function readAsked({ sortBy, direction, ...others }: Query, usual: Direction): Asked {
  const filters = new Map<string, string | Readonly<Record<string, string>>>();
  for (const [key, value] of Object.entries(others)) {
    if (!key.startsWith(PREFIX)) throw unreadable(key);
    const [name = '', end] = key.slice(PREFIX.length).split('~~');
    const before = filters.get(name);
    if (end === undefined ? before !== undefined : typeof before === 'string')
      throw unreadable(name);
    filters.set(name, end === undefined ? value : { ...(before as object), [end]: value });
  }
  return {
    filters: Object.fromEntries(filters),
    sort: {
      ...(sortBy ? { sortBy } : {}),
      direction: direction === 'desc' || direction === 'asc' ? direction : usual,
    },
  };
}
