import { describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { inThePast } from '../../support/past.ts';
import { balanceOf, fact, givenPayment, unique } from '../../support/payments.ts';
import {
  breakAbout,
  givenDeposit,
  givenPaidTwice,
  givenPayout,
  givenSaver,
  openAbout,
  payoutFact,
  resolved,
  told,
  watched,
} from './given.ts';

const world = useConsole();

const saver = () => givenSaver(world.database.owner, 6_000);

describe('a difference that two people have booked does not come back with a statement', () => {
  test('a payout that was paid twice', async () => {
    const { id, reference } = await givenPaidTwice(world, 3_000);
    await resolved(world, (await breakAbout(world, id)).id, 'mark_completed');
    await told(world, { reference, type: 'payout', amount: '5000' });
    expect(await openAbout(world, id)).toEqual([]);
  });

  test('money that nobody knew', async () => {
    const reference = unique('orphan');
    await world.console.app.settle(fact({ reference, amount: 800n, currency: 'XOF' }));
    await resolved(world, (await breakAbout(world, reference)).id, 'post_suspense');
    await told(world, { reference, amount: '800' });
    expect(await openAbout(world, reference)).toEqual([]);
  });

  test('money that nobody knew, of which the statement tells a fee too: only the fee is open', async () => {
    const reference = unique('orphan');
    await world.console.app.settle(fact({ reference, amount: 800n, currency: 'XOF' }));
    await resolved(world, (await breakAbout(world, reference)).id, 'post_suspense');
    await told(world, { reference, amount: '800', fee: 8 });
    const row = await breakAbout(world, reference);
    expect([row.kind, row.difference]).toEqual(['missing_in_ledger', '-8']);
    const movedSince = await watched(world, world.people.awa);
    await resolved(world, row.id, 'write_off');
    expect(await movedSince()).toEqual({ corrections: -8, gateway_float: 8 });
  });

  test('money that nobody knew, and that was a deposit which had failed', async () => {
    const member = await saver();
    const { id, reference } = await givenDeposit(world, member);
    await world.console.app.settle(fact({ reference, state: 'failed' }));
    const lost = unique('lost');
    await world.console.app.settle(fact({ reference: lost, amount: 5_000n, currency: 'XOF' }));
    const applied = { transactionId: id };
    await resolved(world, (await breakAbout(world, lost)).id, 'apply_event', applied);
    expect(await balanceOf(world.database.pool, member)).toBe(11_000);
    await told(world, { reference, amount: '5000' });
    expect(await openAbout(world, id)).toEqual([]);
  });

  test('a payout that was paid twice, of which two statements tell a fee too: only the fee is open', async () => {
    const { id, reference } = await givenPaidTwice(world, 3_000);
    await resolved(world, (await breakAbout(world, id)).id, 'mark_completed');
    await told(world, { reference, type: 'payout', amount: '5000', fee: 20 });
    await told(world, { reference, type: 'payout', amount: '5000', fee: 20 });
    const row = await breakAbout(world, id);
    expect([row.kind, row.difference]).toEqual(['status_conflict', '-20']);
  });

  test('a deposit that was taken back, and is on no statement', async () => {
    const { database, console: running, people } = world;
    const yesterday = new Date(Date.now() - 86_400_000);
    const at = new Date(yesterday.setUTCHours(12, 0, 0, 0));
    const member = await saver();
    let made = { id: '', reference: '' };
    let kept = { id: '', reference: '' };
    await inThePast(database.ownerUrl, at, async (pool) => {
      const deposit = { type: 'DEPOSIT', amount: 5_000, by: people.tresorier, member } as const;
      made = await givenPayment(pool, deposit);
      kept = await givenPayment(pool, deposit);
      const { settleFacts } = await import('../../../src/payments/settle.ts');
      await settleFacts(pool, [
        fact({ reference: made.reference }),
        fact({ reference: kept.reference }),
      ]);
    });
    await running.app.settle(fact({ reference: made.reference, state: 'failed' }));
    await resolved(world, (await breakAbout(world, made.id)).id, 'mark_failed');
    const hour = (hours: number) => new Date(at.getTime() + hours * 3_600_000).toISOString();
    await told(
      world,
      { amount: '10', at: hour(-11), reference: unique('edge') },
      { amount: '11', at: hour(11), reference: unique('edge') },
    );
    expect(await openAbout(world, made.id)).toEqual([]);
    expect(await openAbout(world, kept.id)).toEqual(['missing_at_gateway']);
  });

  test('what was ignored stays ignored when it is told again', async () => {
    const reference = unique('orphan');
    await world.console.app.settle(fact({ reference, amount: 800n, currency: 'XOF' }));
    await resolved(world, (await breakAbout(world, reference)).id, 'ignore');
    await world.console.app.settle(fact({ reference, amount: 800n, currency: 'XOF' }));
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, reference)).toEqual([]);
    const member = await saver();
    const payout = await givenPayout(world, member);
    await world.console.app.settle(payoutFact({ reference: payout.reference }));
    await world.console.app.settle(payoutFact({ reference: payout.reference, state: 'failed' }));
    await resolved(world, (await breakAbout(world, payout.id)).id, 'ignore');
    await world.console.app.settle(payoutFact({ reference: payout.reference, state: 'failed' }));
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, payout.id)).toEqual([]);
    expect(await balanceOf(world.database.pool, member)).toBe(1_000);
  });
});
