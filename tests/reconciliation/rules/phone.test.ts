import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { csv, imported, linesOf, newFolder, noon } from '../import/given.ts';
import { type Drawn, paired, type Rule } from './oracle.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
let runs = 0;

const phoneOf = (nth: number): string => `+22671${String(runs).padStart(3, '0')}${100 + nth}`;
const start = () => noon(40);
const later = (minutes: number): Date => new Date(start().getTime() + minutes * 60_000);

/** Deposits that were sent, and of which nobody has heard: open, or settled after so many minutes. */
async function given(transactions: readonly (Drawn & { took: number })[]): Promise<string[]> {
  const { database, people } = world;
  const ids: string[] = [];
  for (const [nth, { phone, amount, at, took }] of transactions.entries()) {
    const { rows } = await database.owner.query<{ id: string }>(
      `insert into transaction (id, type, status, gateway_state, user_id, wallet_id, amount, currency, method, phone, dialect, initiated_by, idempotency_key, fingerprint,
         created_at, pending_at, sent_at, settled_at, failure_reason)
       select overlay(uuid_v7()::text placing left(first_id_at($5)::text, 13) from 1)::uuid, 'DEPOSIT', case when $6::timestamptz is null then 'PENDING' else 'FAILED' end, 'ACCEPTED',
         $1, $2, $3, 'XOF', 'wave', $4, 'initiate', $1, $7, 'f', $5, $5, $5, $6, case when $6::timestamptz is not null then 'unknown' end returning id`,
      [
        people.awa.id,
        people.awa.walletId,
        amount,
        phoneOf(phone),
        later(at),
        took > 0 ? later(at + took) : null,
        `phone-${runs}-${nth}`,
      ],
    );
    ids.push(rows[0]!.id);
    await database.owner.query(`insert into queue_entry (transaction_id, queue) values ($1, $2)`, [
      rows[0]!.id,
      took === 0 ? 'OPEN' : 'FAILED',
    ]);
  }
  return ids;
}

const setRule = ({ tolerance, within }: Rule) =>
  world.database.owner.query(
    `update match_rule set tolerance = $1, within = $2 * interval '1 minute' where basis = 'phone_amount'`,
    [tolerance, within],
  );

const drawn = fc.record({
  phone: fc.integer({ min: 0, max: 1 }),
  amount: fc.integer({ min: 500, max: 502 }),
  at: fc.integer({ min: 0, max: 9 }).map((n) => n * 20),
});

test('pairs exactly where a line and a transaction are each other’s only candidate', async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(drawn, fc.constantFrom(true, true, false)), { minLength: 1, maxLength: 6 }),
      fc.array(fc.tuple(drawn, fc.constantFrom(0, 5, 45)), { minLength: 1, maxLength: 5 }),
      fc.record({ tolerance: fc.constantFrom(0, 1), within: fc.constantFrom(20, 60, 120) }),
      async (lineTuples, transactionTuples, rule) => {
        runs += 1;
        const lines = lineTuples.map(([line, deposit]) => ({ ...line, deposit }));
        const transactions = transactionTuples.map(([one, took]) => ({ ...one, took }));
        await setRule(rule);
        const ids = await given(transactions);
        const file = await imported(
          world,
          csv(
            ...lines.map(({ phone, amount, at, deposit }, nth) => ({
              reference: `P-${runs}-${nth}`,
              phone: phoneOf(phone),
              amount,
              at: later(at),
              type: deposit ? ('deposit' as const) : ('payout' as const),
            })),
          ),
        );
        const expected = paired(lines, transactions, rule);
        made += expected.filter((one) => one !== null).length;
        const found = await linesOf(world.database.pool, file.id);
        expect(found.map(({ transactionId }) => transactionId)).toEqual(
          expected.map((nth) => (nth === null ? null : ids[nth])),
        );
        expect(found.map(({ rule: by }) => by)).toEqual(
          expected.map((nth) => (nth === null ? null : 'phone_amount')),
        );
      },
    ),
    { numRuns: 60 },
  );
  expect(made).toBeGreaterThan(10);
});
