import type { Definition, Row } from '../definition.ts';
import { containing, during, exactly, oneOf, readText, reference } from '../filter-rules.ts';
import { byId, sortable, staffOnly } from './common.ts';

const KINDS = [
  'DEPOSIT',
  'PAYOUT_HOLD',
  'PAYOUT_SETTLED',
  'PAYOUT_RETURNED',
  'FEE',
  'VAULT_IN',
  'VAULT_OUT',
  'OPENING',
  'SUSPENSE',
  'ADJUSTMENT',
];

/** What a journal moved: the sum of one side of it. */
function moved(row: Row): string {
  const postings = row['postings'] as readonly { amount: { toFixed(): string } }[];
  const amounts = postings.map(({ amount }) => BigInt(amount.toFixed()));
  return String(amounts.filter((amount) => amount > 0n).reduce((sum, amount) => sum + amount, 0n));
}

export const journal = (): Definition => ({
  id: 'Journal',
  title: 'kind',
  scope: staffOnly,
  filters: {
    ...byId,
    kind: oneOf('kind', KINDS),
    transaction: reference('transactionId'),
    currency: oneOf('currency', ['XOF', 'XAF']),
    recordedAt: during('recordedAt'),
    occurredAt: during('occurredAt'),
  },
  sorts: sortable('recordedAt', 'kind'),
  defaultSort: 'recordedAt',
  include: { postings: { select: { amount: true } } },
  extra: (row) => ({ amount: moved(row) }),
  columns: [
    { name: 'kind', kind: 'word', words: 'journal', sort: true },
    { name: 'amount', kind: 'amount' },
    { name: 'transaction', kind: 'link' },
    { name: 'recordedAt', kind: 'when', sort: true },
  ],
  controls: [
    { name: 'kind', kind: 'choice', values: KINDS, words: 'journal' },
    { name: 'recordedAt', kind: 'days' },
    { name: 'transaction', kind: 'hidden' },
  ],
  details: [
    { name: 'kind', kind: 'word', words: 'journal' },
    { name: 'amount', kind: 'amount' },
    { name: 'transaction', kind: 'link' },
    { name: 'recordedAt', kind: 'when' },
    { name: 'occurredAt', kind: 'when' },
  ],
});

export const auditEntry = (): Definition => ({
  id: 'AuditEntry',
  title: 'action',
  scope: staffOnly,
  filters: {
    ...byId,
    q: (value) => {
      const text = containing(readText('q', value));
      return { OR: [{ actorName: text }, { action: text }, { reason: text }] };
    },
    actor: reference('actorId'),
    action: exactly('action'),
    subjectType: exactly('subjectType'),
    subjectId: reference('subjectId'),
    at: during('at'),
  },
  sorts: sortable('at', 'action'),
  defaultSort: 'at',
  columns: [
    { name: 'actorName', kind: 'text' },
    { name: 'action', kind: 'word', words: 'audit', sort: true },
    { name: 'subjectType', kind: 'word', words: 'subject' },
    { name: 'at', kind: 'when', sort: true },
  ],
  controls: [
    { name: 'q', kind: 'search' },
    { name: 'at', kind: 'days' },
    { name: 'subjectId', kind: 'hidden' },
    { name: 'actor', kind: 'hidden' },
  ],
  details: [
    { name: 'actorName', kind: 'text' },
    { name: 'action', kind: 'word', words: 'audit' },
    { name: 'subjectType', kind: 'word', words: 'subject' },
    { name: 'subjectId', kind: 'text' },
    { name: 'before', kind: 'text' },
    { name: 'after', kind: 'text' },
    { name: 'reason', kind: 'text' },
    { name: 'ip', kind: 'text' },
    { name: 'at', kind: 'when' },
  ],
});
