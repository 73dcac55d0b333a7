import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_METHODS } from '../../src/config/payment-methods.ts';
import type { Person } from '../../src/kernel/actor.ts';
import { createSettings } from '../../src/payments/settings.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';

const db = useDatabase();
let people: People;
const settings = createSettings(db.pool, {
  methods: DEFAULT_METHODS,
  approvalAbove: 100_000n,
  approvalTtlMs: 86_400_000,
});

beforeAll(async () => {
  people = await givenPeople(db.owner);
});

const change = (over: Record<string, unknown>, actor: Person = people.admin) =>
  settings.change({ actor, reason: 'réunion du bureau', ...over });

test('the environment decides until an administrator says otherwise, and why', async () => {
  expect(await settings.read()).toMatchObject({
    approvalAbove: '100000',
    approvalTtl: 'PT24H',
    changed: [],
  });
  await change({ approvalAbove: '50 000', approvalTtlHours: '12' });
  expect(await settings.rules()).toMatchObject({
    approvalAbove: 50_000n,
    approvalTtlMs: 43_200_000,
  });
  const { changed } = await settings.read();
  expect(changed.map(({ key, by }) => `${key} ${by}`).sort()).toEqual([
    'approval_above admin',
    'approval_ttl_hours admin',
  ]);
  await change({ approvalAbove: '0' });
  expect((await settings.rules()).approvalAbove).toBe(0n);
  const { rows } = await db.pool.query(
    `select before, after, reason from audit_entry where action = 'setting.change' order by id desc limit 1`,
  );
  expect(rows[0]).toEqual({
    before: { approval_above: '50000' },
    after: { approval_above: '0' },
    reason: 'réunion du bureau',
  });
});

test('a method that is switched off in one direction is offered in the other', async () => {
  await change({ methodsOff: ['wave:payout', 'wave:payout'] });
  const ids = async (direction: 'deposit' | 'payout') =>
    (await settings.openMethods(direction)).map(({ id }) => id);
  expect(await ids('payout')).not.toContain('wave');
  expect(await ids('deposit')).toContain('wave');
  await change({ methodsOff: [] });
  expect(await ids('payout')).toContain('wave');
});

test.each([
  ['approvalAbove', 'amount_invalid', { approvalAbove: '-1' }],
  ['approvalAbove', 'amount_invalid', { approvalAbove: '10.5' }],
  ['approvalTtlHours', 'setting_invalid', { approvalTtlHours: '0' }],
  ['approvalTtlHours', 'setting_invalid', { approvalTtlHours: '721' }],
  ['methodsOff', 'setting_invalid', { methodsOff: ['paypal:payout'] }],
  ['methodsOff', 'setting_invalid', { methodsOff: 'wave:payout' }],
  ['reason', 'reason_needed', { approvalAbove: '1', reason: ' ' }],
])('a wrong %s is refused as %s, and nothing is half changed', async (field, code, over) => {
  const before = await settings.read();
  await expect(change({ approvalTtlHours: '5', ...over })).rejects.toMatchObject({
    code,
    details: { field },
  });
  expect(await settings.read()).toEqual(before);
});

test('nobody but an administrator changes them', async () => {
  for (const actor of [people.finance, people.tresorier, people.awa]) {
    await expect(change({ approvalAbove: '1' }, actor)).rejects.toMatchObject({
      code: 'admin_only',
    });
  }
});
