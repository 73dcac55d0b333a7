import { beforeAll, describe, expect, test } from 'vitest';
import { typeset } from '../../src/kernel/typeset.ts';
import { FR } from '../../src/kernel/words-fr.ts';
import { useConsole } from '../support/console.ts';
import type { Visitor } from '../support/visitor.ts';
import { open, type PanelAnswer } from './api.ts';
import { payOut } from './given.ts';
import { houseOf } from './people-steps.ts';

const world = useConsole();
let admin: Visitor;
let finance: Visitor;

interface SettingsAnswer extends PanelAnswer {
  readonly mayChange?: boolean;
  readonly settings?: {
    readonly approvalAbove: string;
    readonly approvalTtlHours: string;
    readonly methods: readonly {
      readonly id: string;
      readonly deposit: { readonly on: boolean; readonly could: boolean };
      readonly payout: { readonly on: boolean; readonly could: boolean };
    }[];
    readonly changed: Readonly<Record<string, { readonly at: string; readonly by: string }>>;
  };
}

const PATH = '/admin/api/pages/settings';
const answerOf = ({ status, text }: { status: number; text: string }): SettingsAnswer => ({
  ...JSON.parse(text),
  status,
});
const readBy = async (who: Visitor) =>
  answerOf(await who.get(PATH, { accept: 'application/json' }));
const changeBy = async (who: Visitor, data: Readonly<Record<string, unknown>>) =>
  answerOf(await who.postJson(PATH, data));

beforeAll(async () => {
  admin = await world.console.signIn('admin');
  finance = await world.console.signIn('finance');
});

const lastAudits = async (count: number) =>
  (
    await world.database.owner.query(
      'select action, subject_type, before, after, reason from audit_entry order by at desc, id desc limit $1',
      [count],
    )
  ).rows;

test('finance reads the rules and may not change them; nobody else reads them', async () => {
  const read = await readBy(finance);
  expect(read).toMatchObject({ status: 200, mayChange: false });
  expect(read.settings).toMatchObject({
    approvalAbove: '100000',
    approvalTtlHours: '24',
    changed: {},
  });
  expect((await readBy(admin)).mayChange).toBe(true);
  for (const username of ['tresorier', 'awa']) {
    const who = await world.console.signIn(username);
    expect((await readBy(who)).status).toBe(403);
    expect((await changeBy(who, { approvalAbove: '1', reason: 'x' })).status).toBe(403);
  }
});

test('finance’s hand-made change is refused and changes nothing', async () => {
  const before = await houseOf(world);
  const answer = await changeBy(finance, { approvalAbove: '1', reason: 'x' });
  expect(answer.notice).toEqual({ type: 'error', message: typeset(FR.admin_only) });
  expect(await houseOf(world)).toBe(before);
});

describe('a change', () => {
  test('holds from the next request on, and says who made it', async () => {
    const answer = await changeBy(admin, {
      approvalAbove: '1 000',
      approvalTtlHours: '48',
      reason: 'Fête',
    });
    expect(answer.notice?.type).toBe('success');
    expect(answer.settings).toMatchObject({ approvalAbove: '1000', approvalTtlHours: '48' });
    const { settings } = await readBy(finance);
    expect(Object.keys(settings?.changed ?? {}).sort()).toEqual([
      'approval_above',
      'approval_ttl_hours',
    ]);
    expect(settings?.changed['approval_above']?.by).toBe('admin');
    expect(await lastAudits(2)).toEqual([
      expect.objectContaining({
        action: 'setting.change',
        after: { approval_ttl_hours: 48 },
        reason: 'Fête',
      }),
      expect.objectContaining({
        action: 'setting.change',
        after: { approval_above: '1000' },
        reason: 'Fête',
      }),
    ]);
    const tresorier = await world.console.signIn('tresorier');
    const payout = await payOut(tresorier, world.people.moussa, 1500);
    expect(payout.transaction?.status).toBe('AWAITING_APPROVAL');
    await changeBy(admin, { approvalAbove: '100000', reason: 'Fin de la fête' });
    expect((await lastAudits(1))[0]).toMatchObject({
      before: { approval_above: '1000' },
      after: { approval_above: '100000' },
    });
  });

  test('of a method takes it off the form it was switched off for, and only that one', async () => {
    const tresorier = await world.console.signIn('tresorier');
    const offered = async (action: string) => {
      const { form } = await open(tresorier, 'Wallet', world.people.awa.walletId, action);
      const methods = form?.['methods'] as readonly { id: string }[];
      return methods.map(({ id }) => id);
    };
    expect(await offered('payout')).toContain('wave');
    const answer = await changeBy(admin, { methodsOff: ['wave:payout'], reason: 'Panne' });
    const wave = answer.settings?.methods.find(({ id }) => id === 'wave');
    expect(wave).toMatchObject({ deposit: { on: true }, payout: { on: false, could: true } });
    expect(await offered('payout')).not.toContain('wave');
    expect(await offered('deposit')).toContain('wave');
    const refused = await payOut(tresorier, world.people.awa, 500);
    expect(refused.record?.errors['method']?.message).toBeTruthy();
    await changeBy(admin, { methodsOff: [], reason: 'Réparée' });
    expect(await offered('payout')).toContain('wave');
  });

  test('of a method that the configuration does not have stays impossible', async () => {
    const { settings } = await readBy(admin);
    const visa = settings?.methods.find(({ id }) => id === 'visa');
    expect(visa?.payout).toEqual({ on: false, could: false });
  });

  test.each([
    ['approvalAbove', 'amount_invalid', { approvalAbove: '12,5' }],
    ['approvalAbove', 'amount_invalid', { approvalAbove: '-1' }],
    ['approvalAbove', 'amount_invalid', { approvalAbove: { toString: '1' } }],
    ['approvalTtlHours', 'setting_invalid', { approvalTtlHours: '0' }],
    ['approvalTtlHours', 'setting_invalid', { approvalTtlHours: '721' }],
    ['approvalTtlHours', 'setting_invalid', { approvalTtlHours: '1e2' }],
    ['methodsOff', 'setting_invalid', { methodsOff: ['cash:deposit'] }],
    ['methodsOff', 'setting_invalid', { methodsOff: 'wave:deposit' }],
    ['reason', 'reason_needed', { approvalAbove: '5000', reason: ' ' }],
  ] as const)('with a wrong %s is refused beside it: %s', async (field, code, over) => {
    const before = await houseOf(world);
    const answer = await changeBy(admin, { reason: 'x', ...over });
    expect(answer.record?.errors[field]?.message).toBe(FR[code]);
    expect(answer.settings).toBeUndefined();
    expect(await houseOf(world)).toBe(before);
  });

  test('takes nothing that the form does not have', async () => {
    await changeBy(admin, {
      reason: 'x',
      demo_password: 'x',
      requireSecondFactor: false,
      key: 'session_secret',
      actor: { role: 'ADMIN' },
    });
    const { rows } = await world.database.owner.query('select key from setting order by key');
    expect(rows.map(({ key }) => key)).toEqual([
      'approval_above',
      'approval_ttl_hours',
      'methods_off',
    ]);
  });
});
