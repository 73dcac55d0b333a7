import type { Pool } from 'pg';
import { actorJson } from '../audit/record.ts';
import { retryContention } from '../db/in-transaction.ts';
import type { Prisma } from '../db/prisma.ts';
import { asRefusal } from '../db/refusals.ts';
import { readScope } from '../identity/scope.ts';
import type { Person } from '../kernel/actor.ts';
import { notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { parseReason } from './command.ts';
import { methodFor } from './methods.ts';
import { expectGatewayUp } from './readiness.ts';
import type { PaymentDeps } from './request-payment.ts';
import { send } from './send.ts';
import { askForCode } from './step-up.ts';
import { type PaymentResult, readResult } from './transaction-view.ts';

export interface Decision {
  readonly actor: Person;
  readonly transactionId: string;
}

export interface ApprovalDeps extends PaymentDeps {
  readonly prisma: Prisma;
}

/** A payout as far as a decision about it goes. */
export interface Decidable {
  readonly status: string;
  readonly initiatedById: string | null;
  readonly userId: string;
  readonly tontineId: string | null;
}

/**
 * What a person may decide about a payout, for the buttons; the operation decides again, in the
 * database. A checker is never the maker, nor the member who is paid.
 */
export function mayDecide(person: Person, payout: Decidable): 'approve' | 'cancel' | null {
  if (payout.status !== 'AWAITING_APPROVAL') return null;
  if (payout.initiatedById === person.id) return 'cancel';
  if (payout.userId === person.id) return null;
  if (person.role === 'FINANCE') return 'approve';
  const sameTontine = person.tontineId !== null && person.tontineId === payout.tontineId;
  return person.role === 'TREASURER' && sameTontine ? 'approve' : null;
}

/** Where-fragment of the payouts that a person may approve: their inbox. */
export function approvable(person: Person) {
  const inQueue = { queue: 'OPEN', approvalExpiresAt: { not: null } };
  const waiting = { status: 'AWAITING_APPROVAL', queue: { is: inQueue } };
  const another = { NOT: { OR: [{ initiatedById: person.id }, { userId: person.id }] } };
  if (person.role === 'FINANCE') return { AND: [waiting, another] };
  const tontineId = person.role === 'TREASURER' ? person.tontineId : null;
  return tontineId ? { AND: [waiting, another, { tontineId }] } : { id: { in: [] as string[] } };
}

async function visible({ prisma }: ApprovalDeps, { actor, transactionId }: Decision) {
  const transaction = isUuid(transactionId)
    ? await prisma.transaction.findFirst({
        where: { AND: [{ id: transactionId, type: 'WITHDRAWAL' }, readScope(actor).transaction] },
      })
    : null;
  if (!transaction?.method || !transaction.phone) {
    throw notFound('transaction', String(transactionId).slice(0, 64));
  }
  const { method, phone, amount, ...rest } = transaction;
  return { ...rest, method, phone, amount: BigInt(amount.toFixed()) };
}

async function decide(
  pool: Pool,
  { actor, transactionId }: Decision,
  decision: 'approve' | 'reject' | 'cancel',
  reason: string | null,
): Promise<void> {
  await retryContention(() =>
    pool.query('select decide_payout($1, $2, $3, $4)', [
      transactionId,
      decision,
      reason,
      actorJson(actor),
    ]),
  ).catch((error: unknown) => {
    throw asRefusal(error);
  });
}

/**
 * Approves a payout that waits, and sends it. Of two approvals at once, one sends.
 * @throws NotFound; GatewayUnavailable `gateway_down`; Forbidden `checker_is_maker`, `checker_is_payee`, `not_your_tontine`,
 * `role_approves_nothing`; Conflict `not_awaiting`, `approval_expired`; InvalidInput on `code`
 */
export async function approvePayout(
  deps: ApprovalDeps,
  decision: Decision & { code?: unknown },
): Promise<PaymentResult> {
  const payout = await visible(deps, decision);
  const rules = await deps.settings.rules();
  if (payout.status === 'AWAITING_APPROVAL') {
    expectGatewayUp(deps.gateway, deps.clock);
    methodFor(rules.methods, payout.method, 'payout', payout.amount);
    await askForCode(deps.secondFactor, {
      actor: decision.actor,
      code: decision.code,
      amount: payout.amount,
      above: rules.approvalAbove,
      bound: `approve|${payout.id}|${payout.phone}|${payout.amount}`,
    });
  }
  await decide(deps.pool, decision, 'approve', null);
  await deps.changes.announce([payout.id]);
  await send(deps, payout.id);
  return readResult(deps.pool, payout.id, false);
}

async function end(
  deps: ApprovalDeps,
  decision: Decision,
  how: 'reject' | 'cancel',
  reason: string | null,
): Promise<PaymentResult> {
  const { id } = await visible(deps, decision);
  await decide(deps.pool, decision, how, reason);
  await deps.changes.announce([id]);
  return readResult(deps.pool, id, false);
}

/**
 * Refuses a payout that waits; its hold goes back.
 * @throws as `approvePayout`, and InvalidInput `reason_needed`
 */
export const rejectPayout = (deps: ApprovalDeps, decision: Decision & { reason: unknown }) =>
  end(deps, decision, 'reject', parseReason(decision.reason));

/** Takes one's own payout back while it waits; its hold goes back. @throws Forbidden `only_maker_cancels` */
export const cancelPayout = (deps: ApprovalDeps, decision: Decision) =>
  end(deps, decision, 'cancel', null);

/** Ends what nobody decided within `APPROVAL_TTL`; the holds go back. Answers the transactions' ids. */
export async function expireApprovals({
  pool,
  changes,
}: Pick<ApprovalDeps, 'pool' | 'changes'>): Promise<string[]> {
  const { rows } = await retryContention(() =>
    pool.query<{ id: string }>('select expire_approvals() as id'),
  );
  const ids = rows.map(({ id }) => id);
  await changes.announce(ids);
  return ids;
}
