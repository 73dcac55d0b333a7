import fc from 'fast-check';
import type pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import type { GatewayFact } from '../../src/payments/gateway.ts';
import { settleFacts } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { type GivenPerson, givenPeople, type People } from '../support/given.ts';
import { fact, type GivenPayment, givenPayment, unique } from '../support/payments.ts';

/**
 * A batch must give exactly what its facts would give one by one. The same facts about the same
 * fresh payments are settled in one world one at a time, in the other cut into random batches;
 * outcomes, states, fees, journals and balances must be the same.
 */
const db = useDatabase();
let people: People;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  for (const { walletId } of [people.awa, people.moussa])
    await db.owner.query('select post_opening($1, 1000000)', [walletId]);
});

interface Shape {
  readonly payment: number;
  readonly bytes: number;
  readonly kind: 'payment' | 'payout' | null;
  readonly state: 'completed' | 'failed' | null;
  readonly amount: 'right' | 'wrong' | 'absent';
  readonly fee: number | null;
  readonly by: 'reference' | 'own' | 'both' | 'new number' | 'own, new number' | 'nothing';
  readonly problem: boolean;
}

const PAYMENTS = [
  { type: 'DEPOSIT', state: 'ACCEPTED', member: 'awa' },
  { type: 'DEPOSIT', state: 'UNKNOWN', member: 'awa' },
  { type: 'WITHDRAWAL', state: 'UNKNOWN', member: 'awa' },
  { type: 'WITHDRAWAL', state: 'ACCEPTED', member: 'awa' },
  { type: 'WITHDRAWAL', state: 'SENDING', member: 'moussa' },
  { type: 'DEPOSIT', state: 'NOT_SENT', member: 'moussa' },
] as const;

const shape = fc.record<Shape>({
  payment: fc.nat(PAYMENTS.length - 1),
  bytes: fc.nat(40),
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('payment' as const, 'payout' as const) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  state: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('completed' as const, 'failed' as const) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  amount: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('right' as const, 'absent' as const) },
    { weight: 1, arbitrary: fc.constant('wrong' as const) },
  ),
  fee: fc.option(fc.integer({ min: 0, max: 20 })),
  by: fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        'reference' as const,
        'own' as const,
        'both' as const,
        'new number' as const,
        'own, new number' as const,
      ),
    },
    { weight: 1, arbitrary: fc.constant('nothing' as const) },
  ),
  problem: fc.oneof(
    { weight: 6, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
});

const AMOUNT = 100;

async function world(name: string, shapes: readonly Shape[]) {
  const members: Record<string, GivenPerson> = { awa: people.awa, moussa: people.moussa };
  const payments: GivenPayment[] = [];
  for (const { type, state, member } of PAYMENTS) {
    payments.push(
      await givenPayment(db.pool, {
        type,
        state,
        amount: AMOUNT,
        ...(state === 'ACCEPTED' ? { fee: 3 } : {}),
        by: people.tresorier,
        member: members[member]!,
      }),
    );
  }
  const facts = shapes.map((s): GatewayFact => {
    const { id, reference } = payments[s.payment]!;
    return fact({
      // The same number of bytes: the same event delivered again, with the content that it had first.
      raw: Buffer.from(`${name} ${s.bytes}`),
      kind: s.kind,
      state: s.state,
      amount: s.amount === 'absent' ? null : s.amount === 'right' ? BigInt(AMOUNT) : 1n,
      fee: s.fee === null ? null : BigInt(s.fee),
      reference: referenceOf(s, name, reference),
      ownId: s.by === 'own' || s.by === 'both' || s.by === 'own, new number' ? id : null,
      problem: s.problem ? 'fields_disagree' : null,
    });
  });
  return { payments, facts: consistentBytes(facts) };
}

/** "New number": the same for all of a world, so that facts about several payments fight for it. */
function referenceOf({ by }: Shape, name: string, reference: string): string | null {
  if (by === 'reference' || by === 'both') return reference;
  if (by === 'own') return null;
  return by === 'nothing' ? `${name}-unknown` : `${name}-new`;
}

/** The same bytes always read as the same fact. */
function consistentBytes(facts: readonly GatewayFact[]): GatewayFact[] {
  const first = new Map<string, GatewayFact>();
  return facts.map((one) => {
    const key = one.raw.toString();
    if (!first.has(key)) first.set(key, one);
    return first.get(key)!;
  });
}

async function settleSlice(pool: pg.Pool, facts: readonly GatewayFact[]): Promise<string[]> {
  const settled = await settleFacts(pool, facts);
  return settled.map(({ outcome, reason }) => `${outcome} ${reason}`);
}

async function books(ids: readonly string[]) {
  const { rows } = await db.pool.query(
    `select t.status, t.gateway_state, t.fee, substring(t.gateway_reference from '-new$') as number, array(select row(j.kind, j.step, p.line, p.amount)::text from journal j join posting p on p.journal_id = j.id
       where j.transaction_id = t.id order by j.step, p.line) as journals, q.queue
     from unnest($1::uuid[]) with ordinality as x (id, ord) join transaction t on t.id = x.id left join queue_entry q on q.transaction_id = t.id order by ord`,
    [ids],
  );
  return rows;
}

test('the same facts in random batches give the outcomes and books of one by one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(shape, { minLength: 1, maxLength: 25 }),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 25, maxLength: 25 }),
      async (shapes, cuts) => {
        const single = await world(unique('single'), shapes);
        const batched = await world(unique('batched'), shapes);
        const one: string[] = [];
        for (const f of single.facts) one.push(...(await settleSlice(db.pool, [f])));
        const many: string[] = [];
        for (let at = 0, cut = 0; at < batched.facts.length; at += cuts[cut]!, cut += 1) {
          many.push(...(await settleSlice(db.pool, batched.facts.slice(at, at + cuts[cut]!))));
        }
        expect(many).toEqual(one);
        expect(await books(batched.payments.map((p) => p.id))).toEqual(
          await books(single.payments.map((p) => p.id)),
        );
      },
    ),
    { numRuns: 150 },
  );
});
