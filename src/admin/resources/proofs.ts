import { isUuid } from '../../kernel/ids.ts';
import type { Definition, Row } from '../definition.ts';
import { during, oneOf, reference } from '../filter-rules.ts';
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
  sorts: sortable('recordedAt'),
  defaultSort: 'recordedAt',
  walk: {
    at: 'recordedAt',
    way: async ({ transaction }) =>
      isUuid(transaction) ? { by: 'rows', where: { transactionId: transaction } } : { by: 'rows' },
  },
  include: { postings: { select: { amount: true } } },
  extra: (row) => ({ amount: moved(row) }),
  columns: [
    { name: 'kind', kind: 'word', words: 'journal' },
    { name: 'amount', kind: 'amount' },
    { name: 'transaction', kind: 'link' },
    { name: 'recordedAt', kind: 'when', sort: true },
  ],
  listed: [],
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
