import { beforeEach, expect, test } from 'vitest';
import { runJob } from '../../../jobs/run.ts';
import { dayBefore, givenDepositOn } from '../../admin/proof-steps.ts';
import { useConsole } from '../../support/console.ts';
import { ASKABLE, MUTE, playedGateway } from '../../support/played-gateway.ts';

const played = playedGateway();
const world = useConsole({ wrapGateway: played.wrapGateway });

beforeEach(() => {
  played.play.can = ASKABLE;
});

const run = () => runJob(world.console.app, 'prove-day');
const yesterday = () => dayBefore(world.console.app.clock.now());
/** What the gateway should hold by now, or by the end of that day where nobody said what it held. */
const expectedOn = async (day: string): Promise<number> => {
  const { equation } = await world.console.app.proof({ actor: world.people.finance, day });
  return Number(equation.expected);
};
const expectedNow = () => expectedOn(dayBefore(world.console.app.clock.now(), 0));
let atMidnight = 0;

const gateway = (balance: number) => {
  played.play.balance = { kind: 'told', balance: BigInt(balance), currency: 'XOF' };
};

const readings = async () =>
  (
    await world.database.pool.query<{ amount: string; source: string; by_id: string | null }>(
      'select amount::text as amount, source, by_id from balance_reading where day = $1 order by recorded_at',
      [yesterday()],
    )
  ).rows;

const gaps = async () =>
  (
    await world.database.pool.query<{ difference: string; closed_by: string | null }>(
      `select difference::text as difference, closed_by from break_item where kind = 'proof_gap' order by opened_at`,
    )
  ).rows;

const told = async () =>
  (
    await world.database.pool.query<{ amount: string }>(
      `select data ->> 'amount' as amount from notice where kind = 'proof_failed' order by created_at`,
    )
  ).rows.map(({ amount }) => amount);

test('a gateway that tells nothing leaves the day unproved, and only the report says so', async () => {
  await givenDepositOn(world, yesterday(), { amount: 7_000, fee: 105 });
  atMidnight = await expectedOn(yesterday());
  played.play.can = MUTE;
  expect(await run()).toMatchObject({
    ok: true,
    summary: expect.stringContaining(`${yesterday()} in XOF: not proved`),
  });
  expect([await readings(), await gaps(), await told()]).toEqual([[], [], []]);
});

test('francs that nothing explains fail the proof: a break, a notice, and a reading that is nobody’s', async () => {
  const balance = (await expectedNow()) + 40;
  gateway(balance);
  expect(await run()).toMatchObject({
    ok: false,
    summary: expect.stringContaining('40 franc(s) are unexplained'),
  });
  expect(await readings()).toEqual([{ amount: String(balance), source: 'queried', by_id: null }]);
  expect(await gaps()).toEqual([{ difference: '40', closed_by: null }]);
  expect(await told()).toEqual(['40']);
});

test('a second run asks nothing again, and keeps one break and one notice', async () => {
  gateway(1);
  expect(await run()).toMatchObject({ ok: false });
  expect(await readings()).toHaveLength(1);
  expect(await gaps()).toHaveLength(1);
  expect(await told()).toEqual(['40']);
});

test('what a person typed in meanwhile is what it proves, and the break is closed when it adds up', async () => {
  const actor = world.people.finance;
  await world.console.app.recordBalance({ actor, day: yesterday(), amount: String(atMidnight) });
  expect(await run()).toMatchObject({
    ok: true,
    summary: expect.stringContaining('every franc is explained'),
  });
  expect(await gaps()).toEqual([{ difference: '40', closed_by: 'cleared' }]);
  await world.console.app.closeDay({ actor, day: yesterday() });
  expect(await run()).toMatchObject({ ok: true, changed: 0 });
});
