import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

const KEPT = /^(page|perPage|cursor|sortBy|direction|filters\..+)$/;

export interface ListQuery {
  /** For the API: only what a list understands. */
  readonly text: string;
  readonly filters: ReadonlyMap<string, string>;
  readonly sortBy: string | null;
  readonly direction: string | null;
  setFilters(filters: ReadonlyMap<string, string>): void;
  setSort(name: string, direction: 'asc' | 'desc'): void;
  /** The address of the page at a cursor; null: the first. */
  urlAt(cursor: string | null): string;
}

/** The list's state lives in the address: it can be shared, bookmarked and gone back to. */
export function useListQuery(): ListQuery {
  const [search, setSearch] = useSearchParams();
  return useMemo(() => {
    const kept = new URLSearchParams([...search].filter(([key]) => KEPT.test(key)));
    const change = (edit: (next: URLSearchParams) => void) => {
      const next = new URLSearchParams(kept);
      next.delete('page');
      next.delete('cursor');
      edit(next);
      setSearch(next);
    };
    return {
      text: kept.toString(),
      filters: new Map(
        [...kept]
          .filter(([key, value]) => key.startsWith('filters.') && value !== '')
          .map(([key, value]) => [key.slice('filters.'.length), value]),
      ),
      sortBy: kept.get('sortBy'),
      direction: kept.get('direction'),
      setFilters: (filters) =>
        change((next) => {
          for (const key of [...next.keys()]) if (key.startsWith('filters.')) next.delete(key);
          for (const [name, value] of filters)
            if (value.trim() !== '') next.set(`filters.${name}`, value.trim());
        }),
      setSort: (name, direction) =>
        change((next) => {
          next.set('sortBy', name);
          next.set('direction', direction);
        }),
      urlAt: (cursor) => {
        const next = new URLSearchParams(kept);
        next.delete('page');
        next.delete('cursor');
        if (cursor) next.set('cursor', cursor);
        return `?${next}`;
      },
    };
  }, [search, setSearch]);
}
