import type { Person } from '../../kernel/actor.ts';
import type { Direction } from '../definition.ts';
import { reference, type Where } from '../filter-rules.ts';

export const NOTHING: Where = { id: { in: [] } };

/** What only the finance staff and administrators may read: proofs, inbox and audit trail. */
export const staffOnly = (person: Person): Where =>
  person.role === 'FINANCE' || person.role === 'ADMIN' ? {} : NOTHING;

export const byId = { id: reference('id') };

/** A sort that is the same on every page: ties are broken by id. */
export const sortable = (...names: readonly string[]) =>
  Object.fromEntries([
    ...names.map((name) => [
      name,
      (direction: Direction) => [{ [name]: direction }, { id: direction }],
    ]),
    ['id', (direction: Direction) => [{ id: direction }]],
  ]) as Record<string, (direction: Direction) => readonly Where[]>;
