import { beforeAll, describe, expect, test } from 'vitest';
import { approve, breakAbout, makeStale, propose } from '../reconciliation/resolutions/given.ts';
import { useConsole } from '../support/console.ts';
import { fact, givenPayment, unique } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { list } from './api.ts';
import { givenBusyHouse } from './dashboard-given.ts';

const world = useConsole();
const visitors: Partial<Record<string, Visitor>> = {};

interface Told {
  readonly day: {
    readonly open: readonly { type: string; ageBucket: string; count: number; amount: string }[];
    readonly failedToday: number;
    readonly stale: number;
    readonly unknown: number;
  };
  readonly house: { readonly suspended: number } | null;
}

const dashboard = async (who: Visitor): Promise<Told> =>
  JSON.parse((await who.get('/admin/api/dashboard', { accept: 'application/json' })).text);

/** How many the list behind a figure has, and what they are worth together. */
async function behind(who: Visitor, resource: string, query: Record<string, string>) {
  const filters = Object.entries(query).map(([name, value]) => [`filters.${name}`, value]);
  const search = new URLSearchParams([...filters, ['perPage', '100']]);
  const { records = [], meta } = await list(who, resource, String(search));
  expect(records.length).toBe(meta?.total);
  const amount = records.reduce((sum, { params }) => sum + BigInt(String(params['amount'])), 0n);
  return { count: records.length, amount: String(amount) };
}

/** A payout whose answer was lost, and a deposit that is late. */
async function givenUndecided(): Promise<void> {
  const { database, people } = world;
  const of = { by: people.tresorier, member: people.moussa } as const;
  await givenPayment(database.pool, { type: 'WITHDRAWAL', amount: 700, state: 'UNKNOWN', ...of });
  const { id } = await givenPayment(database.pool, { type: 'DEPOSIT', amount: 1_100, ...of });
  await makeStale(world, id);
}

beforeAll(async () => {
  await givenBusyHouse(world);
  await givenUndecided();
  for (const name of ['finance', 'tresorier']) visitors[name] = await world.console.signIn(name);
});

describe.each(['finance', 'tresorier'])('what %s sees', (name) => {
  test('of operations on their way agrees with the list behind each bar, in number and in sum', async () => {
    const who = visitors[name]!;
    const { day } = await dashboard(who);
    expect(day.open.map(({ type }) => type)).toContain('WITHDRAWAL');
    for (const { type, ageBucket, count, amount } of day.open) {
      const query = { queue: 'OPEN', type, age: ageBucket };
      expect(await behind(who, 'Transaction', query), `${type} ${ageBucket}`).toEqual({
        count,
        amount,
      });
    }
  });

  test('of what is late or unknown agrees with its list', async () => {
    const who = visitors[name]!;
    const { day } = await dashboard(who);
    expect(Math.min(day.stale, day.unknown)).toBeGreaterThan(0);
    expect((await behind(who, 'Transaction', { stale: 'yes' })).count).toBe(day.stale);
    const unknown = { status: 'PENDING', gatewayState: 'UNKNOWN' };
    expect((await behind(who, 'Transaction', unknown)).count).toBe(day.unknown);
  });
});

test('a suspended message leaves the figure and the list behind it once its break is answered', async () => {
  const finance = visitors['finance']!;
  const both = async () => [
    (await dashboard(finance)).house?.suspended,
    (await behind(finance, 'WebhookEvent', { outcome: 'suspended' })).count,
  ];
  expect(await both()).toEqual([0, 0]);
  const reference = unique('orphan');
  await world.console.app.settle(fact({ reference, amount: 900n, currency: 'XOF' }));
  expect(await both()).toEqual([1, 1]);
  const { id } = await breakAbout(world, reference);
  const { resolutionId } = await propose(world, id, 'post_suspense');
  await approve(world, resolutionId);
  expect(await both()).toEqual([0, 0]);
});
