import type { Queryable } from '../db/in-transaction.ts';
import type { Person } from '../kernel/actor.ts';
import { recordAudit } from './record.ts';

/** The lists that can be taken out as a file, and the act that the audit trail knows it by. */
const EXPORTS = {
  Wallet: 'export.wallet',
  Transaction: 'export.transaction',
  Vault: 'export.vault',
  Dispute: 'export.dispute',
  User: 'export.user',
  Tontine: 'export.tontine',
  Membership: 'export.membership',
  WebhookEvent: 'export.webhook_event',
  Journal: 'export.journal',
  AuditEntry: 'export.audit_entry',
  Break: 'export.break',
} as const;

export type ExportedList = keyof typeof EXPORTS;

export interface ExportTold {
  readonly actor: Person;
  readonly list: ExportedList;
  readonly format: 'csv' | 'xlsx';
  /** Filters and sort, as the list's address has them. */
  readonly query: Readonly<Record<string, string>>;
  /** How many rows had left when it ended. */
  readonly rows: number;
  /** False where the reader went away, or it broke off. */
  readonly whole: boolean;
}

/** Who took what out of the house, and how much of it. */
export const recordExport = (
  db: Queryable,
  { actor, list, format, query, rows, whole }: ExportTold,
) =>
  recordAudit(db, actor, {
    action: EXPORTS[list],
    subjectType: 'List',
    subjectId: null,
    after: { list, format, query, rows, whole },
  });
