import type { Queryable } from '../db/in-transaction.ts';
import type { Francs } from '../kernel/money.ts';

/** A deposit or payout that had been requested at an instant, and was not settled then. */
export interface OnItsWay {
  readonly id: string;
  readonly type: 'DEPOSIT' | 'WITHDRAWAL';
  /** Whole francs. */
  readonly amount: Francs;
  readonly phone: string | null;
  readonly method: string | null;
  readonly requestedAt: Date;
  /** What it waited for then: a second person, its turn to be sent, or the gateway. */
  readonly state: 'AWAITING_APPROVAL' | 'NOT_SENT' | 'SENT';
  /** When it ended, if it has by now. */
  readonly settledAt: Date | null;
}

/**
 * What was on its way to or from a wallet at an instant. It agrees with the balance of the wallet's version
 * `version`: a hold that this does not count had not been taken, and a credit or return that it does
 * not count had not come, whatever their times say.
 */
export async function onItsWay(
  tx: Queryable,
  walletId: string,
  at: Date,
  version: number,
): Promise<OnItsWay[]> {
  const { rows } = await tx.query<Omit<OnItsWay, 'amount'> & { amount: string }>(
    `with uncounted as materialized (
       select j.transaction_id as id, j.kind from posting p join journal j on j.id = p.journal_id
       where p.account_id = $1 and p.version > $3 and j.recorded_at <= $2
     )
     select t.id, t.type, t.amount::text as amount, t.phone, t.method, t.created_at as "requestedAt", t.settled_at as "settledAt",
       case when t.pending_at is null or t.pending_at > $2 then 'AWAITING_APPROVAL'
         when t.sent_at is null or t.sent_at > $2 then 'NOT_SENT' else 'SENT' end as state
     from transaction t
     where t.wallet_id = $1 and t.type in ('DEPOSIT', 'WITHDRAWAL') and t.created_at <= $2
       and t.id not in (select u.id from uncounted u where u.kind = 'PAYOUT_HOLD')
       and (t.settled_at is null or t.settled_at > $2
         or t.id in (select u.id from uncounted u where u.kind in ('DEPOSIT', 'PAYOUT_RETURNED')))
     order by t.created_at, t.id`,
    [walletId, at, version],
  );
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}
