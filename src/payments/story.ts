import type { Prisma } from '../db/prisma.ts';
import { readScope } from '../identity/scope.ts';
import type { Person } from '../kernel/actor.ts';
import { toldCorrection } from '../kernel/corrected.ts';
import { notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { DECIDERS, decidersOf, peopleOf } from './deciders.ts';

export interface Moment {
  readonly at: Date;
  readonly what:
    | 'requested'
    | 'awaiting'
    | 'approved'
    | 'rejected'
    | 'cancelled'
    | 'expired'
    | 'sent'
    | 'answered'
    | 'webhook'
    | 'queried'
    | 'resolved'
    | 'corrected'
    | 'settled'
    | 'stale';
  readonly detail: string | null;
  /** Who decided it, the maker first. */
  readonly by?: readonly string[];
}

/** An ADJUSTMENT, as the page of the operation that it corrects tells it. */
interface CorrectionTold {
  readonly id: string;
  readonly adjustment: string | null;
  readonly direction: string | null;
  /** Whole francs. */
  readonly amount: string;
  readonly at: Date;
  /** The correction by which two people took it back; null: it stands. */
  readonly undone: { readonly id: string; readonly at: Date } | null;
}

/** How an approval ended without a payout; every other status was approved. */
const DECIDED: Readonly<Record<string, 'rejected' | 'cancelled' | 'expired'>> = {
  REJECTED: 'rejected',
  CANCELLED: 'cancelled',
  EXPIRED: 'expired',
};

/**
 * Everything that is known of one transaction, in the order in which it happened: its timeline, its
 * journals and the raw events. @throws NotFound where it is not the person's to see
 */
export async function transactionStory(prisma: Prisma, actor: Person, transactionId: string) {
  const transaction = isUuid(transactionId)
    ? await prisma.transaction.findFirst({
        where: { AND: [{ id: transactionId }, readScope(actor).transaction] },
        include: {
          queue: true,
          user: true,
          initiatedBy: true,
          checkedBy: true,
          vault: true,
          corrects: { select: { id: true, type: true, amount: true, status: true } },
          corrections: {
            orderBy: { id: 'asc' },
            select: {
              id: true,
              adjustment: true,
              direction: true,
              amount: true,
              createdAt: true,
              ...DECIDERS,
              corrections: { select: { id: true, createdAt: true, ...DECIDERS } },
            },
          },
          journals: {
            include: { postings: { orderBy: { line: 'asc' } } },
            orderBy: { step: 'asc' },
          },
          outcomes: { include: { event: true }, orderBy: { seq: 'asc' } },
        },
      })
    : null;
  if (!transaction) throw notFound('transaction', String(transactionId).slice(0, 64));

  const accountIds = transaction.journals.flatMap((journal) =>
    journal.postings.map((p) => p.accountId),
  );
  const accounts = await prisma.account.findMany({ where: { id: { in: accountIds } } });
  const kindOf = new Map(accounts.map((account) => [account.id, account.kind]));

  const corrections = transaction.corrections.map(correctionTold);
  const decided = await decidersOf(
    prisma,
    transaction.outcomes.map(({ event }) => event),
  );
  const moments: (Moment | null)[] = [
    {
      at: transaction.createdAt,
      what: 'requested',
      detail: transaction.initiatedBy?.fullName ?? null,
    },
    transaction.approvalReasons.length > 0
      ? {
          at: transaction.createdAt,
          what: 'awaiting',
          detail: transaction.approvalReasons.join(' '),
        }
      : null,
    transaction.decidedAt && {
      at: transaction.decidedAt,
      what: DECIDED[transaction.status] ?? 'approved',
      detail: transaction.checkedBy?.fullName ?? null,
    },
    transaction.sentAt && { at: transaction.sentAt, what: 'sent', detail: null },
    transaction.answeredAt && {
      at: transaction.answeredAt,
      what: 'answered',
      detail: transaction.gatewayState,
    },
    ...transaction.outcomes.map(
      ({ event, outcome, recordedAt }): Moment =>
        event.source === 'status_query' || event.source === 'person'
          ? {
              at: recordedAt,
              what: event.source === 'person' ? 'resolved' : 'queried',
              detail: outcome,
              ...(event.source === 'person' ? { by: decided.get(event.id) ?? [] } : {}),
            }
          : { at: event.receivedAt, what: 'webhook', detail: outcome },
    ),
    ...transaction.corrections.flatMap((row): Moment[] => [
      { at: row.createdAt, what: 'corrected', detail: row.adjustment, by: peopleOf(row) },
      ...row.corrections.slice(0, 1).map((one) => ({
        at: one.createdAt,
        what: 'corrected' as const,
        detail: 'reversal',
        by: peopleOf(one),
      })),
    ]),
    transaction.queue?.staleSince
      ? {
          at: transaction.queue.staleSince,
          what: 'stale',
          // Who has been told something no longer waits for the first word.
          detail: wasTold(transaction.outcomes, transaction.queue.staleSince)
            ? null
            : transaction.queue.staleReason,
        }
      : null,
    transaction.settledAt && !DECIDED[transaction.status]
      ? { at: transaction.settledAt, what: 'settled', detail: transaction.status }
      : null,
  ];

  return {
    transaction,
    corrects: transaction.corrects && {
      ...transaction.corrects,
      amount: transaction.corrects.amount.toFixed(),
    },
    corrections,
    timeline: moments
      .filter((moment) => moment !== null)
      .sort((a, b) => a.at.getTime() - b.at.getTime()),
    journals: transaction.journals.map((journal) => ({
      id: journal.id,
      kind: journal.kind,
      recordedAt: journal.recordedAt,
      lines: journal.postings.map((posting) => ({
        account: kindOf.get(posting.accountId) ?? 'unknown',
        amount: posting.amount.toFixed(),
        balanceAfter: posting.balanceAfter?.toFixed() ?? null,
      })),
    })),
    events: transaction.outcomes.map((o) => ({
      id: o.eventId,
      source: o.event.source,
      receivedAt: o.event.receivedAt,
      outcome: o.outcome,
      reason: o.reason,
      raw: Buffer.from(o.event.raw).toString('utf8'),
      headers: o.event.headers as Readonly<Record<string, string>>,
    })),
  };
}

export type Story = Awaited<ReturnType<typeof transactionStory>>;

interface CorrectionRow {
  readonly id: string;
  readonly adjustment: string | null;
  readonly direction: string | null;
  readonly amount: { toFixed(): string };
  readonly createdAt: Date;
  readonly corrections: readonly { readonly id: string; readonly createdAt: Date }[];
}

function correctionTold(row: CorrectionRow): CorrectionTold {
  const { id, adjustment, direction, amount, createdAt, undone } = toldCorrection(row);
  return {
    id,
    adjustment,
    direction,
    amount: amount.toFixed(),
    at: createdAt,
    undone: undone && { id: undone.id, at: undone.createdAt },
  };
}

/** Whether a message had come by then, even one that did not fit. */
const wasTold = (
  outcomes: readonly { readonly event: { readonly source: string; readonly receivedAt: Date } }[],
  then: Date,
): boolean => outcomes.some(({ event }) => event.source === 'webhook' && event.receivedAt <= then);
