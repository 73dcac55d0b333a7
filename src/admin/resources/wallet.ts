import type { App } from '../../app.ts';
import type { Definition } from '../definition.ts';
import {
  during,
  francsBetween,
  oneOf,
  personMatching,
  readSearch,
  reference,
  type Where,
} from '../filter-rules.ts';
import { peopleFirst } from '../lists/search.ts';
import { byId, sortable } from './common.ts';
import { onItsWay } from './on-its-way.ts';

const searched = (_text: string, user: Where): Where => ({ user });

export const wallet = (app: App): Definition => ({
  id: 'Wallet',
  title: 'id',
  scope: (person) => app.scope(person).wallet,
  filters: {
    ...byId,
    q: (value) => {
      const text = readSearch('q', value);
      return searched(text, personMatching(text));
    },
    user: reference('userId'),
    userId: reference('userId'),
    currency: oneOf('currency', ['XOF', 'XAF']),
    balance: francsBetween('balance'),
    createdAt: during('createdAt'),
    updatedAt: during('updatedAt'),
    tontine: (value, context) => ({
      user: { memberships: { some: reference('tontineId')(value, context) } },
    }),
  },
  sorts: sortable('user.fullName', 'balance', 'updatedAt'),
  defaultSort: 'user',
  find: (filters) => peopleFirst(app, filters, searched),
  enrich: (wallets) =>
    onItsWay(
      app,
      wallets.map(({ id }) => String(id)),
    ),
  columns: [
    { name: 'user', kind: 'who', sort: true },
    { name: 'balance', kind: 'amount', sort: true },
    { name: 'onItsWay', kind: 'onItsWay' },
    { name: 'updatedAt', kind: 'when', sort: true },
  ],
  controls: [
    { name: 'q', kind: 'search' },
    { name: 'balance', kind: 'amounts' },
    { name: 'tontine', kind: 'hidden' },
  ],
  details: [
    { name: 'user', kind: 'who' },
    { name: 'balance', kind: 'amount' },
    { name: 'currency', kind: 'text' },
    { name: 'createdAt', kind: 'when' },
    { name: 'updatedAt', kind: 'when' },
  ],
});
