import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { noon } from '../import/given.ts';
import { codeOf } from '../resolutions/given.ts';
import { dayOfInstant, proofOn, tellBalance } from './days.ts';

const world = useConsole();

const three = <T>(run: () => Promise<T>) => Promise.all([run(), run(), run()]);
const dayAgo = (days: number) => dayOfInstant(noon(days));

test('of several who close a day at once one closes it, and the others are told so', async () => {
  const { app } = world.console;
  const actor = world.people.finance;
  for (const day of [7, 6, 5, 4].map(dayAgo)) {
    await tellBalance(world, day);
    const became = await three(() => codeOf(app.closeDay({ actor, day })));
    expect(became.sort()).toEqual(['day_already_closed', 'day_already_closed', 'done']);
  }
});

test('several who explain a gap at once get one and the same break, and see it gone together', async () => {
  const { app } = world.console;
  const actor = world.people.finance;
  for (const [day, more] of [
    [dayAgo(3), 30],
    [dayAgo(2), -70],
  ] as const) {
    await tellBalance(world, day, more);
    const found = await three(() => app.explainGap({ actor, day }));
    expect(found[0]!.breakId).toEqual(expect.any(String));
    expect(new Set(found.map(({ breakId }) => breakId)).size).toBe(1);
    const { items } = await proofOn(world, day);
    const ofDay = items.filter(({ reference }) => reference === day);
    expect(ofDay).toMatchObject([{ label: 'proof_gap', amount: String(more) }]);
    await tellBalance(world, day, -more);
    const gone = await three(() => app.explainGap({ actor, day }));
    expect(gone.map(({ breakId }) => breakId)).toEqual([null, null, null]);
  }
});
