import type { Definition } from '../definition.ts';

/** Parameters of a record, each with the column that it is read from. */
export type Params = readonly (readonly [name: string, column: string])[];

/** The parameters that a list's row is drawn with; undefined: all. */
export const shownIn = ({ columns, listed }: Definition): readonly string[] | undefined =>
  listed && ['id', ...columns.map(({ name }) => name), ...listed];

/** Those that a list's row must have: what it shows, and what tells it and its actions. */
export function paramsOfRows(definition: Definition, all: Params): Params {
  const shown = shownIn(definition);
  if (!shown) return all;
  const read = new Set([...shown, ...(definition.reads ?? [])]);
  return all.filter(([name, column]) => read.has(name) || read.has(column));
}
