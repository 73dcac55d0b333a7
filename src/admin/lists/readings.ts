import { type Asked, orderOf } from '../asked.ts';
import type { Definition } from '../definition.ts';
import type { Where } from '../filter-rules.ts';
import type { Reading, Run } from './read-page.ts';
import { spanIds, spanOf } from './span.ts';
import type { WhereSql } from './where-sql.ts';

/** What a list is read with, by the person who asks. */
export interface ListParts {
  readonly definition: Definition;
  readonly sql: WhereSql;
  readonly run: Run;
  /** What the person may see of it; empty: all. */
  readonly scope: Where;
  /** Filters as a condition. */
  filtersOf(filters: Asked['filters']): Where;
  /** Filters as a condition, within what the person may see. */
  whereOf(filters: Asked['filters']): Where;
}

const without = (filters: Asked['filters'], names: readonly string[]) =>
  Object.fromEntries(Object.entries(filters).filter(([name]) => !names.includes(name)));

const isScoped = (scope: Where) => Object.keys(scope).length > 0;

/** A list as its pages read it: a long one along its way. */
export async function pageReading(list: ListParts, { filters, sort }: Asked): Promise<Reading> {
  const { definition, sql, run, scope, filtersOf, whereOf } = list;
  const { id, walk, defaultSort } = definition;
  const way = await walk?.way(filters);
  const found = await definition.find?.(filters);
  // What cannot be read is refused, though the way answers it.
  whereOf(filters);
  const { instead, answers = [] } = way ?? found ?? {};
  // Of many who match, each is looked at, but of those whom the person may see: those are collected.
  const areMany = found?.areMany === true;
  const apart = way !== undefined || areMany;
  return {
    run,
    sql,
    model: id,
    // What the way says costs least to look at.
    where: {
      AND: [instead ?? {}, (apart ? filtersOf : whereOf)(without(filters, answers))],
    },
    scope: apart && isScoped(scope) ? scope : undefined,
    sort: orderOf(definition, sort, filters),
    walk: walk && way && { walk, way, ordered: (sort.sortBy ?? defaultSort) === walk.at },
    areFew: isScoped(scope) || found?.areMany === false,
    each: areMany,
  };
}

/** A list as a file reads it: all of it, a long one in the order of its ids. */
export function wholeReading(list: ListParts, { filters, sort }: Asked): Reading {
  const { definition, sql, run, whereOf } = list;
  const { id, walk, defaultSort } = definition;
  const where = whereOf(filters);
  const asked = orderOf(definition, sort, filters);
  const byId = walk !== undefined && (sort.sortBy ?? defaultSort) === walk.at;
  const { from, to } = spanIds(walk ? spanOf(where, walk.at) : {});
  const within = { id: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } };
  return {
    run,
    sql,
    model: id,
    where: walk ? { AND: [where, within] } : where,
    sort: byId ? asked.filter(({ path }) => path === 'id') : asked,
  };
}
