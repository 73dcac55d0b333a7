import { isIP } from 'node:net';
import type { App } from '../../app.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Definition, Filters, WayTaken } from '../definition.ts';
import {
  containing,
  during,
  nameMatching,
  oneOf,
  readSearch,
  readText,
  reference,
  unreadable,
} from '../filter-rules.ts';
import { fr } from '../locale/fr/index.ts';
import { subjectNames } from './audit-subjects.ts';
import { byId, sortable, staffOnly } from './common.ts';

/** Every act and every kind of subject has its word: the filters offer exactly those. */
const ACTIONS = Object.keys(fr.words.audit);
const SUBJECTS = Object.keys(fr.words.subject);

const isSession = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{1,64}$/.test(value);

/** Along the entries of one subject, person or session; whoever a text names is collected once, not found with each entry. */
async function wayOf({ actor, subjectId, session, q }: Filters): Promise<WayTaken> {
  const where = isUuid(subjectId)
    ? { subjectId }
    : isUuid(actor)
      ? { actorId: actor }
      : isSession(session)
        ? { sessionId: session }
        : {};
  if (q === undefined) return { by: 'rows', where };
  const typed = readSearch('q', q);
  const text = containing(typed);
  const named = { actor: { among: nameMatching(typed) } };
  const instead = { OR: [{ actorName: text }, named, { reason: text }] };
  return { by: 'rows', where, answers: ['q'], instead };
}

export const auditEntry = (app: App): Definition => ({
  id: 'AuditEntry',
  title: 'action',
  scope: staffOnly,
  filters: {
    ...byId,
    q: (value) => {
      const typed = readSearch('q', value);
      const text = containing(typed);
      return { OR: [{ actorName: text }, { actor: nameMatching(typed) }, { reason: text }] };
    },
    actor: reference('actorId'),
    action: oneOf('action', ACTIONS),
    subjectType: oneOf('subjectType', SUBJECTS),
    subjectId: reference('subjectId'),
    ip: (value) => {
      const text = readText('ip', value);
      if (!isIP(text)) throw unreadable('ip');
      return { ip: text };
    },
    session: (value) => {
      const text = readText('session', value);
      if (!isSession(text)) throw unreadable('session');
      return { sessionId: text };
    },
    at: during('at'),
  },
  sorts: sortable('at'),
  defaultSort: 'at',
  walk: {
    at: 'at',
    way: wayOf,
  },
  include: { actor: { select: { fullName: true } } },
  extra: (row) => ({
    who: (row['actor'] as { fullName: string } | null)?.fullName ?? null,
  }),
  enrich: (entries) => subjectNames(app, entries),
  columns: [
    { name: 'actorName', kind: 'actor' },
    { name: 'action', kind: 'word', words: 'audit' },
    { name: 'subjectType', kind: 'subject' },
    { name: 'reason', kind: 'text' },
    { name: 'at', kind: 'when', sort: true },
  ],
  listed: ['who', 'actorId', 'subjectName', 'subjectId'],
  controls: [
    { name: 'q', kind: 'search' },
    { name: 'action', kind: 'choice', values: ACTIONS, words: 'audit' },
    { name: 'subjectType', kind: 'choice', values: SUBJECTS, words: 'subject' },
    { name: 'at', kind: 'days' },
    { name: 'ip', kind: 'text' },
    { name: 'subjectId', kind: 'hidden' },
    { name: 'actor', kind: 'hidden' },
    { name: 'session', kind: 'hidden' },
  ],
  details: [],
});
