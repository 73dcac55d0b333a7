import type { App } from '../../app.ts';
import type { Definition } from '../definition.ts';
import {
  containing,
  during,
  personMatching,
  readSearch,
  readText,
  reference,
  unreadable,
  type Where,
} from '../filter-rules.ts';
import { byId, sortable } from './common.ts';

const STATES = ['OPEN', 'ANSWERED'];

function readState(value: unknown): Where {
  const text = readText('state', value);
  if (text === 'OPEN') return { answeredAt: null };
  if (text === 'ANSWERED') return { answeredAt: { not: null } };
  throw unreadable('state');
}

export const dispute = (app: App): Definition => ({
  id: 'Dispute',
  title: 'id',
  scope: (person) => app.scope(person).dispute,
  filters: {
    ...byId,
    q: (value) => {
      const text = readSearch('q', value);
      return { OR: [{ openedBy: personMatching(text) }, { message: containing(text) }] };
    },
    state: readState,
    transaction: reference('transactionId'),
    openedBy: reference('openedById'),
    openedAt: during('openedAt'),
    answeredAt: during('answeredAt'),
  },
  sorts: {
    ...sortable('openedAt'),
    // Ascending: the open ones first, the longest waiting on top; then what was answered last.
    state: (direction) => [
      direction === 'asc'
        ? { path: 'answeredAt', direction: 'desc', nulls: 'first' }
        : { path: 'answeredAt', direction: 'asc', nulls: 'last' },
      { path: 'openedAt', direction: 'asc' },
      { path: 'id', direction: 'asc' },
    ],
  },
  defaultSort: 'state',
  extra: (row) => ({ state: row['answeredAt'] ? 'ANSWERED' : 'OPEN' }),
  columns: [
    { name: 'openedBy', kind: 'who' },
    { name: 'message', kind: 'text' },
    { name: 'state', kind: 'status', sort: true },
    { name: 'openedAt', kind: 'when', sort: true },
  ],
  controls: [
    { name: 'q', kind: 'search' },
    { name: 'state', kind: 'choice', values: STATES, words: 'caseState' },
    { name: 'openedAt', kind: 'days' },
    { name: 'transaction', kind: 'hidden' },
  ],
  details: [],
});
