import type { Values } from './values.ts';
import type { WhereSql } from './where-sql.ts';

export type Direction = 'asc' | 'desc';

/** One column that a list is sorted by: its own, or through a relation (`user.fullName`). */
export interface SortKey {
  readonly path: string;
  readonly direction: Direction;
  /** Where rows without a value stand; only for columns that may be empty. */
  readonly nulls?: 'first' | 'last';
}

/** Where a page ends: the sort's values of its last row, as the database writes them. */
export type Place = readonly (string | null)[];

interface KeySql extends SortKey {
  readonly sql: string;
  readonly type: string;
}

/** The order of a list as SQL. */
export interface OrderSql {
  readonly joins: string;
  /** The values of a row's place, and what each is; `?` where it may be empty. */
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly orderBy: string;
  readonly backwards: string;
  /** What comes after a place, or the row of the place too (`including`). */
  beyond(place: Place, values: Values, options: { back: boolean; including: boolean }): string;
}

const turned = (direction: Direction): Direction => (direction === 'asc' ? 'desc' : 'asc');

/** The same order from its end. */
const reversed = (key: KeySql): KeySql => ({
  ...key,
  direction: turned(key.direction),
  ...(key.nulls ? { nulls: key.nulls === 'first' ? 'last' : 'first' } : {}),
});

const written = (keys: readonly KeySql[]): string =>
  keys
    .map(({ sql, direction, nulls }) => `${sql} ${direction}${nulls ? ` nulls ${nulls}` : ''}`)
    .join(', ');

function follows({ sql, type, direction, nulls }: KeySql, value: string | null, values: Values) {
  if (value === null) return nulls === 'first' ? `${sql} is not null` : 'false';
  const beyond = `${sql} ${direction === 'asc' ? '>' : '<'} ${values.add(value, type)}`;
  return nulls === 'last' ? `(${beyond} or ${sql} is null)` : beyond;
}

const equal = ({ sql, type }: KeySql, value: string | null, values: Values) =>
  value === null ? `${sql} is null` : `${sql} = ${values.add(value, type)}`;

/** By the first key; among its equals by the second, and so on. */
function stepwise(
  keys: readonly KeySql[],
  place: Place,
  values: Values,
  including: boolean,
): string {
  const steps = keys.map((key, index) => {
    const same = keys
      .slice(0, index)
      .map((before, nth) => equal(before, place[nth] ?? null, values));
    return `(${[...same, follows(key, place[index] ?? null, values)].join(' and ')})`;
  });
  const itself = () => keys.map((key, nth) => equal(key, place[nth] ?? null, values)).join(' and ');
  return `(${[...steps, ...(including ? [`(${itself()})`] : [])].join(' or ')})`;
}

/** One comparison of rows, which an index on these columns answers. */
function atOnce(keys: readonly KeySql[], place: Place, values: Values, including: boolean): string {
  const sign = `${keys[0]?.direction === 'asc' ? '>' : '<'}${including ? '=' : ''}`;
  const against = keys.map(({ type }, nth) => values.add(place[nth], type));
  return `(${keys.map(({ sql }) => sql).join(', ')}) ${sign} (${against.join(', ')})`;
}

/** `areFew`: the rows are, so that what they point to is looked up, and not walked through to find them in its order. */
export function orderSql(
  where: WhereSql,
  model: string,
  sort: readonly SortKey[],
  areFew = false,
): OrderSql {
  const joins = new Map<
    string,
    { readonly as: string; readonly model: string; readonly sql: string }
  >();
  const keys = sort.map((key): KeySql => {
    const [name = '', through] = key.path.split('.').reverse();
    if (!through) return { ...key, ...where.column(model, 't', name) };
    const as = joins.get(through)?.as ?? `k${joins.size}`;
    const joined = joins.get(through) ?? {
      as,
      ...where.join(model, 't', through, { as, each: areFew }),
    };
    joins.set(through, joined);
    return { ...key, ...where.column(joined.model, as, name) };
  });
  const isPlain = keys.every(({ nulls, direction }) => !nulls && direction === keys[0]?.direction);
  return {
    joins: [...joins.values()].map(({ sql }) => sql).join(' '),
    columns: keys.map(({ sql }) => sql),
    types: keys.map(({ type, nulls }) => (nulls ? `${type}?` : type)),
    orderBy: written(keys),
    backwards: written(keys.map(reversed)),
    beyond: (place, values, { back, including }) => {
      const ways = back ? keys.map(reversed) : keys;
      return (isPlain ? atOnce : stepwise)(ways, place, values, including);
    },
  };
}
