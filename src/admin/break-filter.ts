import type { App } from '../app.ts';
import { invalid } from '../kernel/errors.ts';
import { typed } from '../kernel/typed.ts';

type Asked = Parameters<App['breaks']>[0];
export type BreakFilter = Asked['filter'];
type Sort = NonNullable<Asked['sort']>;
type Query = Readonly<Record<string, unknown>>;

const PLAIN = ['state', 'flow', 'method', 'age', 'assignee', 'due', 'q', 'min'] as const;
const SEVERAL = ['kind', 'ids'] as const;
const SORTS: readonly Sort[] = ['oldest', 'newest', 'value'];
/** More than a page of ids is not an address any more. */
const MOST = 100;

const listed = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value])
    .flatMap((one) => typed(one).split(','))
    .filter((one) => one !== '');

/**
 * The filter as the page's address has it; which values there are, the operation knows.
 * @throws InvalidInput `filter_invalid` where one name stands twice that may stand once
 */
export function breakFilter(query: Query): BreakFilter {
  const filter: Record<string, unknown> = {};
  for (const name of PLAIN) {
    const value = query[name];
    if (Array.isArray(value)) throw unreadable(name);
    if (typed(value) !== '') filter[name] = typed(value).slice(0, 200);
  }
  for (const name of SEVERAL) {
    const values = listed(query[name]);
    if (values.length > MOST) throw unreadable(name);
    if (values.length > 0) filter[name] = values;
  }
  return filter as BreakFilter;
}

/** @throws InvalidInput `sort_invalid` */
export function breakSort(query: Query): Sort {
  const asked = typed(query['sort']);
  if (asked === '') return 'oldest';
  const sort = SORTS.find((one) => one === asked);
  if (!sort) throw invalid('sort', 'sort_invalid', 'The breaks cannot be sorted so.');
  return sort;
}

const unreadable = (name: string) =>
  invalid(name, 'filter_invalid', `The filter "${name}" cannot be read.`);
