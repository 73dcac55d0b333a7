import type { Where } from '../filter-rules.ts';
import type { Direction, Place } from './keys.ts';
import { type Span, spanIds } from './span.ts';
import type { Values } from './values.ts';
import type { WhereSql } from './where-sql.ts';

/** So many rows are looked at for one page; then the list says how far it got. To count, fewer. */
const STRETCH = { far: 4_000, short: 2_000 } as const;
/** Of a narrower table, or of several owners, each row costs a look at the record beside it. */
const STRETCH_BESIDE = { far: 1_000, short: 1_000 } as const;
/** As many owners are read side by side; of more, many a row is theirs, and is met soon. */
export const MOST_OWNERS = 50;
/** As many records are named by their ids. */
export const MOST_IDS = 1_000;

/**
 * Along what a long list is read, always in the order of time and never further than a stretch:
 * its own rows (of which `where` may take a part that has an index; `dear`: what is asked of each is a
 * look into another table), a narrower table that names them, the rows of a few owners, or records known by id.
 */
export type Way =
  | ({ readonly by: 'rows'; readonly where?: Where; readonly dear?: boolean } & Indexed)
  | ({ readonly by: 'beside'; readonly lists: readonly Beside[] } & Indexed)
  | { readonly by: 'owners'; readonly owners: readonly string[]; readonly ids: readonly string[] }
  | { readonly by: 'ids'; readonly ids: readonly string[] };

/** How a statement is planned: for its values `each` time, or `once` for any. */
export type Planned = 'each' | 'once';

interface Indexed {
  /** The index is the same whatever is asked. */
  readonly oneIndex?: boolean;
}

/** Longer ones are searched in order where the plan does not know them, and hashed where it does. */
const SHORT_LIST = 20;

/**
 * The order of time and a limit decide how a stretch is read, whatever the values are; but a part that may have an
 * index, and a long list, want to be known. So does where a part begins: with a bound of any size the index in the
 * order of time looks as good as the part's own, and of a small queue all others would be read.
 */
export function planOf(way: Way, { list }: Values, { place, span }: Start): Planned {
  const isBounded = Boolean(place || span.from || span.to);
  const isPlain =
    way.by === 'owners' ||
    way.by === 'ids' ||
    (way.oneIndex && !isBounded) ||
    (way.by === 'rows' && !way.where);
  const isShort = list.every((value) => !Array.isArray(value) || value.length <= SHORT_LIST);
  return isPlain && isShort ? 'once' : 'each';
}

/** Rows of another table that name records: `column` does, and orders them. */
export interface Beside {
  readonly model: string;
  readonly column: string;
  readonly where: Where;
  /** What the rows here tell of the records: those that do not meet it are seen, and not read. */
  readonly facts?: Where;
}

export interface Walk {
  /** The column that the id tells too. */
  readonly at: string;
  /** Whose rows lie together in the order of time, by an index on this column, `at` and id. */
  readonly owner?: string;
}

export interface Start {
  readonly place: Place | null;
  readonly including: boolean;
  /** Of the reading: a page before another is read against the list's order. */
  readonly direction: Direction;
  readonly span: Span;
  readonly look: keyof typeof STRETCH;
}

/** A stretch as SQL. */
export interface Stretch {
  /** What is named before `select`; empty: nothing. */
  readonly with: string;
  /** The rows, as `t`. */
  source(): string;
  readonly orderBy: string;
  /** Beside all rows: whether there may be more behind it. */
  readonly saturated: string;
  /** Asks for the place of the last row looked at, if there may be more behind it. */
  end(): string;
}

interface Context {
  readonly sql: WhereSql;
  readonly model: string;
  readonly walk: Walk;
  readonly values: Values;
}

const signs = ({ direction, including }: Start) =>
  `${direction === 'asc' ? '>' : '<'}${including ? '=' : ''}`;

/** What lies within the span and beyond the start, by the id in `column`. */
function bounds(column: string, start: Start, values: Values): string {
  const { from, to } = spanIds(start.span);
  const parts = [
    start.place ? `${column} ${signs(start)} ${values.add(start.place[1], 'uuid')}` : null,
    from ? `${column} >= ${values.add(from, 'uuid')}` : null,
    to ? `${column} < ${values.add(to, 'uuid')}` : null,
  ];
  return parts.filter((part) => part !== null).join(' and ') || 'true';
}

/** The last of `size` ids, if there are as many. */
const lastOf = ({ sql, model, walk }: Context, ids: string, size: number, start: Start) =>
  `select ${sql.column(model, 'x', walk.at).sql}::text as c0, x.id::text as c1
   from (select s.id from ${ids} s order by s.id ${start.direction} offset ${size - 1} limit 1) n join ${sql.table(model)} x on x.id = n.id`;

function alongRows(
  context: Context,
  { where: way = {}, dear = false }: Extract<Way, { by: 'rows' }>,
  start: Start,
): Stretch {
  const { sql, model, values } = context;
  const size = (dear ? STRETCH_BESIDE : STRETCH)[start.look];
  const rows = (columns: string) =>
    `(select ${columns} from ${sql.table(model)} x where ${bounds('x.id', start, values)} and ${sql.condition(model, 'x', way, values)}
      order by x.id ${start.direction} limit ${size})`;
  return {
    with: '',
    source: () => `${rows('x.*')} t`,
    orderBy: `t.id ${start.direction}`,
    saturated: `count(*) = ${size}`,
    end: () => lastOf(context, rows('x.id'), size, start),
  };
}

function alongBeside(context: Context, lists: readonly Beside[], start: Start): Stretch {
  const { sql, model, values } = context;
  const { direction } = start;
  const size = STRETCH_BESIDE[start.look];
  const each = lists.map((list) => {
    const column = sql.column(list.model, 'b', list.column).sql;
    const met = sql.condition(list.model, 'b', list.facts ?? {}, values);
    return `(select ${column} as id, bool_or(${met}) as met from ${sql.table(list.model)} b where ${bounds(column, start, values)}
      and ${sql.condition(list.model, 'b', list.where, values)} group by 1 order by 1 ${direction} limit ${size})`;
  });
  return {
    with: `seen as materialized (select i.id, bool_or(i.met) as met from (${each.join(' union all ')}) i group by i.id order by i.id ${direction} limit ${size})`,
    // Where nothing is asked of the records themselves, a left join lets a count leave them alone.
    source: () =>
      `(select x.*, s.id as seen_id from seen s left join ${sql.table(model)} x on x.id = s.id where s.met) t`,
    orderBy: `t.seen_id ${direction}`,
    saturated: `(select count(*) = ${size} from seen)`,
    end: () => lastOf(context, 'seen', size, start),
  };
}

/** So many rows of each: a page of one alone, and together no more than some thousands. */
const perOwner = (owners: number, look: Start['look']) =>
  30 + Math.ceil(STRETCH_BESIDE[look] / 2 / Math.max(owners, 1));

/** What is within the span and beyond the start, by the instant and the id of `y`. */
function boundsOfOwned(at: string, start: Start, values: Values): string {
  const { place, span } = start;
  const parts = [
    place
      ? `(${at}, y.id) ${signs(start)} (${values.add(place[0], 'timestamptz')}, ${values.add(place[1], 'uuid')})`
      : null,
    span.from ? `${at} >= ${values.add(span.from, 'timestamptz')}` : null,
    span.to ? `${at} <= ${values.add(span.to, 'timestamptz')}` : null,
  ];
  return parts.filter((part) => part !== null).join(' and ') || 'true';
}

/** The rows of one lie as they are read, so that each is looked at where it is met. */
function alongOwner(context: Context, theirs: string, start: Start): Stretch {
  const { sql, model, walk, values } = context;
  const { direction } = start;
  const size = perOwner(1, start.look);
  const at = (alias: string) => sql.column(model, alias, walk.at).sql;
  const order = (alias: string) => `${at(alias)} ${direction}, ${alias}.id ${direction}`;
  const owned = `${sql.column(model, 'y', walk.owner ?? 'id').sql} = ${values.add(theirs, 'uuid')}`;
  const bound = boundsOfOwned(at('y'), start, values);
  const rows = (columns: string) =>
    `(select ${columns} from ${sql.table(model)} y where ${owned} and ${bound} order by ${order('y')} limit ${size})`;
  return {
    with: '',
    source: () => `${rows('y.*')} t`,
    orderBy: order('t'),
    saturated: `count(*) = ${size}`,
    end: () =>
      `select s.at::text as c0, s.id::text as c1 from ${rows(`y.id, ${at('y')} as at`)} s
      order by s.at ${direction}, s.id ${direction} offset ${size - 1} limit 1`,
  };
}

function alongOwners(
  { sql, model, walk, values }: Context,
  { owners, ids }: { owners: readonly string[]; ids: readonly string[] },
  start: Start,
): Stretch {
  const { direction } = start;
  const size = perOwner(owners.length, start.look);
  const table = sql.table(model);
  const owner = sql.column(model, 'y', walk.owner ?? 'id').sql;
  const at = sql.column(model, 'y', walk.at).sql;
  const bound = boundsOfOwned(at, start, values);
  const theirs = values.add(owners, 'uuid[]');
  const order = (name: string) => `${name}.at ${direction}, ${name}.id ${direction}`;
  return {
    with: `seen as materialized (
        select y.id, y.at, row_number() over (partition by w.id order by ${order('y')}) as nth from unnest(${theirs}) w (id)
        cross join lateral (select y.id, ${at} as at from ${table} y where ${owner} = w.id and ${bound}
          order by ${at} ${direction}, y.id ${direction} limit ${size}) y
        union all
        select y.id, ${at}, 0 from ${table} y where y.id = any (${values.add(ids, 'uuid[]')}) and ${owner} <> all (${theirs}) and ${bound}
      ), reached as materialized (
        select s.at, s.id from seen s where s.nth = ${size} order by ${order('s')} limit 1)`,
    // In the order of what was seen, so that no more of the rows are read than the page takes.
    source:
      () => `(select x.*, o.at as seen_at, o.id as seen_id from (select s.id, s.at from seen s left join reached r on true
        where r.id is null or (s.at, s.id) ${direction === 'asc' ? '<=' : '>='} (r.at, r.id) order by ${order('s')}) o
      left join ${table} x on x.id = o.id) t`,
    orderBy: `t.seen_at ${direction}, t.seen_id ${direction}`,
    saturated: '(select count(*) > 0 from reached)',
    end: () => 'select r.at::text as c0, r.id::text as c1 from reached r',
  };
}

/** The next stretch of a way, for one statement. */
export function stretchOf(context: Context, way: Way, start: Start): Stretch {
  if (way.by === 'rows') return alongRows(context, way, start);
  if (way.by === 'beside') return alongBeside(context, way.lists, start);
  const owners = way.by === 'owners' ? way.owners : [];
  const [one] = owners;
  return one !== undefined && owners.length === 1 && way.ids.length === 0
    ? alongOwner(context, one, start)
    : alongOwners(context, { owners, ids: way.ids }, start);
}
