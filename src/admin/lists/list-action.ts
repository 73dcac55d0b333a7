import type { Action, ActionContext, ActionResponse } from 'adminjs';
import { directionOf, usualDirection } from '../asked.ts';
import type { Definition, Row } from '../definition.ts';
import type { Lists } from '../export/list-source.ts';
import { readAsked, readQuery } from '../export/query.ts';
import type { ScopedResource } from '../prisma-resource.ts';
import { readCursor } from './cursor.ts';
import type { PageAsked } from './page.ts';
import { shownIn } from './shown.ts';

const PER_PAGE = 25;
const MOST_PER_PAGE = 500;

/** What a cell says of a record that it points to. */
const NAMED = ['fullName', 'username', 'phone', 'disabled', 'name'] as const;

/** A whole number of at least 1; what is none becomes the fallback. */
function wholeNumber(value: unknown, fallback: number): number {
  const number = Math.trunc(Number(value ?? fallback));
  return Number.isFinite(number) && number >= 1 ? number : fallback;
}

function pageAsked(query: Row, { resource, definition }: Listed): PageAsked & { sort: object } {
  const cursor =
    typeof query['cursor'] === 'string'
      ? readCursor(query['cursor'], (name, direction) => resource.placeTypes(name, direction))
      : null;
  const { sort } = readAsked(readQuery(query), usualDirection(definition));
  return {
    perPage: Math.min(wholeNumber(query['perPage'], PER_PAGE), MOST_PER_PAGE),
    page: wholeNumber(query['page'], 1),
    cursor,
    // A cursor is of one order: it says which.
    sort: cursor
      ? { sortBy: cursor.sortBy, direction: cursor.direction }
      : { ...sort, direction: directionOf(sort) },
  };
}

interface Listed {
  readonly definition: Definition;
  readonly resource: ScopedResource;
}

/** Only what the list's cells draw, and nothing that is empty. */
function trimmed(params: Row, names: readonly string[]): Row {
  const kept: Record<string, unknown> = {};
  for (const name of names) {
    const value = params[name];
    if (value !== undefined && value !== null && value !== '') kept[name] = value;
  }
  return kept;
}

/** The relations whose names a row shows, each with what is read of it. */
function relationsOf(lists: Lists, { definition, resource }: Listed) {
  const { columns, named = [] } = definition;
  const shown = columns.filter(({ kind }) => kind === 'who' || kind === 'link');
  return Object.fromEntries(
    [...shown.map(({ name }) => name), ...named].flatMap((name) => {
      const target = lists.get(resource.property(name)?.reference() ?? '')?.resource;
      return target ? [[name, target.pointedTo(NAMED)]] : [];
    }),
  );
}

type Listing = Awaited<ReturnType<ScopedResource['page']>>['records'];

function toRows({ definition }: Listed, relations: Row, records: Listing, context: ActionContext) {
  const names = shownIn(definition);
  const decorated = context.resource.decorate();
  return records.map(({ record, row }) => ({
    id: record.params['id'],
    params: trimmed(record.params, names ?? Object.keys(record.params)),
    populated: Object.fromEntries(
      Object.keys(relations).flatMap((name) => {
        const other = row[name] as Row | null;
        return other
          ? [[name, { id: other['id'], params: trimmed(other, Object.keys(other)) }]]
          : [];
      }),
    ),
    recordActions: decorated
      .recordActions(record, context.currentAdmin)
      .map(({ name }) => ({ name })),
  }));
}

/**
 * One page of a list: by cursor, in a stable order, counted no further than a person reads, and with
 * no more of each record than its row shows.
 */
export const listAction = (lists: Lists, id: string): Partial<Action<ActionResponse>> => ({
  handler: async (request, _response, context) => {
    const listed = lists.get(id);
    if (!listed) throw new Error(`There is no list ${id}.`);
    const query: Row = request.query ?? {};
    const { filters } = readAsked(readQuery(query), 'asc');
    const { sort, ...at } = pageAsked(query, listed);
    const relations = relationsOf(lists, listed);
    const { records, meta } = await listed.resource.page({ filters, sort }, at, relations);
    return { records: toRows(listed, relations, records, context), meta };
  },
});
