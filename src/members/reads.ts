import type { App } from '../app.ts';
import type { Person } from '../kernel/actor.ts';
import { notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import type { HistoryFilter } from './history-filter.ts';
import { countHistory, historyRows } from './history-rows.ts';
import type { Operation } from './operation.ts';
import { digits, SHOWN, toOperation } from './told-operation.ts';

const PAGE = 20;
/** More than a member looks through. */
const MOST_LOOKED_AT = 2_000;

/** The member's own wallet. @throws NotFound where they have none */
export async function ownWallet(app: App, person: Person) {
  const [wallet] = await app.read<{
    id: string;
    balance: string;
    currency: 'XOF' | 'XAF';
    fullName: string;
    phone: string | null;
  }>(
    `select w.id::text as id, w.balance::text as balance, w.currency, u.full_name as "fullName", u.phone
     from wallet w join app_user u on u.id = w.user_id where w.user_id = $1`,
    [person.id],
  );
  if (!wallet) throw notFound('wallet', person.id);
  return wallet;
}

export type OwnWallet = Awaited<ReturnType<typeof ownWallet>>;

/** One page of what the filter asks for, newest first, after the operation `after`; how many there are, where it asks. */
export async function history(
  app: App,
  person: Person,
  walletId: string,
  { where, query, problem }: HistoryFilter,
  after: unknown,
) {
  if (problem) return { operations: [], nextAfter: null, found: null };
  const asked = { walletId, where };
  const [rows, found] = await Promise.all([
    historyRows(app, asked, isUuid(after) ? after : null, PAGE + 1),
    query ? countHistory(app, asked, MOST_LOOKED_AT) : null,
  ]);
  const shown = rows.slice(0, PAGE);
  const effects = await effectsOf(app, walletId, shown);
  return {
    operations: shown.map((row) => toOperation(row, person, effects.get(row.id))),
    nextAfter: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    found,
  };
}

/** Sums of what is on its way, and how many deposits wait: what the wallet's entries in the queue say. */
export async function onTheWay(app: App, walletId: string) {
  const sums = await app.read<{ type: string; amount: string; count: number }>(
    `select t.type, sum(t.amount)::text as amount, count(*)::int as count
     from queue_entry q join transaction t on t.id = q.transaction_id
     where q.wallet_id = $1 and q.queue <> 'FAILED' and t.status in ('PENDING', 'AWAITING_APPROVAL')
     group by 1`,
    [walletId],
  );
  const of = (type: string) => sums.find((sum) => sum.type === type);
  return {
    comingIn: of('DEPOSIT')?.amount ?? '0',
    goingOut: of('WITHDRAWAL')?.amount ?? '0',
    openDeposits: of('DEPOSIT')?.count ?? 0,
  };
}

/** One operation of the member's own. @throws NotFound for anybody else's, as for none */
export async function ownOperation(app: App, person: Person, id: unknown, type: string) {
  const row = isUuid(id)
    ? await app.prisma.transaction.findFirst({
        where: { id, userId: person.id, type },
        select: SHOWN,
      })
    : null;
  if (!row) throw notFound('transaction', String(id).slice(0, 64));
  return toOperation(row, person);
}

/** Whether this form of the member's has started something already. */
export async function byKey(app: App, person: Person, idempotencyKey: string): Promise<boolean> {
  const started = await app.prisma.transaction.count({
    where: { initiatedById: person.id, idempotencyKey },
  });
  return started > 0;
}

/** The method that the member used last: what the next form offers first. */
export async function lastMethod(app: App, person: Person, walletId: string) {
  const row = await app.prisma.transaction.findFirst({
    where: { walletId, userId: person.id, method: { not: null } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { method: true },
  });
  return row?.method ?? null;
}

export async function ownVaults(app: App, person: Person) {
  const vaults = await app.prisma.vault.findMany({
    where: { ownerId: person.id },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, balance: true, lockedUntil: true, createdAt: true },
  });
  return vaults.map(({ balance, ...vault }) => ({ ...vault, balance: digits(balance) }));
}

export type OwnVault = Awaited<ReturnType<typeof ownVaults>>[number];

/** A correction says by its posting on the wallet whether it added or took; the wallet's account has its id. */
export async function effectsOf(
  app: App,
  walletId: string,
  rows: readonly { readonly id: string; readonly type: string }[],
) {
  const effects = new Map<string, Operation['effect']>();
  const corrections = rows.filter(({ type }) => type === 'ADJUSTMENT').map(({ id }) => id);
  if (corrections.length === 0) return effects;
  const postings = await app.read<{ id: string; isOut: boolean }>(
    `select j.transaction_id::text as id, p.amount < 0 as "isOut" from journal j join posting p on p.journal_id = j.id
     where j.transaction_id = any ($2::uuid[]) and p.account_id = $1`,
    [walletId, corrections],
  );
  for (const { id, isOut } of postings) effects.set(id, isOut ? 'out' : 'in');
  return effects;
}
