import { csv } from './csv.ts';
import type { StatementFormat } from './line.ts';

const HEADER = [
  'reference',
  'provider_reference',
  'type',
  'amount',
  'fee',
  'currency',
  'phone',
  'status',
  'occurred_at',
];

/** Ours: gross amount, fee apart, everything in our own words. A formula is quoted. */
export const tontinePro: StatementFormat = {
  label: 'Tontine Pro (tous les moyens)',
  method: null,
  extension: 'csv',
  tellsFailed: true,
  write(lines) {
    const rows = lines.map(({ operation, completed, at }) => [
      operation.merchantReference ?? '',
      operation.reference,
      operation.kind === 'payment' ? 'deposit' : 'payout',
      operation.amount,
      completed ? operation.fee : 0n,
      operation.currency,
      operation.phone,
      completed ? 'completed' : 'failed',
      at.toISOString(),
    ]);
    return Buffer.from(csv([HEADER, ...rows], { escapeFormulas: true }));
  },
};
