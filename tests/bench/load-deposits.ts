import type pg from 'pg';
import { systemClock } from '../../src/kernel/clock.ts';

/** So many orders are between their request and GetMiPay's answer at once, in a rush. */
const AT_ONCE = 200;

/**
 * Deposits as the operations leave them: requested, sent, then answered with a number, each step a
 * commit of its own, so that their rows lie where three versions of each have been. Rows written at
 * once in their last state would lie packed, as none in production does.
 * @returns the references, in the order of the wallets' turns
 */
export async function loadDeposits(
  client: pg.Client,
  count: number,
  wallets: number,
): Promise<string[]> {
  const run = `pay_${systemClock.now().getTime()}_`;
  const references = Array.from({ length: count }, (_, n) => `${run}${n}`);
  await client.query(
    `create temp table taking_turns as
     select row_number() over (order by id) - 1 as nth, id, user_id from wallet where currency = 'XOF' order by id limit ${wallets}`,
  );
  await client.query('create unique index on taking_turns (nth)');
  for (let first = 0; first < count; first += AT_ONCE) {
    await order(client, references.slice(first, first + AT_ONCE), first, wallets);
  }
  await client.query('drop table taking_turns');
  await client.query('analyze app_user, wallet, account, transaction, queue_entry');
  return references;
}

/** By staff, since a member may have eight unanswered orders only. */
async function order(
  client: pg.Client,
  references: readonly string[],
  first: number,
  wallets: number,
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `insert into transaction (type, status, gateway_state, user_id, wallet_id, amount, currency, method, phone, dialect, by_staff,
       initiated_by, idempotency_key, fingerprint, pending_at)
     select 'DEPOSIT', 'PENDING', 'NOT_SENT', w.user_id, w.id, 5000, 'XOF', 'wave', '+22670123456', 'initiate', true,
       w.user_id, reference, 'f', now()
     from unnest($1::text[]) with ordinality as r (reference, nth)
     join taking_turns w on w.nth = (${first} + r.nth - 1) % ${wallets}
     returning id`,
    [references],
  );
  const ids = [rows.map(({ id }) => id)];
  await client.query(
    `insert into queue_entry (transaction_id, queue) select id, 'OPEN' from unnest($1::uuid[]) id`,
    ids,
  );
  await client.query(
    `update transaction set gateway_state = 'SENDING', sent_at = now(), updated_at = now() where id = any ($1::uuid[])`,
    ids,
  );
  await client.query(
    `update transaction set gateway_state = 'ACCEPTED', gateway_reference = idempotency_key, answered_at = now(), updated_at = now()
     where id = any ($1::uuid[])`,
    ids,
  );
}
