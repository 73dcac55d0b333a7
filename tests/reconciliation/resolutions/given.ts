import type { Pool } from 'pg';
import type { App } from '../../../src/app.ts';
import type { GatewayFact } from '../../../src/payments/gateway.ts';
import type { BreakRow } from '../../../src/reconciliation/breaks/rows.ts';
import { givenStatement, statementOf } from '../../admin/statement-steps.ts';
import type { ConsoleForTests } from '../../support/console.ts';
import { type GivenPerson, givenPerson } from '../../support/given.ts';
import { fact, givenPayment, unique } from '../../support/payments.ts';

type World = Pick<ConsoleForTests, 'database' | 'people' | 'console'>;

let numbered = 0;

/** A member whom no other test touches, with this balance. */
export function givenSaver(owner: Pool, balance: number): Promise<GivenPerson> {
  numbered += 1;
  return givenPerson(owner, {
    username: unique('saver'),
    role: 'MEMBER',
    phone: `+226705${String(numbered).padStart(5, '0')}`,
    balance,
  });
}

type Shape = Omit<Parameters<typeof givenPayment>[1], 'by' | 'member'>;

export async function givenDeposit(world: World, member: GivenPerson, over: Partial<Shape> = {}) {
  const shape = { type: 'DEPOSIT', amount: 5_000, ...over } as const;
  return givenPayment(world.database.pool, { ...shape, by: world.people.tresorier, member });
}

export async function givenPayout(world: World, member: GivenPerson, over: Partial<Shape> = {}) {
  const shape = { type: 'WITHDRAWAL', amount: 5_000, ...over } as const;
  return givenPayment(world.database.pool, { ...shape, by: world.people.tresorier, member });
}

export const payoutFact = (over: Partial<GatewayFact>) =>
  fact({ kind: 'payout', event: 'payout.told', ...over });

/** A payout that failed, was returned, and left nevertheless while this much was in the wallet. */
export async function givenPaidTwice(world: World, left: number, amount = 5_000) {
  const { app } = world.console;
  const member = await givenSaver(world.database.owner, amount);
  const { id, reference } = await givenPayout(world, member, { amount });
  await app.settle(payoutFact({ reference, state: 'failed' }));
  if (left < amount) await givenPayout(world, member, { amount: amount - left });
  if (left > amount) await giveTo(world, member, left - amount);
  await app.settle(payoutFact({ reference }));
  return { member, id, reference };
}

/** Money that a member has from somewhere else. */
export const giveTo = (world: World, member: GivenPerson, amount: number) =>
  world.database.owner.query('select post_opening($1, $2)', [member.walletId, amount]);

export const actor = (person: GivenPerson) => JSON.stringify({ id: person.id });

/** Marks it as one that nobody could say anything about for too long. */
export const makeStale = (world: World, id: string) =>
  world.database.owner.query(
    `update queue_entry set stale_since = db_now(), stale_reason = 'payer_has_not_confirmed', queries = 3 where transaction_id = $1`,
    [id],
  );

/** Every account, as posted: our own by kind, and one member's wallet. */
export async function sums(owner: Pool, member?: GivenPerson): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ kind: string; total: string }>(
    `select a.kind, sum(p.amount)::text as total from posting p join account a on a.id = p.account_id
     where a.kind not in ('wallet', 'vault') or a.wallet_id = $1 group by 1`,
    [member?.walletId ?? null],
  );
  return Object.fromEntries(rows.map(({ kind, total }) => [kind, Number(total)]));
}

/** What was posted between two looks, without what stayed the same. */
export function moved(before: Record<string, number>, after: Record<string, number>) {
  return Object.fromEntries(
    Object.entries(after)
      .map(([kind, total]) => [kind, total - (before[kind] ?? 0)] as const)
      .filter(([, change]) => change !== 0),
  );
}

/** What moves between now and the answer's use. */
export async function watched(world: World, member: GivenPerson) {
  const before = await sums(world.database.owner, member);
  return async () => moved(before, await sums(world.database.owner, member));
}

/** Everything that a refused operation could have written. */
export async function written(owner: Pool): Promise<unknown> {
  const { rows } = await owner.query(
    `select (select count(*) from journal) as journals, (select count(*) from transaction) as transactions, (select count(*) from webhook_event) as events,
       (select count(*) from webhook_outcome) as outcomes, (select count(*) from resolution) as resolutions, (select count(*) from audit_entry) as audited,
       (select md5(string_agg(b::text, ',' order by b.id)) from break_item b) as breaks,
       (select md5(string_agg(q::text, ',' order by q.transaction_id)) from queue_entry q) as queues,
       (select md5(string_agg(r::text, ',' order by r.id)) from resolution r) as decided`,
  );
  return rows[0];
}

/** The open break about a transaction, or of a reference. */
export async function breakAbout(world: World, what: string): Promise<BreakRow> {
  const { app } = world.console;
  await app.refreshBreaks(0);
  const { rows } = await app.breaks({ actor: world.people.finance, filter: { q: what } });
  if (rows.length !== 1) throw new Error(`${rows.length} breaks are about ${what}.`);
  return rows[0]!;
}

export const openAbout = async (world: World, what: string): Promise<string[]> =>
  (await world.console.app.breaks({ actor: world.people.finance, filter: { q: what } })).rows.map(
    ({ kind }) => kind,
  );

type Params = Parameters<App['resolveBreak']>[0]['params'];

export const propose = (world: World, breakId: string, verb: string, params: Params = {}) =>
  world.console.app.resolveBreak({
    actor: world.people.finance,
    breakId,
    verb,
    params,
    reason: 'seen with the operator',
  });

export const approve = (world: World, resolutionId: string | null) =>
  world.console.app.decideResolution({
    actor: world.people.admin,
    resolutionId: resolutionId!,
    decision: 'approve',
  });

/** Proposed by finance, approved by an administrator. Answers the resolution. */
export async function resolved(world: World, breakId: string, verb: string, params: Params = {}) {
  const { resolutionId, outcome } = await propose(world, breakId, verb, params);
  if (outcome === 'proposed') await approve(world, resolutionId);
  return resolutionId!;
}

export const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

/** A deposit that was completed and then failed, with its break. */
export async function givenContradicted(world: World, balance = 1_000) {
  const { app } = world.console;
  const member = await givenSaver(world.database.owner, balance);
  const { id, reference } = await givenDeposit(world, member);
  await app.settle(fact({ reference }));
  await app.settle(fact({ reference, state: 'failed' }));
  return { member, id, reference, breakId: (await breakAbout(world, id)).id };
}

/** A payment that nobody could say anything about for too long, with its break. */
export async function givenUnknown(world: World, type: 'DEPOSIT' | 'WITHDRAWAL' = 'DEPOSIT') {
  const member = await givenSaver(world.database.owner, 6_000);
  const given = type === 'DEPOSIT' ? givenDeposit : givenPayout;
  const { id, reference } = await given(world, member);
  await makeStale(world, id);
  return { member, id, reference, breakId: (await breakAbout(world, id)).id };
}

/** A statement of this moment, imported and matched. */
export async function told(world: World, ...lines: Parameters<typeof statementOf>[0]) {
  const { app } = world.console;
  const at = new Date().toISOString();
  const text = statementOf(lines.map((line) => ({ at, ...line })));
  await givenStatement(app, world.people.finance, `${unique('statement')}.csv`, text);
  await app.refreshBreaks(0);
}

/** The lines of statements that name this reference. */
export async function lineIds(world: World, reference: string): Promise<string[]> {
  const { rows } = await world.database.pool.query<{ id: string }>(
    'select id from statement_line where reference = $1 order by id',
    [reference],
  );
  return rows.map(({ id }) => id);
}
