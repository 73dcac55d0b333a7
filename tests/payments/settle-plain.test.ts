import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GatewayFact } from '../../src/payments/gateway.ts';
import { settleFacts } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { fact, givenPayment, unique } from '../support/payments.ts';

/**
 * `settle` judges a batch of plain facts in one look, and gives every other batch to
 * `settle_facts`. Two copies of it, each of which can only go one of the two ways, show that both
 * give the same, and which facts are plain.
 */
const db = useDatabase();
let people: People;
let plain: pg.Pool;
let judged: pg.Pool;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  for (const { walletId } of [people.awa, people.moussa])
    await db.owner.query('select post_opening($1, 10000000)', [walletId]);
  plain = await variant('only_plain', /v_verdicts := settle_facts\(/, 'perform missing_way(');
  judged = await variant('only_judged', /if v_new = v_count then/, 'if false then');
});
afterAll(async () => {
  await plain.end();
  await judged.end();
});

/** `settle` with one of its ways closed, found before the other by who looks through this pool. */
async function variant(schema: string, way: RegExp, closed: string): Promise<pg.Pool> {
  const { rows } = await db.owner.query<{ text: string }>(
    `select pg_get_functiondef(oid) as text from pg_proc where proname = 'settle'`,
  );
  const text = rows[0]!.text;
  expect(text).toMatch(way);
  await db.owner.query(`create schema ${schema}`);
  await db.owner.query(text.replace('public.settle(', `${schema}.settle(`).replace(way, closed));
  return new pg.Pool({
    connectionString: db.ownerUrl,
    max: 1,
    options: `-c search_path=${schema},public`,
  });
}

interface Shape {
  readonly type: 'DEPOSIT' | 'WITHDRAWAL';
  readonly member: 'awa' | 'moussa';
  readonly state: 'completed' | 'failed';
  readonly quoted: number | null;
  readonly fee: number | null;
  readonly amount: boolean;
  readonly currency: boolean;
  readonly phone: boolean;
  readonly own: boolean;
  readonly reason: boolean;
}

const AMOUNT = 100;
const fee = fc.option(fc.integer({ min: 0, max: AMOUNT }));
const shape = fc.record<Shape>({
  type: fc.constantFrom('DEPOSIT', 'WITHDRAWAL'),
  member: fc.constantFrom('awa', 'moussa'),
  state: fc.constantFrom('completed', 'failed'),
  quoted: fee,
  fee,
  amount: fc.boolean(),
  currency: fc.boolean(),
  phone: fc.boolean(),
  own: fc.boolean(),
  reason: fc.boolean(),
});

async function given(shapes: readonly Shape[]) {
  const ids: string[] = [];
  const facts: GatewayFact[] = [];
  for (const s of shapes) {
    const member = people[s.member];
    const { id, reference } = await givenPayment(db.pool, {
      type: s.type,
      amount: AMOUNT,
      by: people.tresorier,
      member,
      ...(s.quoted === null ? {} : { fee: s.quoted }),
    });
    ids.push(id);
    facts.push(
      fact({
        kind: s.type === 'DEPOSIT' ? 'payment' : 'payout',
        state: s.state,
        reference,
        fee: s.fee === null ? null : BigInt(s.fee),
        amount: s.amount ? BigInt(AMOUNT) : null,
        currency: s.currency ? 'XOF' : null,
        phone: s.phone ? (member.phone ?? '+22670123456') : null,
        ownId: s.own ? id : null,
        failureReason: s.reason ? 'timeout' : null,
        failureMessage: s.reason ? 'Délai dépassé' : null,
      }),
    );
  }
  return { ids, facts };
}

const outcomes = async (pool: pg.Pool, facts: readonly GatewayFact[]) =>
  (await settleFacts(pool, facts)).map(({ outcome, reason }) => `${outcome} ${reason}`);

/** Everything a settlement leaves behind, but for keys and times. */
async function books(ids: readonly string[]) {
  const { rows } = await db.owner.query(
    `select t.status, t.gateway_state, t.fee, t.failure_reason, t.failure_message, t.warning, t.settled_at is not null as settled, q.queue,
       array(select row(j.kind, j.step, p.line, p.account_id, p.amount, p.version is not null)::text from journal j join posting p on p.journal_id = j.id
         where j.transaction_id = t.id order by j.step, p.line) as journals,
       array(select row(o.outcome, o.reason, o.parked_reference, e.state)::text from webhook_outcome o join webhook_event e on e.id = o.event_id
         where o.transaction_id = t.id order by o.seq) as outcomes
     from unnest($1::uuid[]) with ordinality as x (id, ord) join transaction t on t.id = x.id left join queue_entry q on q.transaction_id = t.id order by ord`,
    [ids],
  );
  return rows;
}

test('what is plain is settled as it is judged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(shape, { minLength: 1, maxLength: 16 }), async (shapes) => {
      const one = await given(shapes);
      const other = await given(shapes);
      expect(await outcomes(plain, one.facts)).toEqual(await outcomes(judged, other.facts));
      expect(await books(one.ids)).toEqual(await books(other.ids));
    }),
    { numRuns: 60 },
  );
});

describe('is judged, and not taken for plain:', () => {
  type Odd = (fact: GatewayFact) => readonly Partial<GatewayFact>[];
  const again: Partial<GatewayFact> = {};
  test.each<[string, Odd]>([
    ['an event twice', ({ raw }) => [{ raw }]],
    ['two events about one transaction', () => [again]],
    ['an unknown reference', () => [{ reference: unique('nobody') }]],
    ['no reference', () => [{ reference: null }]],
    ['an amount that differs', () => [{ amount: 99n }]],
    ['a currency that differs', () => [{ currency: 'XAF' }]],
    ['a phone that differs', () => [{ phone: '+22670999999' }]],
    ['another id of ours', () => [{ ownId: '01900000-0000-7000-8000-000000000001' }]],
    ['a fee above the amount', () => [{ fee: 101n }]],
    ['a problem', () => [{ problem: 'fields_disagree' }]],
    ['no state', () => [{ state: null }]],
    ['no kind', () => [{ kind: null }]],
    ['the other kind', () => [{ kind: 'payout' }]],
    ['the other dialect', () => [{ dialect: 'v1' }]],
  ])('%s', async (_, odd) => {
    const plainShape: Shape = {
      type: 'DEPOSIT',
      member: 'awa',
      state: 'completed',
      quoted: null,
      fee: null,
      amount: true,
      currency: false,
      phone: false,
      own: false,
      reason: false,
    };
    const { facts, ids } = await given([plainShape, plainShape]);
    const [first, second] = facts as [GatewayFact, GatewayFact];
    const batch = [
      first,
      ...odd(first).map((over) => ({ ...first, raw: Buffer.from(unique('raw')), ...over })),
    ];
    await expect(settleFacts(plain, batch)).rejects.toThrow(/missing_way/);
    const { rows } = await db.owner.query('select status from transaction where id = any ($1)', [
      ids,
    ]);
    expect(rows).toEqual([{ status: 'PENDING' }, { status: 'PENDING' }]);
    expect(await outcomes(plain, [second])).toEqual(['completed null']);
  });

  test('a transaction that is final', async () => {
    const shapes = fc.sample(shape, 1);
    const { facts } = await given(shapes);
    await settleFacts(plain, facts);
    const word = { ...facts[0]!, raw: Buffer.from(unique('raw')) };
    await expect(settleFacts(plain, [word])).rejects.toThrow(/missing_way/);
    expect(await outcomes(judged, [word])).toEqual(['duplicate null']);
  });
});
