import { invalid } from '../kernel/errors.ts';
import type { Definition, Direction } from './definition.ts';
import { type FilterContext, unreadable, type Where } from './filter-rules.ts';
import type { SortKey } from './lists/keys.ts';

export interface Sort {
  readonly sortBy?: string;
  readonly direction?: Direction;
}

/** What a list was asked for: values by the names of its filter rules. */
export interface Asked {
  readonly filters: Readonly<Record<string, unknown>>;
  readonly sort: Sort;
}

export const directionOf = (sort: Sort): Direction => (sort.direction === 'asc' ? 'asc' : 'desc');

/** How a list is sorted before anybody chose: the newest first, names from A. */
export const usualDirection = ({ defaultSort }: Definition): Direction =>
  /At$|^at$/.test(defaultSort) ? 'desc' : 'asc';

/**
 * All of these filters as one where-fragment.
 * @throws InvalidInput `filter_invalid`
 */
export function whereOf(
  { filters: rules }: Definition,
  filters: Asked['filters'],
  context: FilterContext,
): Where {
  const parts = Object.entries(filters).map(([name, value]) => {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) throw unreadable(name);
    return rule(value, context);
  });
  return { AND: parts };
}

/**
 * The order of the list, its own where none was asked for.
 * @throws InvalidInput `sort_invalid`
 */
export function orderOf(
  definition: Definition,
  sort: Sort = {},
  filters?: Asked['filters'],
): readonly SortKey[] {
  const name = sort.sortBy ?? definition.defaultSort;
  const { sorts, sortNeeds = {} } = definition;
  const order = Object.hasOwn(sorts, name) ? sorts[name] : undefined;
  const needed = sortNeeds[name];
  if (!order || (needed && filters && !Object.hasOwn(filters, needed)))
    throw invalid('sortBy', 'sort_invalid', `The list cannot be sorted by ${name}.`, {
      sort: name,
    });
  return order(directionOf(sort));
}
