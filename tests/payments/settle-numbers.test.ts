import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { GatewayFact } from '../../src/payments/gateway.ts';
import { settleFacts } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { fact, type GivenPayment, givenPayment, unique } from '../support/payments.ts';

/**
 * As `settle-batches`, but dense: three payments, two new numbers that they fight for, facts that were
 * parked before, fees and redeliveries. Each event's own chain of outcomes must be the same as well.
 */
const db = useDatabase();
let people: People;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  await db.owner.query('select post_opening($1, 1000000)', [people.awa.walletId]);
});

const PAYMENTS = [
  { type: 'DEPOSIT', state: 'UNKNOWN', fits: 'payment', other: 'payout' },
  { type: 'WITHDRAWAL', state: 'UNKNOWN', fits: 'payout', other: 'payment' },
  { type: 'DEPOSIT', state: 'ACCEPTED', fits: 'payment', other: 'payout', fee: 3 },
] as const;

const oneOf = <T>(...weighted: readonly [weight: number, value: T][]) =>
  fc.oneof(...weighted.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const shape = fc.record({
  bytes: fc.nat(9),
  payment: oneOf([3, 0], [1, 1], [1, 2]),
  kind: oneOf<'fits' | 'other' | null>([7, 'fits'], [1, 'other'], [1, null]),
  state: oneOf<'completed' | 'failed' | null>([5, 'completed'], [1, 'failed'], [1, null]),
  reference: oneOf<'R' | 'S' | 'stored' | 'own id' | null>(
    [3, 'R'],
    [1, 'S'],
    [1, 'stored'],
    [1, 'own id'],
    [1, null],
  ),
  ownId: oneOf<number | null>([3, 0], [1, 1], [1, 2], [1, null]),
  fee: fc.option(fc.nat(9)),
  amount: oneOf<bigint | null>([4, null], [1, 100n], [1, 7n]),
  source: fc.constantFrom('webhook' as const, 'status_query' as const),
});
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

interface World {
  readonly name: string;
  readonly payments: readonly GivenPayment[];
  /** The same bytes from the same source always read as the same fact. */
  readonly events: Map<string, GatewayFact>;
}

async function world(): Promise<World> {
  const payments: GivenPayment[] = [];
  for (const { type, state, ...quoted } of PAYMENTS) {
    payments.push(
      await givenPayment(db.pool, {
        type,
        state,
        amount: 100,
        by: people.tresorier,
        member: people.awa,
        dialect: 'v1',
        ...('fee' in quoted ? { fee: quoted.fee } : {}),
      }),
    );
  }
  return { name: unique('world'), payments, events: new Map() };
}

function factIn({ name, payments, events }: World, s: Shape): GatewayFact {
  const key = `${s.source} ${s.bytes}`;
  const known = events.get(key);
  if (known) return known;
  const { id, reference } = payments[s.payment]!;
  const references = { R: `${name}R`, S: `${name}S`, stored: reference, 'own id': id };
  const made = fact({
    dialect: 'v1',
    source: s.source,
    raw: Buffer.from(`${name} ${s.bytes}`),
    kind: s.kind && PAYMENTS[s.payment]![s.kind],
    state: s.state,
    reference: s.reference && references[s.reference],
    ownId: s.ownId === null ? null : payments[s.ownId]!.id,
    fee: s.fee === null ? null : BigInt(s.fee),
    amount: s.amount,
  });
  events.set(key, made);
  return made;
}

/** What each fact was answered, what became of the payments, and what was decided about each event. */
async function settled(shapes: readonly Shape[], early: readonly Shape[], cuts: readonly number[]) {
  const here = await world();
  const facts = [...early, ...shapes].map((one) => factIn(here, one));
  const answers: string[] = [];
  const sizes = [...early.map(() => 1), ...cuts];
  for (let at = 0, next = 0; at < facts.length; next += 1) {
    const size = sizes[next] ?? 1;
    const told = await settleFacts(db.pool, facts.slice(at, at + size));
    answers.push(...told.map(({ outcome, reason }) => `${outcome} ${reason}`));
    at += size;
  }
  const { rows: books } = await db.pool.query(
    `select t.status, t.fee, substring(t.gateway_reference from '[RS]$') as number, array(select row(j.kind, j.step, p.line, p.amount)::text
       from journal j join posting p on p.journal_id = j.id where j.transaction_id = t.id order by j.step, p.line) as journals
     from unnest($1::uuid[]) with ordinality x (id, ord) join transaction t on t.id = x.id order by ord`,
    [here.payments.map(({ id }) => id)],
  );
  const { rows: chains } = await db.pool.query(
    `select e.source || substring(convert_from(e.raw, 'UTF8') from ' [0-9]+$') as event,
       array_agg(o.outcome || ' ' || coalesce(o.reason, '') order by o.seq) as outcomes
     from webhook_event e join webhook_outcome o on o.event_id = e.id where e.raw = any ($1) group by 1 order by 1`,
    [[...here.events.values()].map(({ raw }) => raw)],
  );
  return { answers, books, chains };
}

test('facts that bring each other’s numbers give in random batches what they give one by one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(shape, { maxLength: 4 }),
      fc.array(shape, { minLength: 2, maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 12, maxLength: 12 }),
      async (early, shapes, cuts) => {
        expect(await settled(shapes, early, cuts)).toEqual(await settled(shapes, early, []));
      },
    ),
    { numRuns: 60 },
  );
});
