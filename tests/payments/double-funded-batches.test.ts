import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { GatewayFact } from '../../src/payments/gateway.ts';
import { settleFacts } from '../../src/payments/settle.ts';
import { payoutFact } from '../reconciliation/resolutions/given.ts';
import { useDatabase } from '../support/database.ts';
import { type GivenPerson, givenPeople, givenPerson, type People } from '../support/given.ts';
import { fact, type GivenPayment, givenPayment, unique } from '../support/payments.ts';

/**
 * What is held of a payout that left after its return depends on the balance at that moment, and so on the order of
 * the facts about the same wallet. Random batches must hold exactly what one by one holds, of the same payouts.
 */
const db = useDatabase();
let people: People;
let numbered = 0;

beforeAll(async () => {
  people = await givenPeople(db.owner);
});

const BALANCE = 300;
/** Two members, so that wallets are locked in both orders. */
const PAYMENTS = [
  { type: 'WITHDRAWAL', member: 0, amount: 100, state: 'ACCEPTED' },
  { type: 'WITHDRAWAL', member: 0, amount: 140, state: 'ACCEPTED' },
  { type: 'WITHDRAWAL', member: 0, amount: 60, state: 'UNKNOWN' },
  { type: 'WITHDRAWAL', member: 1, amount: 120, state: 'ACCEPTED' },
  { type: 'DEPOSIT', member: 0, amount: 50, state: 'ACCEPTED' },
  { type: 'DEPOSIT', member: 1, amount: 20, state: 'UNKNOWN' },
] as const;

interface Shape {
  readonly payment: number;
  readonly bytes: number;
  readonly state: 'completed' | 'failed';
  readonly right: boolean;
  readonly own: boolean;
}

const shape = fc.record<Shape>({
  payment: fc.nat(PAYMENTS.length - 1),
  bytes: fc.nat(60),
  state: fc.constantFrom('completed' as const, 'failed' as const),
  right: fc.oneof(
    { weight: 6, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  own: fc.boolean(),
});

async function world(shapes: readonly Shape[]) {
  const name = unique('world');
  const members: GivenPerson[] = [];
  for (const _ of [0, 1]) {
    numbered += 1;
    const phone = `+226705${String(numbered).padStart(5, '0')}`;
    members.push(
      await givenPerson(db.owner, {
        username: unique('m'),
        role: 'MEMBER',
        phone,
        balance: BALANCE,
      }),
    );
  }
  const payments: GivenPayment[] = [];
  for (const { member, ...payment } of PAYMENTS) {
    payments.push(
      await givenPayment(db.pool, { ...payment, by: people.tresorier, member: members[member]! }),
    );
  }
  const facts = shapes.map(({ payment, bytes, state, right, own }): GatewayFact => {
    const { id, reference } = payments[payment]!;
    const { type, amount, state: sent } = PAYMENTS[payment]!;
    return (type === 'DEPOSIT' ? fact : payoutFact)({
      raw: Buffer.from(`${name} ${payment} ${bytes} ${state} ${right} ${own}`),
      state,
      amount: BigInt(right ? amount : amount + 1),
      reference: own || sent === 'UNKNOWN' ? null : reference,
      ownId: own || sent === 'UNKNOWN' ? id : null,
    });
  });
  return { members, payments, facts };
}

async function books({ members, payments }: Awaited<ReturnType<typeof world>>) {
  const { rows } = await db.pool.query(
    `select t.status, array(select row(j.kind, j.step, p.line, a.kind, p.amount)::text from journal j join posting p on p.journal_id = j.id
         join account a on a.id = p.account_id where j.transaction_id = t.id order by j.step, p.line) as journals,
       array(select row(c.adjustment, c.direction, c.amount, c.status, a.kind, p.amount)::text from transaction c join journal j on j.transaction_id = c.id
         join posting p on p.journal_id = j.id join account a on a.id = p.account_id where c.corrects_id = t.id order by j.step, p.line) as corrections
     from unnest($1::uuid[]) with ordinality as x (id, ord) join transaction t on t.id = x.id order by ord`,
    [payments.map(({ id }) => id)],
  );
  const { rows: wallets } = await db.pool.query(
    `select w.balance, w.version from unnest($1::uuid[]) with ordinality as x (id, ord) join wallet w on w.id = x.id order by ord`,
    [members.map(({ walletId }) => walletId)],
  );
  return { payments: rows, wallets };
}

const settleSlice = async (facts: readonly GatewayFact[]) =>
  (await settleFacts(db.pool, facts)).map(({ outcome, reason }) => `${outcome} ${reason}`);

test('random batches hold of each payout what one by one holds', async () => {
  let held = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(shape, { minLength: 4, maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 30, maxLength: 30 }),
      async (shapes, cuts) => {
        const single = await world(shapes);
        const batched = await world(shapes);
        const one: string[] = [];
        for (const each of single.facts) one.push(...(await settleSlice([each])));
        const many: string[] = [];
        for (let at = 0, cut = 0; at < batched.facts.length; at += cuts[cut]!, cut += 1) {
          many.push(...(await settleSlice(batched.facts.slice(at, at + cuts[cut]!))));
        }
        const expected = await books(single);
        expect(many).toEqual(one);
        expect(await books(batched)).toEqual(expected);
        held += expected.payments.filter(({ corrections }) => corrections.length > 0).length;
      },
    ),
    { numRuns: 60 },
  );
  // The property says something only where something was held.
  expect(held).toBeGreaterThan(10);
});
