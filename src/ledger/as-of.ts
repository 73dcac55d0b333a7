import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../db/in-transaction.ts';
import { invalid, notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import type { Currency, Francs } from '../kernel/money.ts';
import { present } from '../kernel/present.ts';
import { type OnItsWay, onItsWay } from './on-its-way.ts';

/** The accounts of the house, one of each kind per currency. */
export type HouseAccount =
  | 'payout_clearing'
  | 'suspense'
  | 'gateway_float'
  | 'fees'
  | 'receivable'
  | 'opening'
  | 'corrections';

export type AccountRef =
  | { readonly accountId: string }
  | { readonly kind: HouseAccount; readonly currency: Currency };

export interface AsOf {
  readonly accountId: string;
  readonly kind: 'wallet' | 'vault' | HouseAccount;
  readonly currency: Currency;
  readonly at: Date;
  /** Whole francs. What we have (gateway_float, fees, receivable) is shown as people read it, not negated. */
  readonly balance: Francs;
  readonly postings: number;
  /** The last movement up to then: by version for a wallet or vault, by time for an account of the house. */
  readonly lastMovement: { readonly journalId: string; readonly kind: string; readonly at: Date };
  /** Deposits and payouts of a wallet that had been requested and were not settled. */
  readonly onItsWay: readonly OnItsWay[];
  /**
   * True while a transaction that began before the instant is still open: what it commits counts from
   * when it began, and may yet change the answer.
   */
  readonly provisional: boolean;
}

type Account = Pick<AsOf, 'accountId' | 'kind' | 'currency'>;

type Found = Pick<AsOf, 'postings' | 'lastMovement'> & { readonly balance: string };

const SHOWN_NEGATED: readonly AsOf['kind'][] = ['gateway_float', 'fees', 'receivable'];

/**
 * What an account held at an instant, and what was on its way then, in one snapshot.
 *
 * A journal is recorded when its transaction began, and may be committed behind one that began later.
 * A wallet or vault therefore counts its longest run of versions from the first on of which none was recorded
 * after the instant: a balance that it really had, which never holds a movement from after the instant.
 * A movement that waited for a later one counts from that one's time. Accounts of the house have no versions:
 * theirs is the sum of what was recorded up to the instant.
 * @throws NotFound; InvalidInput `as_of_future` (database time), `as_of_before_first`
 */
export function asOf(pool: Pool, asked: AccountRef & { readonly at: Date }): Promise<AsOf> {
  return inTransaction(
    pool,
    async (tx) => {
      const account = await findAccount(tx, asked);
      const { at } = asked;
      const provisional = await expectPast(tx, at);
      const owned = account.kind === 'wallet' || account.kind === 'vault';
      const found = await (owned ? ofVersions : ofSums)(tx, account.accountId, at);
      if (found === null) {
        throw invalid(
          'at',
          'as_of_before_first',
          `Account ${account.accountId} had no posting at ${at.toISOString()} yet.`,
        );
      }
      const { balance, postings, lastMovement } = found;
      const sum = BigInt(balance);
      return {
        ...account,
        at,
        balance: SHOWN_NEGATED.includes(account.kind) ? -sum : sum,
        postings,
        lastMovement,
        onItsWay:
          account.kind === 'wallet' ? await onItsWay(tx, account.accountId, at, postings) : [],
        provisional,
      };
    },
    'isolation level repeatable read, read only',
  );
}

async function findAccount(tx: Queryable, ref: AccountRef): Promise<Account> {
  const name =
    'accountId' in ref ? String(ref.accountId).slice(0, 64) : `${ref.kind} ${ref.currency}`;
  if ('accountId' in ref && !isUuid(ref.accountId)) throw notFound('account', name);
  const { rows } = await tx.query<Account & Record<string, unknown>>(
    `select id as "accountId", kind, currency from account
     where id = $1 or $1 is null and kind = $2 and currency = $3 and wallet_id is null and vault_id is null`,
    'accountId' in ref ? [ref.accountId, null, null] : [null, ref.kind, ref.currency],
  );
  if (!rows[0]) throw notFound('account', name);
  return rows[0];
}

/** Answers whether a transaction that began before the instant is still writing. */
async function expectPast(tx: Queryable, at: Date): Promise<boolean> {
  const { rows } = await tx.query<{ future: boolean; open: boolean }>(
    `select $1::timestamptz > db_now() as future, exists (
       select from pg_stat_activity a where a.datname = current_database() and a.pid <> pg_backend_pid()
         and a.backend_xid is not null and a.xact_start <= $1) as open`,
    [at],
  );
  const { future, open } = present(rows[0], 'clock');
  if (future) {
    throw invalid(
      'at',
      'as_of_future',
      `${at.toISOString()} has not come yet, by the database’s clock.`,
    );
  }
  return open;
}

/** By balance-after: the last version before the first one that was recorded after the instant. */
async function ofVersions(tx: Queryable, accountId: string, at: Date): Promise<Found | null> {
  const { rows } = await tx.query<Found & Record<string, unknown>>(
    `with later as (
       select min(p.version) as version from posting p join journal j on j.id = p.journal_id
       where p.account_id = $1 and p.version is not null and j.recorded_at > $2
     )
     select p.balance_after::text as balance, p.version as postings,
       json_build_object('journalId', j.id, 'kind', j.kind, 'at', j.recorded_at) as "lastMovement"
     from posting p join journal j on j.id = p.journal_id
     where p.account_id = $1 and p.version is not null and p.version < coalesce((select version from later), 2147483647)
     order by p.version desc limit 1`,
    [accountId, at],
  );
  return dated(rows[0]);
}

async function ofSums(tx: Queryable, accountId: string, at: Date): Promise<Found | null> {
  const { rows } = await tx.query<Found & Record<string, unknown>>(
    `with counted as materialized (
       select p.amount, j.id, j.kind, j.recorded_at, j.txid from posting p join journal j on j.id = p.journal_id
       where p.account_id = $1 and j.recorded_at <= $2
     )
     select (select sum(amount)::text from counted) as balance, (select count(*)::int from counted) as postings,
       json_build_object('journalId', c.id, 'kind', c.kind, 'at', c.recorded_at) as "lastMovement"
     from counted c order by c.recorded_at desc, c.txid desc, c.id desc limit 1`,
    [accountId, at],
  );
  return dated(rows[0]);
}

/** JSON carries instants as text. */
function dated(row: Found | undefined): Found | null {
  if (!row) return null;
  const { lastMovement } = row;
  return { ...row, lastMovement: { ...lastMovement, at: new Date(lastMovement.at) } };
}
