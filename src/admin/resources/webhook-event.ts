import type { App } from '../../app.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Definition, Filters, Row, WayTaken } from '../definition.ts';
import {
  containing,
  during,
  type FilterRule,
  oneOf,
  readSearch,
  reference,
} from '../filter-rules.ts';
import { eventsNumbered } from '../lists/search.ts';
import { MOST_IDS } from '../lists/way.ts';
import { byId, sortable, staffOnly } from './common.ts';

const OUTCOMES = ['completed', 'failed', 'duplicate', 'suspended', 'ignored'];
const SOURCES = ['webhook', 'status_query', 'statement', 'person'];

/** What was decided about an event, the last decision first. */
interface Decision {
  readonly outcome: string;
  readonly reason: string | null;
  readonly transactionId: string | null;
}

/** `suspended` means still suspended, and not answered by people: once an event was applied it never goes back. */
const decided: FilterRule = (value, context) => {
  const outcome = oneOf('outcome', OUTCOMES)(value, context);
  return outcome['outcome'] === 'suspended'
    ? { outcomes: { some: outcome, every: outcome }, answered: { is: null } }
    : { outcomes: { some: outcome } };
};

function lastDecision(row: Row) {
  const [last] = row['outcomes'] as readonly Decision[];
  return {
    outcome:
      last?.outcome === 'suspended' && row['answered']
        ? 'suspended_resolved'
        : (last?.outcome ?? null),
    outcomeReason: last?.reason ?? null,
    transactionId: last?.transactionId ?? null,
  };
}

/** Along what messages are read: those about one operation, those of a reference, or the rare ones. */
async function wayOf(app: App, { transaction, q, outcome, source }: Filters): Promise<WayTaken> {
  if (isUuid(transaction)) {
    const about = await app.prisma.webhookOutcome.findMany({
      where: { transactionId: transaction },
      distinct: ['eventId'],
      select: { eventId: true },
      take: MOST_IDS,
    });
    return { by: 'ids', ids: about.map(({ eventId }) => eventId) };
  }
  const ids = q === undefined ? null : await eventsNumbered(app, readSearch('q', q));
  if (ids) return { by: 'ids', ids };
  if (outcome === 'suspended')
    return {
      by: 'beside',
      lists: [{ model: 'WebhookOutcome', column: 'eventId', where: { outcome } }],
    };
  // So many references are read, or decisions looked up, for one look.
  const dear = outcome !== undefined || q !== undefined;
  return typeof source === 'string' && source !== 'webhook'
    ? { by: 'rows', where: { source: { not: 'webhook' } }, dear }
    : { by: 'rows', dear };
}

export const webhookEvent = (app: App): Definition => ({
  id: 'WebhookEvent',
  title: 'reference',
  scope: staffOnly,
  filters: {
    ...byId,
    q: (value) => ({ reference: containing(readSearch('q', value)) }),
    kind: oneOf('kind', ['payment', 'payout']),
    source: oneOf('source', SOURCES),
    receivedAt: during('receivedAt'),
    outcome: decided,
    transaction: (value, context) => ({
      outcomes: { some: reference('transactionId')(value, context) },
    }),
  },
  sorts: sortable('receivedAt'),
  defaultSort: 'receivedAt',
  walk: { at: 'receivedAt', way: (asked) => wayOf(app, asked) },
  include: {
    outcomes: {
      select: { outcome: true, reason: true, transactionId: true },
      orderBy: { seq: 'desc' },
      take: 1,
    },
    answered: true,
  },
  extra: lastDecision,
  columns: [
    { name: 'event', kind: 'word', words: 'event' },
    { name: 'reference', kind: 'text' },
    { name: 'amount', kind: 'amount' },
    { name: 'outcome', kind: 'status' },
    { name: 'receivedAt', kind: 'when', sort: true },
  ],
  listed: [],
  controls: [
    { name: 'q', kind: 'search' },
    { name: 'outcome', kind: 'choice', values: OUTCOMES, words: 'outcome' },
    { name: 'kind', kind: 'choice', values: ['payment', 'payout'], words: 'eventKind' },
    { name: 'source', kind: 'choice', values: SOURCES, words: 'eventSource' },
    { name: 'receivedAt', kind: 'days' },
    { name: 'transaction', kind: 'hidden' },
  ],
  details: [
    { name: 'event', kind: 'word', words: 'event' },
    { name: 'outcome', kind: 'status' },
    { name: 'source', kind: 'word', words: 'eventSource' },
    { name: 'outcomeReason', kind: 'word', words: 'outcomeReason' },
    { name: 'reference', kind: 'text' },
    { name: 'amount', kind: 'amount' },
    { name: 'phone', kind: 'phone' },
    { name: 'fee', kind: 'amount' },
    { name: 'problem', kind: 'word', words: 'outcomeReason' },
    { name: 'failureMessage', kind: 'text' },
    { name: 'receivedAt', kind: 'when' },
    { name: 'transactionId', kind: 'link', target: 'Transaction' },
  ],
});
