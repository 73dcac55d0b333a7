import type { Definition, Row } from '../definition.ts';
import {
  during,
  exactly,
  type FilterRule,
  francsBetween,
  oneOf,
  reference,
} from '../filter-rules.ts';
import { byId, sortable, staffOnly } from './common.ts';

const OUTCOMES = ['completed', 'failed', 'duplicate', 'suspended', 'ignored'];
const SOURCES = ['webhook', 'status_query', 'statement', 'person'];
const PROBLEMS = ['amount_unreadable', 'fields_disagree', 'reference_unreadable'];

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

export const webhookEvent = (): Definition => ({
  id: 'WebhookEvent',
  title: 'reference',
  scope: staffOnly,
  filters: {
    ...byId,
    q: exactly('q', 'reference'),
    reference: exactly('reference'),
    event: exactly('event'),
    kind: oneOf('kind', ['payment', 'payout']),
    state: oneOf('state', ['completed', 'failed']),
    source: oneOf('source', SOURCES),
    problem: oneOf('problem', PROBLEMS),
    ownId: reference('ownId'),
    amount: francsBetween('amount'),
    receivedAt: during('receivedAt'),
    outcome: decided,
    transaction: (value, context) => ({
      outcomes: { some: reference('transactionId')(value, context) },
    }),
  },
  sorts: sortable('receivedAt', 'amount', 'reference'),
  defaultSort: 'receivedAt',
  include: { outcomes: { orderBy: { seq: 'desc' }, take: 1 }, answered: true },
  extra: lastDecision,
  columns: [
    { name: 'event', kind: 'word', words: 'event' },
    { name: 'reference', kind: 'text' },
    { name: 'amount', kind: 'amount', sort: true },
    { name: 'outcome', kind: 'status' },
    { name: 'receivedAt', kind: 'when', sort: true },
  ],
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
