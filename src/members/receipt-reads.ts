import type { App } from '../app.ts';
import type { Person } from '../kernel/actor.ts';
import { notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import type { Operation } from './operation.ts';
import { effectsOf } from './reads.ts';
import { SHOWN, toOperation } from './told-operation.ts';

/** One operation of the member's own, with all that a proof of it says. */
export interface Receipt extends Operation {
  readonly holder: string;
  readonly tontineName: string | null;
  readonly gatewayReference: string | null;
  /** When it took effect in the world where that is known, else when it ended in our books. */
  readonly endedAt: Date | null;
  readonly approvalExpiresAt: Date | null;
  readonly checkedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  /** The seal of the day on which its movements were chained; null: not yet, or it has none. */
  readonly seal: Seal | null;
  /** The member's questions about it, newest first. */
  readonly disputes: readonly Dispute[];
}

export type Seal = Pick<
  NonNullable<Awaited<ReturnType<App['sealOfTransaction']>>>,
  'seq' | 'short' | 'day'
>;

export interface Dispute {
  readonly id: string;
  readonly message: string;
  readonly openedAt: Date;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
}

/** @throws NotFound for anybody else's, as for none */
export async function ownReceipt(app: App, person: Person, id: unknown): Promise<Receipt> {
  const row = isUuid(id)
    ? await app.prisma.transaction.findFirst({
        where: { id, userId: person.id },
        select: {
          ...SHOWN,
          walletId: true,
          gatewayReference: true,
          occurredAt: true,
          settledAt: true,
          approvalExpiresAt: true,
          decidedAt: true,
          decisionReason: true,
          checkedBy: { select: { fullName: true } },
          tontine: { select: { name: true } },
          user: { select: { fullName: true } },
          disputes: {
            where: { openedById: person.id },
            orderBy: { openedAt: 'desc' },
            select: { id: true, message: true, openedAt: true, answer: true, answeredAt: true },
          },
        },
      })
    : null;
  if (!row) throw notFound('transaction', String(id).slice(0, 64));
  const { walletId, occurredAt, settledAt, checkedBy, tontine, user, disputes, ...shown } = row;
  const { gatewayReference, approvalExpiresAt, decidedAt, decisionReason, ...facts } = shown;
  const effects = await effectsOf(app, walletId, [facts]);
  return {
    ...toOperation(facts, person, effects.get(facts.id)),
    holder: user.fullName,
    tontineName: tontine?.name ?? null,
    gatewayReference,
    endedAt: occurredAt ?? settledAt,
    approvalExpiresAt,
    checkedBy: checkedBy?.fullName ?? null,
    decidedAt,
    decisionReason,
    seal: await app.sealOfTransaction(facts.id),
    disputes,
  };
}
