import { beforeAll, describe, expect, test } from 'vitest';
import { openInvariantBreaks } from '../../../src/reconciliation/breaks/invariants.ts';
import { useConsole } from '../../support/console.ts';
import { fact, givenPayment } from '../../support/payments.ts';

describe('a broken invariant', () => {
  const given = useConsole();
  let breakId = '';
  let left: { id: string; reference: string };

  const payout = (member: 'awa' | 'fatou') =>
    givenPayment(given.database.pool, {
      type: 'WITHDRAWAL',
      amount: 1_000,
      by: given.people[member === 'awa' ? 'tresorier' : 'other'] as never,
      member: given.people[member],
    });

  beforeAll(async () => {
    left = await payout('awa');
    const { awa } = given.people;
    const broken = [
      {
        name: 'a balance equals the sum',
        broken: `Wallet ${awa.walletId} holds 5, its postings sum to 4.`,
      },
    ];
    expect(await openInvariantBreaks(given.database.pool, broken)).toBe(1);
    expect(await openInvariantBreaks(given.database.pool, broken)).toBe(0);
    const { rows } = await given.console.app.breaks({
      actor: given.people.finance,
      filter: { kind: ['invariant_broken'] },
    });
    breakId = rows[0]!.id;
  });

  test('freezes the payouts of the tontine that it touches, and of no other', async () => {
    await expect(payout('awa')).rejects.toThrow('payouts_frozen');
    await expect(payout('fatou')).resolves.toBeDefined();
  });

  test('leaves deposits alone, and settles what had left', async () => {
    const { awa, tresorier } = given.people;
    await expect(
      givenPayment(given.database.pool, {
        type: 'DEPOSIT',
        amount: 700,
        by: tresorier as never,
        member: awa,
      }),
    ).resolves.toBeDefined();
    const settled = await given.console.app.settle(
      fact({ kind: 'payout', state: 'completed', reference: left.reference, amount: 1_000n }),
    );
    expect(settled.outcome).toBe('completed');
  });

  test('tells a person in words why nothing is paid out', async () => {
    const { app } = given.console;
    const { awa, tresorier } = given.people;
    const asked = app.requestPayout({
      actor: tresorier,
      walletId: awa.walletId,
      amount: '500',
      phone: awa.phone,
      method: 'wave',
      idempotencyKey: 'frozen-1',
    } as never);
    await expect(asked).rejects.toMatchObject({ kind: 'Conflict', code: 'payouts_frozen' });
  });

  test('is lifted by finance and an administrator together, and by nobody else', async () => {
    const { app } = given.console;
    const { finance, admin } = given.people;
    const lift = { breakId, verb: 'ignore', reason: 'examined: the copy was wrong' };
    await expect(app.resolveBreak({ ...lift, actor: admin })).rejects.toMatchObject({
      code: 'finance_proposes',
    });
    const { outcome, resolutionId } = await app.resolveBreak({ ...lift, actor: finance });
    expect(outcome).toBe('proposed');
    const decide = { resolutionId: resolutionId!, decision: 'approve' };
    await expect(app.decideResolution({ ...decide, actor: finance })).rejects.toMatchObject({
      code: 'maker_is_checker',
    });
    const { rows } = await given.database.owner.query<{ id: string }>(
      `insert into app_user (username, full_name, password_hash, role) values ('finance2', 'Other', 'x', 'FINANCE') returning id`,
    );
    const other = { ...finance, id: rows[0]!.id, username: 'finance2' };
    await expect(app.decideResolution({ ...decide, actor: other })).rejects.toMatchObject({
      code: 'admin_unfreezes',
    });
    await expect(payout('awa')).rejects.toThrow('payouts_frozen');
    await app.decideResolution({ ...decide, actor: admin });
    await expect(payout('awa')).resolves.toBeDefined();
  });
});

describe('a broken invariant that names nobody', () => {
  const given = useConsole();

  test('freezes every payout', async () => {
    await openInvariantBreaks(given.database.pool, [
      { name: 'the seal', broken: 'Block 3 of the seal is broken.' },
    ]);
    for (const [by, member] of [
      ['tresorier', 'awa'],
      ['other', 'fatou'],
    ] as const) {
      await expect(
        givenPayment(given.database.pool, {
          type: 'WITHDRAWAL',
          amount: 100,
          by: given.people[by] as never,
          member: given.people[member],
        }),
      ).rejects.toThrow('payouts_frozen');
    }
  });
});
