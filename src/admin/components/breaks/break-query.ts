import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** The filter's own names, as the server knows them; `kind` and `ids` may stand several times. */
const FILTERS = [
  'state',
  'kind',
  'flow',
  'method',
  'age',
  'assignee',
  'due',
  'q',
  'min',
  'ids',
] as const;

export type FilterName = (typeof FILTERS)[number];

export type BreakFilter = Readonly<Record<FilterName, readonly string[]>>;

export type State = 'open' | 'proposed' | 'resolved';

const SORTS = ['oldest', 'newest', 'value'] as const;

export type Sort = (typeof SORTS)[number];

export interface BreakQuery {
  readonly filter: BreakFilter;
  readonly state: State;
  readonly sort: Sort;
  /** For the server, and for a saved view: the filter and the order, nothing of what is open. */
  readonly text: string;
  readonly filtered: boolean;
  /** The break that the address opens. */
  readonly selected: string | null;
  change(changes: Partial<Readonly<Record<FilterName, readonly string[]>>>): void;
  setSort(sort: Sort): void;
  /** Replaces the whole filter by a saved one. */
  open(text: string): void;
  select(id: string | null, keep?: 'replace' | 'push'): void;
  /** The address of the list with this break open. */
  urlOf(id: string): string;
}

const valuesOf = (search: URLSearchParams, name: FilterName): readonly string[] =>
  search
    .getAll(name)
    .flatMap((value) => (name === 'kind' || name === 'ids' ? value.split(',') : [value]))
    .filter((value) => value !== '');

export const filterIn = (search: URLSearchParams): BreakFilter =>
  Object.fromEntries(
    FILTERS.map((name) => [name, valuesOf(search, name)]),
  ) as unknown as BreakFilter;

const sortIn = (search: URLSearchParams): Sort =>
  SORTS.find((sort) => sort === search.get('sort')) ?? 'oldest';

function textOf(filter: BreakFilter, sort: Sort): string {
  const text = new URLSearchParams();
  for (const name of FILTERS) for (const value of filter[name]) text.append(name, value);
  if (sort !== 'oldest') text.set('sort', sort);
  return text.toString();
}

/** The page's state lives in the address, and changes there without a load. */
export function useBreakQuery(): BreakQuery {
  const [search, setSearch] = useSearchParams();
  return useMemo(() => {
    const filter = filterIn(search);
    const sort = sortIn(search);
    const state =
      (['proposed', 'resolved'] as const).find((one) => one === filter.state[0]) ?? 'open';
    const text = textOf(filter, sort);
    const withBreak = (id: string) => `${text}${text ? '&' : ''}break=${id}`;
    return {
      filter,
      state,
      sort,
      text,
      filtered: FILTERS.some((name) => name !== 'state' && filter[name].length > 0),
      selected: search.get('break'),
      change: (changes) => setSearch(textOf({ ...filter, ...changes }, sort)),
      setSort: (next) => setSearch(textOf(filter, next)),
      open: (saved) => {
        const kept = new URLSearchParams(saved);
        setSearch(textOf(filterIn(kept), sortIn(kept)));
      },
      select: (id, keep = 'replace') =>
        setSearch(id ? withBreak(id) : text, { replace: keep === 'replace' }),
      urlOf: (id) => `?${withBreak(id)}`,
    };
  }, [search, setSearch]);
}
