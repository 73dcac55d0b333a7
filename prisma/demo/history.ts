import axios from 'axios';
import type { Pool } from 'pg';
import type { App } from '../../src/app.ts';
import { AppError } from '../../src/kernel/errors.ts';
import type { DemoPerson } from './people.ts';
import type { PlannedPayment } from './plan.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export interface HistoryParts {
  /** One connection, as the owner: only that role may set the database's clock. */
  readonly pool: Pool;
  /** Settles at the past instant. */
  readonly past: App;
  /** The same operations, for orders that stay open: their webhooks go to the console itself. */
  readonly open: App;
  /** Approves what a treasurer's payout to another phone waits for. */
  readonly checker: DemoPerson;
  readonly sandboxUrl: string;
  readonly apiKey: string;
  readonly progress: (done: number, total: number) => void;
}

/** Makes the planned payments, by the operations that everybody uses, at their past instants. */
export async function makeHistory(
  parts: HistoryParts,
  plan: readonly PlannedPayment[],
): Promise<void> {
  const now = parts.past.clock.now().getTime();
  try {
    for (const [index, payment] of plan.entries()) {
      const requestedAt = now - payment.daysAgo * DAY_MS;
      await setClocks(parts, requestedAt);
      const id = await request(parts, payment);
      if (id && !STAYS.includes(payment.ends)) {
        const decidedAt = requestedAt + payment.minutesToSettle * MINUTE_MS;
        await setClocks(parts, decidedAt);
        await decide(parts, id, actOf(payment));
        if (payment.ends === 'returned') {
          await setClocks(parts, decidedAt + MINUTE_MS);
          await decide(parts, id, 'return');
        }
      }
      parts.progress(index + 1, plan.length);
    }
  } finally {
    await backToNow(parts);
  }
}

/** The sandbox's only payment code. */
const SANDBOX_OTP = '123456';

/** Nobody decides these. */
const STAYS: readonly PlannedPayment['ends'][] = ['open', 'waiting'];

/** The database's and the sandbox's, so that both sides date what happens alike. */
async function setClocks(parts: HistoryParts, instant: number): Promise<void> {
  const at = new Date(instant).toISOString();
  await setOurs(parts, at);
  await setTheirs(parts, at);
}

/** Both clocks, also when one of them cannot be set. */
async function backToNow(parts: HistoryParts): Promise<void> {
  const results = await Promise.allSettled([setOurs(parts, null), setTheirs(parts, null)]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

const setOurs = ({ pool }: HistoryParts, at: string | null) =>
  pool.query(`select set_config('tontine.clock', $1, false)`, [at ?? '']);

const setTheirs = ({ sandboxUrl, apiKey }: HistoryParts, at: string | null) =>
  axios.put(`${sandboxUrl}/sandbox/date`, { at }, door(apiKey));

const door = (apiKey: string) => ({
  headers: { Authorization: `Bearer ${apiKey}` },
  timeout: 15_000,
});

async function request(
  { past, open, checker }: HistoryParts,
  payment: PlannedPayment,
): Promise<string | null> {
  const app = STAYS.includes(payment.ends) ? open : past;
  const start = payment.type === 'deposit' ? app.requestDeposit : app.requestPayout;
  try {
    const { transaction, outcome } = await start({
      actor: payment.treasurer,
      walletId: payment.member.walletId,
      amount: payment.amount,
      phone: payment.phone,
      method: payment.method,
      // Orange Money asks for one in dialect v1; nobody else looks at it.
      otp: payment.method === 'orange_money' ? SANDBOX_OTP : undefined,
      idempotencyKey: payment.key,
    });
    if (outcome === 'awaiting_approval' && payment.ends !== 'waiting') {
      await app.approvePayout({ actor: checker, transactionId: transaction.id });
    }
    return transaction.id;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function actOf({ type, ends }: PlannedPayment): string {
  if (ends === 'failed') return type === 'deposit' ? 'refuse' : 'fail';
  return type === 'deposit' ? 'pay' : 'complete';
}

/** Plays the member or the operator at the sandbox's control door. An order that it refused does not exist there. */
async function decide(
  { sandboxUrl, apiKey }: HistoryParts,
  id: string,
  act: string,
): Promise<void> {
  await axios.post(`${sandboxUrl}/sandbox/operations/${id}/${act}?wait=1`, null, {
    ...door(apiKey),
    validateStatus: (status) => status < 500,
  });
}
