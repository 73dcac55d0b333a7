import type {
  BreakRow,
  BreakStory,
  ManyRow,
  Posting,
} from '../../src/admin/components/breaks/answers.ts';
import type {
  BreakFigures,
  Officer,
  SavedView,
} from '../../src/admin/components/breaks/queue-answers.ts';
import type { ConsoleForTests } from '../support/console.ts';
import { type GivenPerson, givenPerson } from '../support/given.ts';
import { fact, givenPayment, unique } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { givenMember } from './given.ts';
import { givenStatement, statementOf } from './statement-steps.ts';

const ACCEPT = { accept: 'application/json' };

/** Another officer of finance, so that there is a second pair of eyes. */
export const givenOfficer = (
  { database }: Pick<ConsoleForTests, 'database'>,
  username: string,
  fullName: string,
): Promise<GivenPerson> => givenPerson(database.owner, { username, role: 'FINANCE', fullName });

/** Messages about payments that nobody here knows: francs at GetMiPay that nothing explains. */
export async function givenOrphans(world: ConsoleForTests, count: number): Promise<void> {
  const { app } = world.console;
  for (let made = 0; made < count; made += 1) {
    const amount = BigInt(1_000 + made * 500);
    const phone = `+226701240${String(made).padStart(2, '0')}`;
    await app.settle(
      fact({ reference: unique('orphan'), amount, phone, currency: 'XOF', raw: raw('completed') }),
    );
  }
}

/** Deposits that nobody paid on their phone: late, and one person may set them aside. */
export async function givenUnpaid(
  world: ConsoleForTests,
  member: GivenPerson,
  count: number,
): Promise<void> {
  const { database, people } = world;
  for (let made = 0; made < count; made += 1) {
    const amount = 2_000 + made * 250;
    const paid = { type: 'DEPOSIT', amount, by: people.tresorier, member } as const;
    const { id } = await givenPayment(database.pool, paid);
    await database.owner.query(
      `update queue_entry set stale_since = db_now(), stale_reason = 'payer_has_not_confirmed' where transaction_id = $1`,
      [id],
    );
  }
}

/** Deposits that were completed, and then failed: the first word stands, and a person decides. */
export async function givenContradicted(
  world: ConsoleForTests,
  member: GivenPerson,
  count: number,
): Promise<void> {
  const { database, people, console } = world;
  for (let made = 0; made < count; made += 1) {
    const amount = 5_000 + made * 1_000;
    const paid = { type: 'DEPOSIT', amount, by: people.tresorier, member } as const;
    const { reference } = await givenPayment(database.pool, paid);
    const told = { reference, amount: BigInt(amount), currency: 'XOF' as const };
    await console.app.settle(fact({ ...told, raw: raw('completed') }));
    await console.app.settle(fact({ ...told, state: 'failed', raw: raw('failed') }));
  }
}

/** A queue of sixteen breaks: eight orphans, four deposits that nobody paid, four contradicted ones. */
export async function givenQueue(world: ConsoleForTests): Promise<void> {
  await givenOfficer(world, 'finance2', 'Finance Deux');
  const member = await givenMember(world, { fullName: 'Mariam Kaboré' });
  await givenOrphans(world, 8);
  await givenUnpaid(world, member, 4);
  await givenContradicted(world, member, 4);
  await openBreaks(world);
}

/** Opens a break for all of it, without the grace that a message on its way has. */
export const openBreaks = (world: ConsoleForTests) => world.console.app.refreshBreaks(0);

const raw = (state: string): Buffer =>
  Buffer.from(JSON.stringify({ id: unique('event'), event: `payment.${state}` }));

/** The doors' answers, as far as the tests read them. */
export interface Told {
  readonly status: number;
  readonly body: Partial<Omit<BreakStory, 'row'>> & {
    readonly row?: BreakRow;
    readonly rows?: readonly BreakRow[];
    readonly count?: number;
    readonly value?: string;
    readonly next?: string | null;
    readonly byAge?: BreakFigures['byAge'];
    readonly proposed?: number;
    readonly mine?: number;
    readonly officers?: readonly Officer[];
    readonly views?: readonly SavedView[];
    readonly outcome?: string;
    readonly resolutionId?: string;
    readonly results?: readonly (ManyRow & { readonly resolutionId?: string })[];
    readonly left?: number;
    readonly postings?: readonly Posting[];
    readonly needsChecker?: boolean;
    readonly error?: { readonly code: string; readonly message: string };
  };
}

/** Reads one address of the panel's own doors. */
export async function read(who: Visitor, path: string): Promise<Told> {
  const { status, text } = await who.get(`/admin/api${path}`, ACCEPT);
  return { status, body: JSON.parse(text) };
}

/** Open breaks that nobody has proposed an answer to. */
export const unproposed = async (who: Visitor, query: string): Promise<readonly BreakRow[]> =>
  ((await read(who, `/breaks?${query}`)).body.rows ?? []).filter(
    ({ proposal }) => proposal === null,
  );

export async function send(
  who: Visitor,
  path: string,
  data: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Told> {
  const { status, text } = await who.postJson(`/admin/api${path}`, data, headers);
  return { status, body: JSON.parse(text) };
}

/**
 * A statement that knows more than we do: a deposit whose message never came, one of another amount, and one
 * that nobody here knows.
 */
export async function givenDifferences(world: ConsoleForTests, member: GivenPerson): Promise<void> {
  const { database, people, console } = world;
  const of = { type: 'DEPOSIT', by: people.tresorier, member } as const;
  const silent = await givenPayment(database.pool, { ...of, amount: 15_000 });
  const other = await givenPayment(database.pool, { ...of, amount: 8_000 });
  const told = { reference: other.reference, amount: 8_000n, raw: raw('completed') };
  await console.app.settle(fact(told));
  const at = new Date().toISOString();
  const lines = [
    { reference: silent.reference, amount: '15000', at },
    { reference: other.reference, amount: '8500', at },
    { reference: unique('elsewhere'), amount: '42000', at },
  ];
  await givenStatement(console.app, people.finance, 'releve-du-jour.csv', statementOf(lines));
}
