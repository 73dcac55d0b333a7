import type { ConsoleForTests } from '../support/console.ts';
import { fact, givenPayment, unique } from '../support/payments.ts';

/** A number that is nobody's: what a treasurer pays to it waits for a second person. */
const FOREIGN = '+226 70 99 88 77';

/** One of Awa's operations in each state that a member can see, by name. */
export async function givenStates({ database, people, console: running }: ConsoleForTests) {
  const { awa, tresorier, finance } = people;
  const { app } = running;
  const { pool } = database;
  const shape = { by: tresorier, member: awa };

  const waiting = await givenPayment(pool, { ...shape, type: 'DEPOSIT', amount: 2_000 });
  const done = await givenPayment(pool, { ...shape, type: 'DEPOSIT', amount: 12_000 });
  await settle({ kind: 'payment', state: 'completed', reference: done.reference });
  const leaving = await givenPayment(pool, { ...shape, type: 'WITHDRAWAL', amount: 1_500 });
  const unknown = await givenPayment(pool, {
    ...shape,
    type: 'WITHDRAWAL',
    amount: 700,
    state: 'UNKNOWN',
  });
  const failed = await givenPayment(pool, { ...shape, type: 'WITHDRAWAL', amount: 900 });
  await settle({
    kind: 'payout',
    state: 'failed',
    reference: failed.reference,
    failureReason: 'recipient_not_found',
  });

  const awaiting = await treasurerPays('3000');
  const rejected = await treasurerPays('1100');
  await app.rejectPayout({
    actor: finance,
    transactionId: rejected,
    reason: 'Le numéro n’est pas celui d’Awa.',
  });
  const cancelled = await treasurerPays('1200');
  await app.cancelPayout({ actor: tresorier, transactionId: cancelled });
  const expired = await treasurerPays('1300');
  await database.owner.query('alter table transaction disable trigger user');
  await database.owner.query(
    `update transaction set approval_expires_at = db_now() - interval '1 minute' where id = $1`,
    [expired],
  );
  await database.owner.query('alter table transaction enable trigger user');
  await app.expireApprovals();

  const { vaultId } = await app.createVault({ actor: awa, ownerId: awa.id, name: 'Rentrée' });
  const { transactionId: saved } = await app.moveToVault({
    actor: awa,
    vaultId,
    amount: '500',
    idempotencyKey: unique('key'),
  });
  return {
    waiting: waiting.id,
    done: done.id,
    leaving: leaving.id,
    unknown: unknown.id,
    failed: failed.id,
    awaiting,
    rejected,
    cancelled,
    expired,
    saved,
  };

  async function treasurerPays(amount: string): Promise<string> {
    const { outcome, transaction } = await app.requestPayout({
      actor: tresorier,
      walletId: awa.walletId,
      amount,
      phone: FOREIGN,
      method: 'orange_money',
      idempotencyKey: unique('key'),
    });
    if (outcome !== 'awaiting_approval') throw new Error(`It does not wait: ${outcome}.`);
    return transaction.id;
  }

  async function settle(over: Parameters<typeof fact>[0]): Promise<void> {
    await app.settle(fact(over));
  }
}

export type States = Awaited<ReturnType<typeof givenStates>>;
