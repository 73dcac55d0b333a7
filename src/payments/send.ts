import type { Pool } from 'pg';
import type { Changes } from '../db/changes.ts';
import { retryContention } from '../db/in-transaction.ts';
import type { Log } from '../kernel/log.ts';
import type { Currency } from '../kernel/money.ts';
import type { Gateway, GatewayAnswer } from './gateway.ts';

export type PaymentType = 'DEPOSIT' | 'WITHDRAWAL';

export interface SendDeps {
  readonly pool: Pool;
  readonly gateway: Gateway;
  readonly changes: Changes;
  readonly log: Log;
}

interface OrderRow {
  readonly type: PaymentType;
  readonly userId: string;
  readonly memberName: string;
  readonly amount: string;
  readonly currency: Currency;
  readonly phone: string;
  readonly method: string;
}

const MARK_SENDING = `select type, user_id as "userId", member_name as "memberName", amount::text, currency, phone, method
  from mark_sending($1)`;

/**
 * Asks the gateway once. Only the winner of the compare-and-set calls it; nobody ever calls again.
 * `otp` is the operator's one-time code of a deposit; it is passed on and stored nowhere.
 */
export async function send(
  deps: SendDeps,
  transactionId: string,
  otp: string | null = null,
): Promise<void> {
  const { rows } = await deps.pool.query<OrderRow>(MARK_SENDING, [transactionId]);
  const [row] = rows;
  if (!row) return;
  const { type, ...rest } = row;
  const order = { ...rest, transactionId, amount: BigInt(row.amount) };
  const answer =
    type === 'DEPOSIT'
      ? await deps.gateway.initiateDeposit({ ...order, otp })
      : await deps.gateway.initiatePayout(order);
  deps.log.info({ transactionId, type, answer: answer.kind }, 'the gateway answered');
  await recordAnswer(deps.pool, transactionId, answer);
  await deps.changes.announce([transactionId]);
}

/** Commit 3. Where a webhook was faster, it only adds references, link and fee. */
export async function recordAnswer(
  pool: Pool,
  transactionId: string,
  answer: GatewayAnswer,
): Promise<void> {
  const taken = answer.kind === 'accepted' ? answer : null;
  await retryContention(() =>
    pool.query('select record_answer($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
      transactionId,
      answer.kind,
      taken?.reference ?? null,
      taken?.paymentUrl ?? null,
      taken?.otpNeeded ? 'otp_needed' : (taken?.warning ?? null),
      answer.kind === 'refused' ? answer.reason : null,
      'message' in answer ? answer.message.replaceAll('\0', '').slice(0, 500) : null,
      taken?.secondReference ?? null,
      taken?.fee?.toString() ?? null,
    ]),
  );
}
