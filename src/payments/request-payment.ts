import type { Pool } from 'pg';
import { actorJson } from '../audit/record.ts';
import type { Changes } from '../db/changes.ts';
import { retryContention } from '../db/in-transaction.ts';
import { asRefusal } from '../db/refusals.ts';
import { walletInScope } from '../identity/scope.ts';
import type { SecondFactor } from '../identity/second-factor.ts';
import type { Person } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { parseAmount } from '../kernel/money.ts';
import { parsePhone } from '../kernel/phone.ts';
import { present } from '../kernel/present.ts';
import { fingerprint, parseIdempotencyKey, parseNote } from './command.ts';
import type { Gateway } from './gateway.ts';
import { methodFor } from './methods.ts';
import { expectGatewayUp, expectService, parseOtp } from './readiness.ts';
import { type PaymentType, send } from './send.ts';
import type { Settings } from './settings.ts';
import { askForCode } from './step-up.ts';
import { type PaymentResult, readResult } from './transaction-view.ts';

/** What a person typed, as it came; `requestDeposit` and `requestPayout` validate it. */
export interface PaymentRequest {
  readonly actor: Person;
  readonly walletId: string;
  readonly amount: unknown;
  readonly phone: unknown;
  readonly method: unknown;
  readonly note?: unknown;
  readonly idempotencyKey: unknown;
  /** Of a treasurer with a second factor, for a payout above the limit. */
  readonly code?: unknown;
  /** Of a deposit: the operator's one-time code, where the service wants one. */
  readonly otp?: unknown;
}

export interface PaymentDeps {
  readonly pool: Pool;
  readonly gateway: Gateway;
  readonly settings: Settings;
  readonly secondFactor: SecondFactor;
  readonly changes: Changes;
  /** The zone in which a calendar month begins. */
  readonly zone: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Three commits around one call (`books.md`): the row and, for a payout, the hold; the
 * compare-and-set that lets one caller send; the gateway's answer. A process that dies between
 * them leaves what the job `recover` resolves by age.
 */
export async function requestPayment(
  deps: PaymentDeps,
  type: PaymentType,
  request: PaymentRequest,
): Promise<PaymentResult> {
  const { pool } = deps;
  const wallet = await walletInScope(pool, request.actor, { walletId: request.walletId });
  const idempotencyKey = parseIdempotencyKey(request.idempotencyKey);
  const amount = parseAmount(request.amount);
  const rules = await deps.settings.rules();
  const method = methodFor(
    rules.methods,
    request.method,
    type === 'DEPOSIT' ? 'deposit' : 'payout',
    amount,
  );
  const phone = parsePhone(request.phone, wallet.currency);
  const content = fingerprint(type, wallet.walletId, amount, phone, method.id);
  const otp = type === 'DEPOSIT' ? parseOtp(request.otp) : null;
  // The same request again is only answered: its code is used up, and nothing is sent.
  const again = await wasAsked(pool, request.actor, idempotencyKey);
  if (!again) {
    expectGatewayUp(deps.gateway, deps.clock);
    await expectService(deps.gateway, {
      type,
      method,
      phone,
      amount,
      currency: wallet.currency,
      otp,
    });
  }
  if (type === 'WITHDRAWAL' && !again) {
    await askForCode(deps.secondFactor, {
      actor: request.actor,
      code: request.code,
      amount,
      above: rules.approvalAbove,
      bound: `request|${idempotencyKey}|${content}`,
    });
  }

  const { rows } = await retryContention(() =>
    pool.query<{ transaction_id: string; replayed: boolean }>(
      'select * from request_payment($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)',
      [
        type,
        wallet.walletId,
        String(amount),
        phone,
        method.id,
        deps.gateway.dialect,
        parseNote(request.note),
        wallet.tontineId,
        idempotencyKey,
        content,
        String(method.maxBalance),
        String(method.maxMonthlyDeposits),
        deps.zone,
        String(rules.approvalAbove),
        `${rules.approvalTtlMs} milliseconds`,
        actorJson(request.actor),
      ],
    ),
  ).catch((error: unknown) => {
    throw asRefusal(error);
  });
  const { transaction_id: transactionId, replayed } = present(rows[0], 'requested transaction');
  if (!replayed) {
    await deps.changes.announce([transactionId]);
    await send(deps, transactionId, otp);
  }
  return readResult(pool, transactionId, replayed);
}

async function wasAsked(pool: Pool, actor: Person, idempotencyKey: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    'select from transaction where initiated_by = $1 and idempotency_key = $2',
    [actor.id, idempotencyKey],
  );
  return rowCount === 1;
}
