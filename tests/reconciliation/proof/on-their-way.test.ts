import { beforeAll, describe, expect, test } from 'vitest';
import { runJob } from '../../../jobs/run.ts';
import { useConsole } from '../../support/console.ts';
import { fact } from '../../support/payments.ts';
import { playedGateway } from '../../support/played-gateway.ts';
import { csv, imported, newFolder, paid } from '../import/given.ts';
import { at, day, opened } from './given.ts';

const { play, wrapGateway } = playedGateway();
const world = useConsole({ wrapGateway, settings: { statementsDir: newFolder() } });
const actor = () => world.people.finance;
const proof = (ago: number) => world.console.app.proof({ actor: actor(), day: day(ago) });
let sent: { id: string; reference: string }[];

beforeAll(async () => {
  await opened(world, at(9, '08:00:00'), 50_000);
  sent = await paid(
    world,
    { when: at(8, '23:40:00'), type: 'WITHDRAWAL', amount: 5_000, state: 'accepted' },
    { when: at(8, '23:50:00'), type: 'WITHDRAWAL', amount: 1_200, state: 'accepted' },
  );
});

/** The gateway had so many francs more than our books at the end of a day. */
async function gapOf(ago: number, francs: bigint) {
  const { equation } = await proof(ago);
  const amount = String(BigInt(equation.expected) + francs);
  await world.console.app.recordBalance({ actor: actor(), day: day(ago), amount });
  return proof(ago);
}

const named = ({ items }: Awaited<ReturnType<typeof proof>>) =>
  items.map(({ kind, id, label, amount }) => [kind, id, label, amount]);
const BOTH = () => [debited(0, '-5000'), debited(1, '-1200')];
const debited = (nth: number, amount: string) => ['on_their_way', sent[nth]!.id, 'payout', amount];

describe('a payout that had left and was not final', () => {
  test('is named where the gateway has debited it already', async () => {
    const both = await gapOf(8, -6_200n);
    expect(named(both)).toEqual(BOTH());
    expect(both.unexplained).toBe('0');
  });

  test('is not named alone: its method debits all when they leave, or none', async () => {
    for (const francs of [-1_200n, -5_000n, -6_199n]) {
      const { items, unexplained } = await gapOf(8, francs);
      expect([items, unexplained]).toEqual([[], String(francs)]);
    }
  });

  test('is not named where the gateway has not, and explains no franc more than it moves', async () => {
    for (const francs of [0n, 700n, -1_199n]) {
      const { items, unexplained } = await gapOf(8, francs);
      expect([items, unexplained]).toEqual([[], String(francs)]);
    }
  });

  test('leaves to the day’s break only what it does not account for', async () => {
    await gapOf(8, -6_500n);
    const { breakId } = await world.console.app.explainGap({ actor: actor(), day: day(8) });
    const report = await proof(8);
    expect(named(report)).toEqual([['break', breakId, 'proof_gap', '-300'], ...BOTH()]);
    expect(report.unexplained).toBe('0');
    await gapOf(8, -6_200n);
    expect(await world.console.app.explainGap({ actor: actor(), day: day(8) })).toEqual({
      breakId: null,
    });
    expect(named(await proof(8))).toEqual(BOTH());
  });

  test('is a matter of timing once a statement tells when it was debited', async () => {
    const [first] = sent;
    await world.console.app.settle(
      fact({ kind: 'payout', reference: first!.reference, amount: 5_000n }),
    );
    expect(named(await proof(8))).toEqual(BOTH());
    await gapOf(8, -5_000n);
    const line = { ownId: first!.id, reference: 'AHEAD', type: 'payout', amount: 5_000 } as const;
    await imported(world, csv({ ...line, at: at(8, '23:41:00') }));
    const report = await proof(8);
    expect(named(report)).toEqual([['timing', first!.id, 'payout', '-5000']]);
    expect(report.unexplained).toBe('0');
  });

  test('is not named where a statement covers all of its way and does not tell it', async () => {
    const { items, unexplained } = await gapOf(8, -6_200n);
    expect(items.map(({ kind, id }) => [kind, id])).toEqual([['timing', sent[0]!.id]]);
    expect(unexplained).toBe('-1200');
  });

  test('lets the day be closed, and the next day begins as if nobody had guessed', async () => {
    const report = await gapOf(8, -5_000n);
    expect(report.unexplained).toBe('0');
    await world.console.app.closeDay({ actor: actor(), day: day(8) });
    expect(named(await proof(8))).toEqual(named(report));
    const next = await gapOf(7, -6_200n);
    expect(next.unexplained).toBe('0');
    expect(next.equation.expected).toBe('50000');
  });
});

test('the morning’s proof calls no payout on its way a gap', async () => {
  const { app } = world.console;
  const today = await app.proof({ actor: actor(), day: day(0) });
  expect(today.onTheirWay).toMatchObject({ count: 1, amount: '1200' });
  play.balance = {
    kind: 'told',
    balance: BigInt(today.equation.expected) - 1_200n,
    currency: 'XOF',
  };
  expect(await runJob(app, 'prove-day')).toMatchObject({
    ok: true,
    summary: expect.stringContaining('every franc is explained'),
  });
  expect(named(await proof(1))).toEqual([debited(1, '-1200')]);
  const { rows } = await world.database.pool.query(
    `select from break_item where kind = 'proof_gap' and resolved_at is null`,
  );
  expect(rows).toEqual([]);
});
