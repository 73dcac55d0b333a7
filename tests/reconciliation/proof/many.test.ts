import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { csv, imported, newFolder, paid } from '../import/given.ts';
import { at, day, opened } from './given.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
const finance = () => world.people.finance;
const MANY = 120;
const TOLD = 100;
const amountOf = (nth: number) => 1_000 + nth;
const sum = (from: number) =>
  Array.from({ length: MANY - from }, (_, n) => amountOf(n)).reduce((all, one) => all + one, 0);

const timing = async (ago: number) => {
  const report = await world.console.app.proof({ actor: finance(), day: day(ago) });
  return { report, items: report.items.filter(({ kind }) => kind === 'timing') };
};

beforeAll(async () => {
  await opened(world, at(6, '08:00:00'), 40_000);
  const deposits = await paid(
    world,
    ...Array.from({ length: MANY }, (_, n) => ({
      when: at(5, '23:58:00'),
      amount: amountOf(n),
    })),
  );
  const [payout] = await paid(world, {
    when: at(4, '00:02:00'),
    type: 'WITHDRAWAL',
    amount: 700,
  });
  await imported(
    world,
    csv(
      ...deposits.map(({ id }, n) => ({
        ownId: id,
        reference: `NIGHT-${n}`,
        amount: amountOf(n),
        at: at(4, '00:01:00'),
      })),
      {
        ownId: payout!.id,
        reference: 'NIGHT-OUT',
        type: 'payout',
        amount: 700,
        at: at(5, '23:59:00'),
      },
    ),
  );
});

test('of many the largest are told one by one and the rest in one line, and the sum is exact', async () => {
  const { items } = await timing(5);
  const deposits = items.filter(({ label }) => label === 'deposit');
  const [rest, ...more] = deposits.filter(({ others }) => others !== undefined);
  expect(more).toEqual([]);
  expect(rest).toEqual({
    kind: 'timing',
    id: null,
    label: 'deposit',
    reference: null,
    amount: String(-sum(TOLD)),
    others: MANY - TOLD,
  });
  const told = deposits.filter(({ others }) => others === undefined).map(({ amount }) => amount);
  expect(told).toEqual(Array.from({ length: TOLD }, (_, n) => String(-amountOf(MANY - 1 - n))));
  expect(items.filter(({ label }) => label === 'payout').map(({ amount }) => amount)).toEqual([
    '-700',
  ]);
});

test('the file tells no more lines than the report', async () => {
  const reader = await world.console.signIn('finance');
  const { text } = await reader.get(`/admin/api/proof/report.csv?day=${day(5)}`);
  const rows = text.split('\r\n').filter((line) => line.startsWith('"Question de moment"'));
  expect(rows).toHaveLength(TOLD + 2);
  expect(rows).toContain(
    `"Question de moment","Dépôt · ${MANY - TOLD} autres","","","${sum(TOLD)}"`,
  );
});

test('a day with many closes when they explain it to the franc, and not with a franc more', async () => {
  const { app } = world.console;
  const { report } = await timing(5);
  const there = BigInt(report.equation.expected) - BigInt(sum(0)) - 700n;
  const close = async (amount: bigint) => {
    await app.recordBalance({ actor: finance(), day: day(5), amount: String(amount) });
    await app.closeDay({ actor: finance(), day: day(5) });
  };
  await expect(close(there + 1n)).rejects.toMatchObject({
    code: 'gap_unexplained',
    details: { amount: '1' },
  });
  await close(there);
  const { rows } = await world.database.pool.query<{ items: number }>(
    `select jsonb_array_length(report -> 'items') as items from proof_day where day = $1`,
    [day(5)],
  );
  expect(rows).toEqual([{ items: TOLD + 2 }]);
});
