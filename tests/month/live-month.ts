import { AppError } from '../../src/kernel/errors.ts';
import type { GivenPerson } from '../support/given.ts';
import { type PlannedOrder, planMonth } from './plan.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const TICK_MS = 15 * MINUTE_MS;
/** What was late at the end of the month has these days to arrive. */
const AFTERWARDS_DAYS = 7;

export interface Cast {
  readonly members: readonly GivenPerson[];
  readonly treasurer: GivenPerson;
  readonly checker: GivenPerson;
}

/** What the people had said to them, besides what was taken. */
export interface Lived {
  readonly asked: number;
  readonly taken: number;
  /** By the code of the refusal. */
  readonly refused: Readonly<Record<string, number>>;
}

/** People order and approve, jobs run on their schedule, webhooks come: a month, and a week for the rest. */
export async function liveMonth(
  world: World,
  cast: Cast,
  month: { seed: number; start: number; days: number; perDay: number },
): Promise<Lived> {
  const plan = planMonth({ ...month, members: cast.members.length });
  const waiting: { id: string; at: number }[] = [];
  const refused: Record<string, number> = {};
  let taken = 0;
  let next = 0;

  async function place(order: PlannedOrder): Promise<void> {
    const member = cast.members[order.member];
    if (!member) return;
    const start = order.type === 'deposit' ? world.app.requestDeposit : world.app.requestPayout;
    try {
      const { outcome, transaction } = await start({
        actor: order.by === 'member' ? member : cast.treasurer,
        walletId: member.walletId,
        amount: order.amount,
        phone: member.phone,
        method: order.method,
        otp: order.type === 'deposit' ? '123456' : undefined,
        idempotencyKey: order.key,
      });
      taken += 1;
      if (outcome === 'awaiting_approval') waiting.push({ id: transaction.id, at: world.now() });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused[error.code] = (refused[error.code] ?? 0) + 1;
    }
  }

  async function work(): Promise<void> {
    const { app } = world;
    await app.queryPending();
    if (world.now() % HOUR_MS !== 0) return;
    await app.recover();
    await app.flagStale();
    await app.expireApprovals();
    for (const due of waiting.filter(({ at }) => at + HOUR_MS <= world.now())) {
      waiting.splice(waiting.indexOf(due), 1);
      await app.approvePayout({ actor: cast.checker, transactionId: due.id });
    }
  }

  const end = month.start + (month.days + AFTERWARDS_DAYS) * DAY_MS;
  for (let tick = month.start + TICK_MS; tick <= end; tick += TICK_MS) {
    for (let order = plan[next]; order && order.at <= tick; order = plan[next]) {
      next += 1;
      await world.advanceTo(order.at);
      await place(order);
    }
    await world.advanceTo(tick);
    await work();
  }
  return { asked: plan.length, taken, refused };
}
