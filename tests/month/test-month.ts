import { expect, test } from 'vitest';
import type { Dialect } from '../../src/payments/gateway.ts';
import { type TestDatabase, useDatabase } from '../support/database.ts';
import { type GivenPerson, givenPerson, givenTontine } from '../support/given.ts';
import { type Comparison, compare } from './compare.ts';
import { type Lived, liveMonth } from './live-month.ts';
import { startWorld } from './world.ts';

/** Longer months: `MONTH_ORDERS=100 MONTH_SEED=8 npm run month`. */
const SEED = Number(process.env['MONTH_SEED'] ?? 7);
const PER_DAY = Number(process.env['MONTH_ORDERS'] ?? 16);
const DAYS = 30;
const START = Date.UTC(2026, 8, 1);
const HOUR_MS = 3_600_000;

/** One test, in a file of its own for each dialect: a test file has one database. */
export function testMonth(dialect: Dialect): void {
  const database = useDatabase();
  test(`a month of ${dialect}, 30 % of the answers lost, 20 % of the webhooks late, 10 % twice: every franc agrees`, {
    timeout: 1_800_000,
  }, async () => {
    const cast = await givenCast(database);
    const world = await startWorld(database, {
      dialect,
      start: START,
      scenario: {
        seed: `month ${SEED}`,
        answerLost: 0.3,
        requestLost: 0.01,
        webhooks: {
          late: 0.2,
          lateMs: { fromMs: 60_000, toMs: 48 * HOUR_MS },
          duplicate: 0.1,
          neverSent: 0.02,
        },
        fees: { paymentsPerMille: 30 },
        payers: { pay: 0.85, refuse: 0.1, delayMs: { fromMs: 20_000, toMs: 6 * HOUR_MS } },
        payoutFailures: 0.05,
      },
    });
    try {
      const lived = await liveMonth(world, cast, {
        seed: SEED,
        start: START,
        days: DAYS,
        perDay: PER_DAY,
      });
      const compared = await compare(
        database.owner,
        world.sandbox.operations(),
        world.sandbox.books('XOF').balance,
        world.app.gatewayState().can.statusQuery,
      );
      console.log(report(dialect, lived, compared));
      expect(compared).toMatchObject({
        difference: 0n,
        sentTwice: [],
        returnedThoughPaid: [],
        creditedThoughUnpaid: [],
        open: { 'ours to settle': [] },
      });
      expect(lived.taken).toBeGreaterThan((DAYS * PER_DAY) / 2);
      expect(compared.final).toBeGreaterThan(compared.transactions * 0.8);
    } finally {
      await world.close();
    }
  });
}

async function givenCast({ owner }: TestDatabase) {
  const treasurer = await givenPerson(owner, { username: 'treasurer', role: 'TREASURER' });
  const checker = await givenPerson(owner, { username: 'checker', role: 'FINANCE' });
  const members: GivenPerson[] = [];
  for (let made = 0; made < 12; made += 1) {
    members.push(
      await givenPerson(owner, {
        username: `member${made}`,
        role: 'MEMBER',
        phone: `+22670${String(300_000 + made)}`,
      }),
    );
  }
  const tontineId = await givenTontine(owner, 'Tontine du mois', treasurer, members);
  return { members, checker, treasurer: { ...treasurer, tontineId } };
}

function report(dialect: string, lived: Lived, compared: Comparison): string {
  const { transactions, final, open, difference } = compared;
  const share = ((final / transactions) * 100).toFixed(1);
  const reasons = Object.entries(open).map(([why, ids]) => `${ids.length} ${why}`);
  return [
    `simulated month, ${dialect}, seed ${SEED}: ${lived.asked} orders asked for, ${lived.taken} taken, refused ${JSON.stringify(lived.refused)}`,
    `  ${final} of ${transactions} settled without a person (${share} %); open: ${reasons.join(', ')}`,
    `  difference between our float and GetMiPay's balance: ${difference} F`,
  ].join('\n');
}
