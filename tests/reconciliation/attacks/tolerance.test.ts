import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import { codeOf, givenDeposit, givenSaver, resolved, sums } from '../resolutions/given.ts';
import { breaksAbout, openOnes, outcomesOf, toldByUs, toldByWave } from './given.ts';

const world = useConsole();
const rule = (basis: string, sql: string) =>
  world.database.owner.query(`update match_rule set ${sql} where basis=$1`, [basis]);
const items = async () =>
  (
    await world.database.owner.query(`select coalesce(sum(x.a),0)::text as s from (
  select difference as a from break_item where resolved_at is null
  union all select difference from statement_line where outcome='matched' and difference<>0) x`)
  ).rows[0].s;

async function completed(amount = 5_000) {
  const member = await givenSaver(world.database.owner, 0);
  const d = await givenDeposit(world, member, { amount });
  await world.console.app.settle(fact({ reference: d.reference, amount: BigInt(amount) }));
  return d;
}

test('a tolerated line stays named when the tolerance is taken back', async () => {
  await rule('own_reference', 'tolerance=100');
  const d = await completed();
  await toldByUs(world, { ownId: d.id, reference: d.reference, amount: 5_060 });
  expect(await outcomesOf(world, d.reference)).toEqual(['matched']);
  const before = await items();
  await rule('own_reference', 'tolerance=0');
  await world.console.app.refreshBreaks(0);
  expect(await items()).toBe(before);
});

test('an open mismatch, tolerance on, refreshed, tolerance off: francs stay named', async () => {
  await rule('own_reference', 'tolerance=0');
  const d = await completed();
  await toldByUs(world, { ownId: d.id, reference: d.reference, amount: 5_060 });
  expect(await openOnes(world, d.id)).toEqual([['amount_mismatch', '60']]);
  const before = await items();
  await rule('own_reference', 'tolerance=100');
  await world.console.app.refreshBreaks(0);
  expect(await openOnes(world, d.id)).toEqual([]);
  expect(await items()).toBe(before);
  await rule('own_reference', 'tolerance=0');
});

test('the francs of a mismatch that waits for the second person are named once, tolerated or booked', async () => {
  const d = await completed();
  await toldByUs(world, { ownId: d.id, reference: d.reference, amount: 5_060 });
  const [b] = await breaksAbout(world, d.id);
  const { resolutionId } = await world.console.app.resolveBreak({
    actor: world.people.finance,
    breakId: b!.id,
    verb: 'post_suspense',
    params: {},
    reason: 'because of it',
  });
  await rule('own_reference', 'tolerance=100');
  await world.console.app.refreshBreaks(0);
  const s0 = await sums(world.database.owner);
  await codeOf(
    world.console.app.decideResolution({
      actor: world.people.admin,
      resolutionId: resolutionId!,
      decision: 'approve',
    }),
  );
  const s1 = await sums(world.database.owner);
  await world.console.app.refreshBreaks(0);
  const booked = (s1['suspense'] ?? 0) - (s0['suspense'] ?? 0);
  const { rows } = await world.database.owner.query(
    `select coalesce(sum(difference),0)::int as n from statement_line where transaction_id=$1`,
    [d.id],
  );
  const open = (await openOnes(world, d.id)).reduce((n, [, x]) => n + Number(x), 0);
  await rule('own_reference', 'tolerance=0');
  // Tolerated or booked: once.
  expect(booked + open + rows[0].n).toBe(60);
});

test('a booked mismatch, then tolerance on and refresh: nothing opens, nothing doubles', async () => {
  const d = await completed();
  await toldByUs(world, { ownId: d.id, reference: d.reference, amount: 5_060 });
  const [b] = await breaksAbout(world, d.id);
  await resolved(world, b!.id, 'post_suspense');
  const before = await items();
  await rule('own_reference', 'tolerance=100');
  await world.console.app.refreshBreaks(0);
  await toldByWave(world, { ownId: d.id, reference: unique('W'), amount: 5_060 });
  await rule('own_reference', 'tolerance=0');
  await world.console.app.refreshBreaks(0);
  expect(await openOnes(world, d.id)).toEqual([]);
  expect(Number(await items()) - Number(before)).toBe(0);
});

test('own reference off: a line that names us goes by other rules, and on again finds us', async () => {
  await rule('own_reference', 'enabled=false');
  const d = await completed();
  await toldByUs(world, { ownId: d.id, reference: unique('else'), phone: '+22670777777' });
  expect(await openOnes(world, d.id)).toEqual([]);
  await rule('own_reference', 'enabled=true');
  await world.console.app.refreshBreaks(0);
  const { rows } = await world.database.owner.query(
    `select outcome, paired from statement_line where own_id=$1`,
    [d.id],
  );
  expect(rows).toEqual([{ outcome: 'matched', paired: true }]);
});
