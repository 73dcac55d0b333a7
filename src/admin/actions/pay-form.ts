import type { ActionContext } from 'adminjs';
import type { App } from '../../app.ts';
import { currentVisit } from '../actor-store.ts';
import { recordOf } from './answer.ts';

export type PayDirection = 'deposit' | 'payout';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/**
 * What makes a payout wait for a second person, as far as it is known before one is asked for. It
 * only tells the treasurer beforehand: the operation decides, under the wallet's lock.
 */
async function approvalOf(app: App, context: ActionContext, above: string) {
  const record = recordOf(context);
  const since = (ms: number) => new Date(app.clock.now().getTime() - ms);
  const [today, owner] = await Promise.all([
    app.prisma.transaction.aggregate({
      where: {
        walletId: record.id(),
        type: 'WITHDRAWAL',
        byStaff: true,
        createdAt: { gt: since(DAY_MS) },
        status: { in: ['AWAITING_APPROVAL', 'PENDING', 'COMPLETED'] },
      },
      _sum: { amount: true },
    }),
    app.prisma.user.findUnique({
      where: { id: record.get('userId') },
      select: { phoneChangedAt: true },
    }),
  ]);
  const changedAt = owner?.phoneChangedAt ?? null;
  return {
    above,
    paidToday: today._sum.amount?.toFixed() ?? '0',
    phoneChanged: changedAt !== null && changedAt > since(WEEK_MS),
  };
}

/** The amount above which this person gives a code before money moves; null: never. */
export const stepUpAbove = (above: string): string | null =>
  currentVisit().account.hasSecondFactor ? above : null;

/** What the form needs to show before anything is sent. */
export async function payForm(app: App, direction: PayDirection, context: ActionContext) {
  const record = recordOf(context);
  const member = record.populated['user'];
  const [methods, { approvalAbove }] = await Promise.all([
    app.openMethods(direction),
    app.readSettings(),
  ]);
  return {
    direction,
    balance: record.get('balance'),
    currency: record.get('currency'),
    member: { name: member?.get('fullName') ?? '', phone: member?.get('phone') ?? '' },
    methods: methods.map(({ id, label, min, max }) => ({
      id,
      label,
      min: String(min),
      max: String(max),
    })),
    approval: direction === 'payout' ? await approvalOf(app, context, approvalAbove) : null,
    stepUpAbove: direction === 'payout' ? stepUpAbove(approvalAbove) : null,
  };
}
