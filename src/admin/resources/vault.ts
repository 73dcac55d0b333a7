import type { App } from '../../app.ts';
import type { Definition } from '../definition.ts';
import {
  containing,
  during,
  francsBetween,
  personMatching,
  readSearch,
  readText,
  reference,
  textIn,
  unreadable,
  type Where,
} from '../filter-rules.ts';
import { peopleFirst } from '../lists/search.ts';
import { byId, sortable, sortedBy } from './common.ts';

function lockedAt(value: unknown, now: Date): Where {
  const text = readText('locked', value);
  if (text === 'yes' || text === 'true') return { lockedUntil: { gt: now } };
  if (text === 'no' || text === 'false')
    return { OR: [{ lockedUntil: null }, { lockedUntil: { lte: now } }] };
  throw unreadable('locked');
}

const searched = (text: string, owner: Where): Where => ({
  OR: [{ name: containing(text) }, { owner }],
});

export const vault = (app: App): Definition => ({
  id: 'Vault',
  title: 'name',
  scope: (person) => app.scope(person).vault,
  filters: {
    ...byId,
    q: (value) => {
      const text = readSearch('q', value);
      return searched(text, personMatching(text));
    },
    name: textIn('name'),
    owner: reference('ownerId'),
    ownerId: reference('ownerId'),
    balance: francsBetween('balance'),
    lockedUntil: during('lockedUntil'),
    locked: (value, { now }) => lockedAt(value, now),
    createdAt: during('createdAt'),
    updatedAt: during('updatedAt'),
  },
  sorts: {
    ...sortable('owner.fullName', 'name', 'balance'),
    lockedUntil: sortedBy({ path: 'lockedUntil', empty: true }),
  },
  defaultSort: 'owner',
  find: (filters) => peopleFirst(app, filters, searched),
  extra: (row) => {
    const until = row['lockedUntil'];
    return { isLocked: until instanceof Date && until > app.clock.now() };
  },
  columns: [
    { name: 'owner', kind: 'who', sort: true },
    { name: 'name', kind: 'text', sort: true },
    { name: 'lockedUntil', kind: 'lock', sort: true },
    { name: 'balance', kind: 'amount', sort: true },
  ],
  controls: [
    { name: 'q', kind: 'search' },
    { name: 'locked', kind: 'choice', values: ['yes', 'no'], words: 'yesNo' },
    { name: 'balance', kind: 'amounts' },
    { name: 'owner', kind: 'hidden' },
  ],
  details: [
    { name: 'name', kind: 'text' },
    { name: 'owner', kind: 'who' },
    { name: 'balance', kind: 'amount' },
    { name: 'lockedUntil', kind: 'lock' },
    { name: 'createdAt', kind: 'when' },
    { name: 'updatedAt', kind: 'when' },
  ],
});
