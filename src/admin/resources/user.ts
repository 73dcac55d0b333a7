import type { App } from '../../app.ts';
import type { Definition } from '../definition.ts';
import {
  during,
  oneOf,
  personMatching,
  readSearch,
  reference,
  textIn,
  yesOrNo,
} from '../filter-rules.ts';
import { byId, sortable } from './common.ts';

const ROLES = ['MEMBER', 'TREASURER', 'FINANCE', 'ADMIN'];

export const user = (app: App): Definition => ({
  id: 'User',
  title: 'fullName',
  scope: (person) => app.scope(person).user,
  filters: {
    ...byId,
    q: (value) => personMatching(readSearch('q', value)),
    username: textIn('username'),
    fullName: textIn('fullName'),
    email: textIn('email'),
    phone: textIn('phone'),
    role: oneOf('role', ROLES),
    locale: oneOf('locale', ['fr', 'en']),
    disabled: yesOrNo('disabled'),
    createdAt: during('createdAt'),
    updatedAt: during('updatedAt'),
    tontine: (value, context) => ({
      memberships: { some: reference('tontineId')(value, context) },
    }),
  },
  sorts: sortable('fullName', 'username', 'role', 'createdAt'),
  defaultSort: 'fullName',
  include: { wallet: { select: { id: true } } },
  extra: (row) => ({ walletId: (row['wallet'] as { id: string } | null)?.id ?? null }),
  columns: [
    { name: 'self', kind: 'who', sort: false },
    { name: 'username', kind: 'text', sort: true },
    { name: 'role', kind: 'role', sort: true },
    { name: 'createdAt', kind: 'when', sort: true },
  ],
  controls: [
    { name: 'q', kind: 'search' },
    { name: 'role', kind: 'choice', values: ROLES, words: 'role' },
    { name: 'disabled', kind: 'choice', values: ['yes', 'no'], words: 'yesNo' },
    { name: 'tontine', kind: 'hidden' },
  ],
  details: [
    { name: 'fullName', kind: 'text' },
    { name: 'username', kind: 'text' },
    { name: 'phone', kind: 'phone' },
    { name: 'email', kind: 'text' },
    { name: 'role', kind: 'role' },
    { name: 'locale', kind: 'word', words: 'locale' },
    { name: 'createdAt', kind: 'when' },
  ],
});
