import { beforeAll, describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { statement } from '../planted/at-the-gateway.ts';
import { breaksOf, csv, imported, newFolder, noon, paid } from './given.ts';
import { operation } from './operation.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
const breaks = (q: string) => breaksOf(world.console.app, world.people.finance, q);

/** So many minutes after the midnight that begins a day of the past. */
const at = (days: number, minutes: number): Date => noon(days, minutes - 12 * 60);

describe('a day of statement', () => {
  const ids: Record<string, string> = {};
  const CASES: Readonly<Record<string, [Date, 'completed' | 'failed' | 'accepted', string?]>> = {
    'the day before': [at(13, 12 * 60), 'completed'],
    'at its beginning': [at(12, 20), 'completed'],
    inside: [at(12, 12 * 60), 'completed'],
    'inside and failed': [at(12, 12 * 60 + 1), 'failed'],
    'inside and open': [at(12, 12 * 60 + 2), 'accepted'],
    'at its end': [at(12, 24 * 60 - 20), 'completed'],
    'the day after': [at(11, 12 * 60), 'completed'],
  };

  beforeAll(async () => {
    for (const [name, [when, state]] of Object.entries(CASES)) {
      const [made] = await paid(world, { when, state });
      ids[name] = made!.id;
    }
  });

  const missing = async () => {
    const named: string[] = [];
    for (const [name, id] of Object.entries(ids)) {
      if ((await breaks(id)).includes('missing_at_gateway')) named.push(name);
    }
    return named;
  };

  test('misses the completed payments inside it, half an hour away from an edge that nothing continues', async () => {
    await imported(world, csv({ reference: 'DAY-12', amount: 123, at: at(12, 13 * 60) }));
    expect(await missing()).toEqual(['inside']);
  });

  test('continued by the next day’s file misses what lay at the edge between them', async () => {
    await imported(world, csv({ reference: 'DAY-11', amount: 123, at: at(11, 13 * 60) }));
    expect(await missing()).toEqual(['inside', 'at its end', 'the day after']);
  });

  test('told by a later file after all, the break clears itself', async () => {
    await imported(
      world,
      csv({ reference: 'LATE-TOLD', ownId: ids['inside']!, at: at(12, 12 * 60) }),
    );
    await world.console.app.refreshBreaks(0);
    expect(await missing()).toEqual(['at its end', 'the day after']);
  });
});

test('a file of one method misses only that method’s payments', async () => {
  const [wave, orange] = await paid(
    world,
    { when: at(16, 12 * 60), amount: 1_500 },
    { when: at(16, 12 * 60 + 1), amount: 1_600, method: 'orange_money' },
  );
  const day = at(16, 60).toISOString().slice(0, 10);
  const told = operation({
    id: '0190a1b2-0000-7000-8000-00000000aaaa',
    reference: 'wave-other',
    kind: 'payment',
    amount: 900,
    fee: 0,
    at: at(16, 13 * 60),
  });
  const { bytes, name } = await statement([told], 'wave-en', day);
  expect(await imported(world, bytes, name)).toMatchObject({ method: 'wave', state: 'MATCHED' });
  expect(await breaks(wave!.id)).toEqual(['missing_at_gateway']);
  expect(await breaks(orange!.id)).toEqual([]);
});
