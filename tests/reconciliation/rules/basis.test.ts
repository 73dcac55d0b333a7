import { beforeAll, expect, test } from 'vitest';
import { backTestRule } from '../../../src/reconciliation/rules/try-rule.ts';
import { useDatabase } from '../../support/database.ts';
import { givenPeople, type People } from '../../support/given.ts';
import { givenPayment, unique } from '../../support/payments.ts';

const db = useDatabase();
let people: People;

beforeAll(async () => {
  people = await givenPeople(db.owner);
});

const METHODS = ['orange_money', 'wave'];
const tried = (basis: string, over: object = {}) =>
  backTestRule(
    { pool: db.pool, methods: METHODS },
    {
      actor: people.finance,
      rule: { name: 'x', priority: 1, basis, tolerance: '0', windowMinutes: 60, ...over },
    },
  );

const given = (amount: number) =>
  givenPayment(db.pool, { type: 'DEPOSIT', amount, by: people.tresorier, member: people.awa });

/** A line that a person paired with `chosen`. */
async function decided(
  chosen: string,
  line: { amount: number; ownId?: string; reference?: string; phone?: string | null },
): Promise<void> {
  const { amount, ownId = null, reference = unique('LINE'), phone = null } = line;
  await db.owner.query(
    `insert into statement_line (file_id, series, line_no, kind, state, own_id, reference, amount, currency, phone, occurred_at, transaction_id, outcome, rule)
     values (uuid_v7(), $1, 1, 'payment', 'completed', $2, $3, $4, 'XOF', $5, db_now(), $6, 'matched', 'by_hand')`,
    [unique('series'), ownId, reference, amount, phone, chosen],
  );
}

test('a back-test pairs by its own basis only, and tells right from wrong by what people chose', async () => {
  const [one, two, three, other] = await Promise.all([901, 902, 903, 904].map(given));
  await decided(one!.id, { amount: 901, ownId: one!.id });
  await decided(two!.id, { amount: 902, reference: two!.reference });
  await decided(three!.id, { amount: 903, phone: people.awa.phone });
  // The person saw that another deposit was meant.
  await decided(one!.id, { amount: 904, phone: people.awa.phone });
  expect(await tried('own_reference')).toMatchObject({
    decisions: 4,
    would: 1,
    right: 1,
    wrong: 0,
  });
  expect(await tried('gateway_reference')).toMatchObject({ would: 1, right: 1, wrong: 0 });
  expect(await tried('phone_amount')).toMatchObject({
    would: 2,
    right: 1,
    wrong: 1,
    wrongValue: '904',
    samples: [expect.objectContaining({ transactionId: other!.id, chosenId: one!.id })],
  });
  // Within a franc, each line fits two deposits: the rule would leave both alone.
  expect(await tried('phone_amount', { tolerance: '1' })).toMatchObject({ would: 0 });
});
