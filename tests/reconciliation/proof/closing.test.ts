import { beforeAll, describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact } from '../../support/payments.ts';
import { newFolder, paid } from '../import/given.ts';
import { at, closed, day, fullSums, inFlight, opened } from './given.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
const proof = (which: string) =>
  world.console.app.proof({ actor: world.people.finance, day: which });
const close = (which: string, actor = world.people.finance) =>
  world.console.app.closeDay({ actor, day: which });
const balance = (which: string, amount: string) =>
  world.console.app.recordBalance({ actor: world.people.finance, day: which, amount });
const explain = (which: string) =>
  world.console.app.explainGap({ actor: world.people.finance, day: which });

beforeAll(() => opened(world, at(9, '08:00:00'), 50_000));

describe('a day cannot be closed', () => {
  test('without a balance', async () => {
    await expect(close(day(8))).rejects.toMatchObject({ code: 'balance_missing' });
    await expect(explain(day(8))).rejects.toMatchObject({ code: 'balance_missing' });
  });

  test('while it lasts, however well it adds up', async () => {
    await balance(day(0), (await proof(day(0))).equation.expected);
    await expect(close(day(0))).rejects.toMatchObject({ code: 'day_not_over' });
  });

  test('while a franc is unexplained, to the franc', async () => {
    const { expected } = (await proof(day(8))).equation;
    for (const off of [1n, -1n, 1_000_000n]) {
      await balance(day(8), String(BigInt(expected) + off));
      await expect(close(day(8))).rejects.toMatchObject({
        code: 'gap_unexplained',
        details: { amount: String(off) },
      });
    }
    await balance(day(8), expected);
  });

  test('by anybody but finance', async () => {
    const { admin, tresorier, awa } = world.people;
    for (const actor of [admin, tresorier, awa]) {
      await expect(close(day(8), actor)).rejects.toMatchObject({ kind: 'Forbidden' });
    }
  });

  test('twice, or out of order', async () => {
    await close(day(8));
    await expect(close(day(8))).rejects.toMatchObject({ code: 'day_already_closed' });
    await balance(day(6), (await proof(day(6))).equation.expected);
    await expect(close(day(6))).rejects.toMatchObject({
      code: 'earlier_day_open',
      details: { day: day(7) },
    });
    await balance(day(9), (await proof(day(9))).equation.expected);
    await expect(close(day(9))).rejects.toMatchObject({ code: 'later_day_closed' });
  });

  test('by two people at once more than once', async () => {
    await balance(day(7), (await proof(day(7))).equation.expected);
    const both = await Promise.allSettled([close(day(7)), close(day(7))]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { rows } = await world.database.pool.query(
      `select count(*)::int as n from audit_entry where action = 'proof.close' and after ->> 'day' = $1`,
      [day(7)],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});

test('an unexplained gap gets one break, which grows with it and goes with it', async () => {
  const which = day(6);
  const { expected } = (await proof(which)).equation;
  await balance(which, String(BigInt(expected) - 300n));
  const first = await explain(which);
  expect(await proof(which)).toMatchObject({ gap: '-300', unexplained: '0' });
  await balance(which, String(BigInt(expected) - 450n));
  expect(await proof(which)).toMatchObject({ gap: '-450', unexplained: '-150' });
  expect(await explain(which)).toEqual(first);
  const { items, unexplained } = await proof(which);
  expect(items).toEqual([
    { kind: 'break', id: first.breakId, label: 'proof_gap', reference: which, amount: '-450' },
  ]);
  expect(unexplained).toBe('0');
  await balance(which, expected);
  expect(await explain(which)).toEqual({ breakId: null });
  expect(await proof(which)).toMatchObject({ gap: '0', items: [], unexplained: '0' });
  await close(which);
});

test('a closed day is frozen: nobody changes it, and what comes later leaves it as it was', async () => {
  const before = await proof(day(6));
  expect(before).toMatchObject({ state: 'closed', closedByName: 'finance' });
  const { owner } = world.database;
  for (const sql of [
    `update proof_day set report = '{}' where day = $1`,
    `update proof_day set closed_at = null, report = null, report_sha256 = null, snapshot = null, closed_by = null where day = $1`,
    'delete from proof_day where day = $1',
  ]) {
    await expect(owner.query(sql, [day(6)])).rejects.toThrow();
  }
  await expect(owner.query('truncate proof_day')).rejects.toThrow();
  await expect(balance(day(6), '1')).rejects.toMatchObject({ code: 'day_already_closed' });
  await expect(explain(day(6))).rejects.toMatchObject({ code: 'day_already_closed' });
  await paid(world, { when: at(6, '15:00:00'), amount: 8_000 });
  expect(await proof(day(6))).toEqual(before);
});

test('a fact of a closed day that is told later stands in the next open day, which says so', async () => {
  const { database, console: running } = world;
  const [made] = await paid(world, { when: at(6, '10:00:00'), amount: 4_000, state: 'accepted' });
  await running.app.settle(fact({ reference: made!.reference, amount: 4_000n }));
  const { rows } = await database.pool.query('select status from transaction where id = $1', [
    made!.id,
  ]);
  expect(rows).toEqual([{ status: 'COMPLETED' }]);
  const today = await proof(day(0));
  expect(today.late).toContainEqual(
    expect.objectContaining({ transactionId: made!.id, amount: '4000', belongsTo: day(6) }),
  );
  expect((await proof(day(6))).late).toEqual([]);
});

test('the break of a day that still lasts explains that day, and no day before it', async () => {
  const { app } = world.console;
  // What is expected is what is expected at the last reading.
  await balance(day(0), '0');
  const { expected } = (await proof(day(0))).equation;
  await balance(day(0), String(BigInt(expected) + 70n));
  const { breakId } = await explain(day(0));
  const ofDay = { kind: 'break', id: breakId, label: 'proof_gap', amount: '70' };
  const report = await proof(day(0));
  expect(report.items).toMatchObject([ofDay]);
  expect(report).toMatchObject({ gap: '70', unexplained: '0' });
  expect((await proof(day(1))).items).toEqual([]);
  // A later reading is explained by the same break, as large as it is by then.
  await balance(day(0), String(BigInt(expected) + 90n));
  expect(await proof(day(0))).toMatchObject({ items: [ofDay], unexplained: '20' });
  expect(await explain(day(0))).toEqual({ breakId });
  await balance(day(0), expected);
  expect(await explain(day(0))).toEqual({ breakId: null });
  expect(await app.breakStory({ actor: world.people.finance, breakId: breakId! })).toMatchObject({
    row: { closedBy: 'cleared' },
  });
});

test('a journal that was in flight while its day was closed is counted exactly once, in the next day', async () => {
  await closed(world, day(5));
  await closed(world, day(4));
  const flying = await inFlight(world, at(3, '23:59:59.900'), 9_000);
  await closed(world, day(3));
  const frozen = await proof(day(3));
  await flying.commit();

  expect(await proof(day(3))).toEqual(frozen);
  const next = await proof(day(2));
  const moved = BigInt(next.equation.expected) - BigInt(frozen.equation.expected);
  expect(moved).toBe(9_000n);
  expect(next.late).toMatchObject([{ transactionId: flying.id, belongsTo: day(3) }]);
  expect(next.methods).toMatchObject([{ method: 'wave', ours: { in: '9000', net: '9000' } }]);
  await closed(world, day(2));
  await closed(world, day(1));
  const after = await proof(day(0));
  expect(after.closing).toEqual(await fullSums(world.database.pool, at(-1, '00:00:00')));
  expect(after.late.map(({ transactionId }) => transactionId)).not.toContain(flying.id);
  expect((await proof(day(1))).methods).toEqual([]);
});
