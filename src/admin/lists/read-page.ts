import type { Direction, Row } from '../definition.ts';
import type { Where } from '../filter-rules.ts';
import type { Counted } from './cursor.ts';
import { orderSql, type Place, type SortKey } from './keys.ts';
import { spanOf } from './span.ts';
import { Values } from './values.ts';
import {
  type Planned,
  planOf,
  type Start,
  type Stretch,
  stretchOf,
  type Walk,
  type Way,
} from './way.ts';
import type { WhereSql } from './where-sql.ts';

/** Beyond this a count says "more than": counting on would cost more than it tells. */
const MOST_COUNTED = 2_000;
/** From so many rows on, the planner's estimate is what an unfiltered list is said to have. */
const ESTIMATED_FROM = 10_000;

type Column = string | number | boolean | null;

export type Run = (
  sql: string,
  values: readonly unknown[],
  planned?: Planned,
) => Promise<readonly Readonly<Record<string, Column>>[]>;

/** What is read, by what, in which order. */
export interface Reading {
  readonly run: Run;
  readonly sql: WhereSql;
  readonly model: string;
  readonly where: Where;
  /** What the person may see, where `where` does not say it: collected once, and asked of each row that is looked at. */
  readonly scope?: Where | undefined;
  readonly sort: readonly SortKey[];
  /** What is read of a row beside its place, as JSON, by the SQL of its id. */
  whole?(id: string, values: Values): string;
  /** How far one look goes; `short`: only to count. */
  readonly look?: 'far' | 'short';
  /** A list of millions of rows is read along a way; the others as a whole. */
  readonly walk?: { readonly walk: Walk; readonly way: Way; readonly ordered: boolean } | undefined;
  /** Only some are met, or may be seen: they are collected before they are sorted, and not met on the way through all. */
  readonly areFew?: boolean;
  /** Many a row is met: each is looked at on the way, and nothing collected for it. */
  readonly each?: boolean;
}

interface From {
  readonly place: Place | null;
  readonly back: boolean;
  readonly including: boolean;
}

export interface Read {
  /** In the order of reading; the last value of a place is the row's id. */
  readonly places: readonly Place[];
  /** What was read of each, beside its place. */
  readonly rows: readonly Row[];
  /** From where reading goes on, if it does. */
  readonly goesOn: Place | null;
  /** True where it stopped because it had looked at enough rows, before the page was full. */
  readonly cut: boolean;
}

const START: From = { place: null, back: false, including: false };
const turned = (direction: Direction): Direction => (direction === 'asc' ? 'desc' : 'asc');

/** One statement over the rows of a reading: a stretch of a way, or the whole table. */
function statement(reading: Reading, from: From) {
  const { sql, model, where, scope, sort, walk } = reading;
  const isCollected = !walk && reading.areFew === true;
  const order = orderSql(sql, model, sort, isCollected);
  const values = new Values({ each: walk !== undefined || reading.each === true });
  const direction = sort[0]?.direction ?? 'asc';
  const start: Start = {
    // A stretch that is sorted otherwise is read from its beginning, and cut afterwards.
    place: walk?.ordered ? from.place : null,
    including: from.including,
    direction: from.back && walk?.ordered ? turned(direction) : walk?.ordered ? direction : 'desc',
    span: walk ? spanOf(where, walk.walk.at) : {},
    look: reading.look ?? 'far',
  };
  const stretch: Stretch | null = walk
    ? stretchOf({ sql, model, walk: walk.walk, values }, walk.way, start)
    : null;
  // "is true" keeps the set beside the rows: joined with them, it would cost them their order.
  const seen = () =>
    scope
      ? `(${values.collecting(() => sql.condition(model, 't', scope, values))} is true) and `
      : '';
  const asked = () => `${seen()}${sql.condition(model, 't', where, values)}`;
  const met = () => {
    const all = isCollected ? 'true' : asked();
    if (walk?.ordered || !from.place) return all;
    return `${all} and ${order.beyond(from.place, values, from)}`;
  };
  const table = `${sql.table(model)} t`;
  const rows = () =>
    stretch?.source() ??
    (isCollected ? `(select t.* from ${table} where ${asked()} offset 0) t` : table);
  return {
    values,
    planned: (): Planned => (walk ? planOf(walk.way, values, start) : 'each'),
    with: stretch?.with ?? '',
    columns: order.columns.map((column, nth) => `${column} as c${nth}`).join(', '),
    rows,
    joins: order.joins,
    met,
    saturated: stretch?.saturated ?? 'false',
    orderBy: walk?.ordered ? (stretch?.orderBy ?? '') : from.back ? order.backwards : order.orderBy,
    end: () => stretch?.end() ?? '',
  };
}

const placeOf = (row: Readonly<Record<string, Column>>): Place =>
  Object.values(row).map((value) => (value === null ? null : String(value)));

/** A row of the statement: its place, and what was read of it. */
function partsOf({ whole, is_end: _, ...place }: Readonly<Record<string, Column>>) {
  return { place: placeOf(place), row: (whole ?? {}) as unknown as Row };
}

const named = (...parts: readonly string[]): string => {
  const given = parts.filter((part) => part !== '');
  return given.length > 0 ? `with ${given.join(', ')}` : '';
};

/**
 * Up to `limit` rows from a place on, and from where it goes on: the same statement says where its stretch ends if the
 * page does not become full.
 */
export async function readRows(reading: Reading, limit: number, from: From = START): Promise<Read> {
  const asked = statement(reading, from);
  const page = `select ${asked.columns} from ${asked.rows()} ${asked.joins} where ${asked.met()} order by ${asked.orderBy} limit ${limit + 1}`;
  // Around the page, so that no more rows are written as text, and read whole, than it has.
  const written = reading.sort.map((_, nth) => `f.c${nth}::text as c${nth}`).join(', ');
  const found = `found as materialized (select ${written} from (${page}) f)`;
  const whole =
    reading.whole?.(`p.c${reading.sort.length - 1}::uuid`, asked.values) ?? 'null::json';
  const rowsOf = `select p.*, ${whole} as whole, false as is_end from found p`;
  const end = reading.walk?.ordered
    ? `union all select e.*, null, true from (${asked.end()}) e where (select count(*) from found) <= ${limit}`
    : '';
  const { planned, values } = asked;
  const text = `${named(asked.with, found)} ${rowsOf} ${end}`;
  const all = await reading.run(text, values.list, planned());
  const rows = all.filter((row) => row['is_end'] !== true);
  const read = rows.slice(0, limit).map(partsOf);
  const [places, wholes] = [read.map(({ place }) => place), read.map(({ row }) => row)];
  if (rows.length > limit)
    return { places, rows: wholes, goesOn: places.at(-1) ?? null, cut: false };
  const last = all.find((row) => row['is_end'] === true);
  const ends = last ? partsOf(last).place : null;
  return { places, rows: wholes, goesOn: ends, cut: ends !== null && places.length < limit };
}

/** How many rows there are: as far as a short stretch reaches, and no further than is worth counting. */
export async function countRows(reading: Reading, most = MOST_COUNTED): Promise<Counted> {
  const asked = statement({ ...reading, look: 'short' }, START);
  const counted = reading.walk
    ? `select count(*) filter (where ${asked.met()})::int as c0, ${asked.saturated} as c1 from ${asked.rows()}`
    : `select count(*)::int as c0, false as c1 from (select from ${asked.rows()} where ${asked.met()} limit ${most + 1}) c`;
  const text = `${named(asked.with)} ${counted}`;
  const [row] = await reading.run(text, asked.values.list, asked.planned());
  const found = Number(row?.['c0'] ?? 0);
  return {
    total: Math.min(found, most),
    totalIs: found > most || row?.['c1'] === true ? 'least' : 'exact',
  };
}

/** How many rows a table has, as the database believes; null: few enough to be counted. */
export async function estimateRows({ run, sql, model }: Reading): Promise<Counted | null> {
  const [row] = await run(
    `select reltuples::bigint::text as c0 from pg_class where oid = '${sql.table(model)}'::regclass`,
    [],
  );
  const total = Number(row?.['c0'] ?? -1);
  return total < ESTIMATED_FROM ? null : { total, totalIs: 'about' };
}
