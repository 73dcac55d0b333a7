import type { App } from '../../app.ts';
import { correctedAs, toldCorrection } from '../../kernel/corrected.ts';
import type { Definition, Row } from '../definition.ts';
import { during, exactly, francsBetween, oneOf, readSearch, reference } from '../filter-rules.ts';
import { age } from './age.ts';
import { byId, sortable } from './common.ts';
import {
  matching,
  QUEUES,
  readAwaiting,
  readQueue,
  readSettled,
  readStale,
} from './transaction-filters.ts';
import { transactionWay } from './transaction-way.ts';

const STATUSES = [
  'AWAITING_APPROVAL',
  'PENDING',
  'COMPLETED',
  'FAILED',
  'REJECTED',
  'EXPIRED',
  'CANCELLED',
];
const TYPES = ['DEPOSIT', 'WITHDRAWAL', 'TRANSFER', 'ADJUSTMENT'];
const GATEWAY_STATES = ['NOT_SENT', 'SENDING', 'ACCEPTED', 'REFUSED', 'UNKNOWN'];

/** The maker and the checker by name: a treasurer may not open them as users. */
function decisionOf(row: Row) {
  const nameIn = (column: string) => (row[column] as { fullName: string } | null)?.fullName ?? null;
  return {
    approvalReasons: (row['approvalReasons'] as readonly string[]).join(','),
    makerName: nameIn('initiatedBy'),
    checkerName: nameIn('checkedBy'),
  };
}

/** What `queueOf` reads. */
const QUEUE = {
  select: {
    queue: true,
    staleSince: true,
    staleReason: true,
    queries: true,
    queriedAt: true,
    queryAt: true,
    queryAnswer: true,
  },
};

function queueOf(row: Row) {
  const entry = row['queue'] as {
    queue: string;
    staleSince: Date | null;
    staleReason: string | null;
    queries: number;
    queriedAt: Date | null;
    queryAt: Date | null;
    queryAnswer: string | null;
  } | null;
  return {
    queue: entry?.queue ?? null,
    stale: entry?.staleSince != null,
    staleSince: entry?.staleSince?.toISOString() ?? null,
    staleReason: entry?.staleReason ?? null,
    queries: String(entry?.queries ?? 0),
    queriedAt: entry?.queriedAt?.toISOString() ?? null,
    queryAt: entry?.queryAt?.toISOString() ?? null,
    queryAnswer: entry?.queryAnswer ?? null,
  };
}

interface CorrectionRow {
  readonly adjustment: string | null;
  readonly corrections: readonly unknown[];
}

/** What `correctionOf` reads of an operation. */
export const CORRECTIONS = {
  select: { adjustment: true, corrections: { select: { id: true } } },
  orderBy: { id: 'asc' },
} as const;

/** What became of it after its end, if anything did: the chip beside its state. */
export const correctionOf = (rows: readonly CorrectionRow[]): { corrected: string | null } => ({
  corrected: correctedAs(rows.map(toldCorrection)),
});

export const transaction = (app: App): Definition => ({
  id: 'Transaction',
  title: 'id',
  scope: (person) => app.scope(person).transaction,
  filters: {
    ...byId,
    q: (value) => matching(readSearch('q', value)),
    user: reference('userId'),
    wallet: reference('walletId'),
    vault: reference('vaultId'),
    status: oneOf('status', STATUSES),
    type: oneOf('type', TYPES),
    gatewayState: oneOf('gatewayState', GATEWAY_STATES),
    method: exactly('method'),
    amount: francsBetween('amount'),
    createdAt: during('createdAt'),
    settledAt: readSettled,
    age,
    stale: readStale,
    queue: readQueue,
    awaiting: readAwaiting,
  },
  sorts: sortable('createdAt', 'approvalExpiresAt'),
  sortNeeds: { approvalExpiresAt: 'awaiting' },
  defaultSort: 'createdAt',
  walk: { at: 'createdAt', owner: 'walletId', way: (asked) => transactionWay(app, asked) },
  include: {
    queue: QUEUE,
    initiatedBy: { select: { fullName: true } },
    checkedBy: { select: { fullName: true } },
    corrections: CORRECTIONS,
  },
  extra: (row) => ({
    ...queueOf(row),
    ...decisionOf(row),
    ...correctionOf(row['corrections'] as readonly CorrectionRow[]),
    dialect: String(row['dialect'] ?? ''),
  }),
  columns: [
    { name: 'user', kind: 'who' },
    { name: 'type', kind: 'operation' },
    { name: 'amount', kind: 'signedAmount' },
    { name: 'status', kind: 'status' },
    { name: 'createdAt', kind: 'when', sort: true },
  ],
  listed: [
    ...[
      'direction',
      'adjustment',
      'method',
      'corrected',
      'gatewayState',
      'queue',
      'stale',
      'sentAt',
    ],
    ...['phone', 'currency', 'approvalReasons', 'approvalExpiresAt', 'makerName'],
  ],
  reads: ['userId', 'tontineId', 'initiatedById', 'dialect'],
  named: ['tontine'],
  controls: [
    { name: 'q', kind: 'search' },
    { name: 'status', kind: 'choice', values: STATUSES, words: 'status' },
    { name: 'type', kind: 'choice', values: TYPES, words: 'type' },
    {
      name: 'method',
      kind: 'choice',
      values: app.settings.methods.map(({ id }) => id),
      words: 'method',
    },
    { name: 'stale', kind: 'choice', values: ['yes', 'no'], words: 'yesNo' },
    { name: 'queue', kind: 'choice', values: QUEUES, words: 'queue' },
    { name: 'createdAt', kind: 'days' },
    { name: 'amount', kind: 'amounts' },
    { name: 'age', kind: 'hidden' },
    { name: 'gatewayState', kind: 'hidden' },
    { name: 'wallet', kind: 'hidden' },
    { name: 'vault', kind: 'hidden' },
  ],
  details: [],
});
