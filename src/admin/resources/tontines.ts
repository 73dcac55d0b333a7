import type { App } from '../../app.ts';
import type { Definition, Row } from '../definition.ts';
import {
  containing,
  during,
  oneOf,
  personMatching,
  readSearch,
  reference,
  textIn,
  type Where,
} from '../filter-rules.ts';
import { peopleFirst } from '../lists/search.ts';
import { byId, sortable } from './common.ts';

const countOf = (row: Row) => (row['_count'] as { memberships: number }).memberships;

export const tontine = (app: App): Definition => ({
  id: 'Tontine',
  title: 'name',
  scope: (person) => app.scope(person).tontine,
  filters: {
    ...byId,
    q: (value) => ({ name: containing(readSearch('q', value)) }),
    name: textIn('name'),
    createdAt: during('createdAt'),
  },
  sorts: sortable('name', 'createdAt'),
  defaultSort: 'name',
  include: { _count: { select: { memberships: true } } },
  extra: (row) => ({ people: String(countOf(row)) }),
  columns: [
    { name: 'name', kind: 'text', sort: true },
    { name: 'people', kind: 'text' },
    { name: 'createdAt', kind: 'when', sort: true },
  ],
  controls: [{ name: 'q', kind: 'search' }],
  details: [
    { name: 'name', kind: 'text' },
    { name: 'people', kind: 'text' },
    { name: 'createdAt', kind: 'when' },
  ],
});

const searched = (text: string, user: Where): Where => ({
  OR: [{ user }, { tontine: { name: containing(text) } }],
});

export const membership = (app: App): Definition => ({
  id: 'Membership',
  title: 'id',
  scope: (person) => app.scope(person).membership,
  filters: {
    ...byId,
    q: (value) => {
      const text = readSearch('q', value);
      return searched(text, personMatching(text));
    },
    user: reference('userId'),
    tontine: reference('tontineId'),
    kind: oneOf('kind', ['MEMBER', 'TREASURER']),
    createdAt: during('createdAt'),
  },
  sorts: sortable('user.fullName', 'tontine.name', 'kind', 'createdAt'),
  defaultSort: 'user',
  find: (filters) => peopleFirst(app, filters, searched),
  columns: [
    { name: 'user', kind: 'who', sort: true },
    { name: 'tontine', kind: 'link', sort: true },
    { name: 'kind', kind: 'word', words: 'kind', sort: true },
    { name: 'createdAt', kind: 'when', sort: true },
  ],
  controls: [
    { name: 'q', kind: 'search' },
    { name: 'kind', kind: 'choice', values: ['MEMBER', 'TREASURER'], words: 'kind' },
    { name: 'tontine', kind: 'hidden' },
    { name: 'user', kind: 'hidden' },
  ],
  details: [
    { name: 'user', kind: 'who' },
    { name: 'tontine', kind: 'link' },
    { name: 'kind', kind: 'word', words: 'kind' },
    { name: 'createdAt', kind: 'when' },
  ],
});
