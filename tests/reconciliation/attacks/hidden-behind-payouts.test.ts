import { beforeAll, describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact } from '../../support/payments.ts';
import { csv, imported, newFolder, paid } from '../import/given.ts';
import { at, day, opened } from '../proof/given.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
const actor = () => world.people.finance;
const proof = (ago: number) => world.console.app.proof({ actor: actor(), day: day(ago) });
beforeAll(() => opened(world, at(30, '08:00:00'), 500_000));

/** The gateway had so many francs more than our books at the end of a day. */
async function gapOf(ago: number, francs: bigint) {
  const { equation } = await proof(ago);
  const amount = String(BigInt(equation.expected) + francs);
  await world.console.app.recordBalance({ actor: actor(), day: day(ago), amount });
  return proof(ago);
}

const closing = (ago: number) =>
  world.console.app.closeDay({ actor: actor(), day: day(ago) }).then(
    () => 'closed',
    ({ code }) => code,
  );

async function leftAt(ago: number, time: string, amount: number, method = 'wave') {
  const [made] = await paid(world, {
    when: at(ago, time),
    type: 'WITHDRAWAL',
    amount,
    method,
    state: 'accepted',
  });
  return made!;
}

const failed = (reference: string) =>
  world.console.app.settle(fact({ kind: 'payout', state: 'failed', reference }));

const done = (reference: string, amount: number) =>
  world.console.app.settle(
    fact({ kind: 'payout', state: 'completed', reference, amount: BigInt(amount), fee: 0n }),
  );

/** Statements of whole days, as two lines each that failed there tell them. */
async function toldDays(...agos: readonly number[]) {
  for (const ago of agos) {
    const lines = ['00:00:01', '23:59:00'].map((time, n) => ({
      reference: `OTHER-${ago}-${n}`,
      amount: 1,
      at: at(ago, time),
      status: 'failed' as const,
    }));
    await imported(world, csv(...lines), `day-${ago}.csv`);
  }
}

describe('missing francs are not explained by a payout', () => {
  test('that has failed since', async () => {
    const { reference } = await leftAt(28, '20:00:00', 5_000);
    expect((await gapOf(28, -5_000n)).unexplained).toBe('0');
    await failed(reference);
    const report = await proof(28);
    expect([report.items, report.unexplained]).toEqual([[], '-5000']);
    expect(await closing(28)).toBe('gap_unexplained');
  });

  test('of which a statement says that it failed, before anybody else does', async () => {
    const { id, reference } = await leftAt(26, '20:00:00', 4_000);
    const line = { ownId: id, reference: 'SAID-FAILED', type: 'payout', amount: 4_000 } as const;
    await imported(world, csv({ ...line, status: 'failed', at: at(26, '20:01:00') }), 'failed.csv');
    const report = await gapOf(26, -4_000n);
    expect([report.items, report.unexplained]).toEqual([[], '-4000']);
    await failed(reference);
    expect((await proof(26)).unexplained).toBe('-4000');
  });

  test('that the statements of all its whole days do not tell, though it was done later', async () => {
    const { id, reference } = await leftAt(24, '20:00:00', 6_000, 'moov_money');
    const named = (await gapOf(24, -6_000n)).items.map((item) => [item.kind, item.id]);
    expect(named).toEqual([['on_their_way', id]]);
    await toldDays(24, 23);
    await done(reference, 6_000);
    const report = await proof(24);
    expect([report.items, report.unexplained]).toEqual([[], '-6000']);
  });

  test('that only happens to fit among others of its method, day after day', async () => {
    for (const ago of [13, 12, 11, 10, 9]) {
      const made = [await leftAt(ago, '23:10:00', 7_300), await leftAt(ago, '23:20:00', 3_000)];
      const { unexplained } = await gapOf(ago, -3_000n);
      expect([unexplained, await closing(ago)]).toEqual(['-3000', 'gap_unexplained']);
      for (const { reference } of made) await failed(reference);
    }
  });
});

test('all of one method may be debited ahead where nothing of another is', async () => {
  const waves = [await leftAt(8, '23:10:00', 2_000), await leftAt(8, '23:15:00', 700)];
  const orange = await leftAt(8, '23:20:00', 900, 'orange_money');
  const { items, unexplained } = await gapOf(8, -2_700n);
  expect(items.map(({ id }) => id)).toEqual(waves.map(({ id }) => id));
  expect(unexplained).toBe('0');
  for (const { reference } of [...waves, orange]) await failed(reference);
});

test('a day that was closed on a payout which then fails shows the missing francs again the day after', async () => {
  const { id, reference } = await leftAt(6, '23:30:00', 3_000);
  expect((await gapOf(6, -3_000n)).unexplained).toBe('0');
  expect(await closing(6)).toBe('closed');
  await failed(reference);
  const next = await gapOf(5, -3_000n);
  expect([next.items, next.unexplained]).toEqual([[], '-3000']);
  expect(await closing(5)).toBe('gap_unexplained');
  expect((await proof(6)).items).toMatchObject([{ kind: 'on_their_way', id }]);
});
