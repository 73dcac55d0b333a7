import type { Person } from '../../kernel/actor.ts';
import type { Direction } from '../definition.ts';
import { reference, type Where } from '../filter-rules.ts';
import type { SortKey } from '../lists/keys.ts';

export const NOTHING: Where = { id: { in: [] } };

/** What only the finance staff and administrators may read: proofs, inbox and audit trail. */
export const staffOnly = (person: Person): Where =>
  person.role === 'FINANCE' || person.role === 'ADMIN' ? {} : NOTHING;

export const byId = { id: reference('id') };

/** A sort that is the same on every page: ties are broken by id. */
export const sortable = (...paths: readonly string[]) =>
  Object.fromEntries(
    paths.map((path) => [path.split('.')[0] ?? path, sortedBy({ path })]),
  ) as Record<string, (direction: Direction) => readonly SortKey[]>;

/** The same for a column that may be empty; without a value comes last, and first the other way round. */
export const sortedBy =
  ({ path, empty = false }: { path: string; empty?: boolean }) =>
  (direction: Direction): readonly SortKey[] => [
    { path, direction, ...(empty ? { nulls: direction === 'asc' ? 'last' : 'first' } : {}) },
    { path: 'id', direction },
  ];
