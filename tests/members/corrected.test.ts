import { expect, test } from 'vitest';
import {
  breakAbout,
  givenPayout,
  giveTo,
  makeStale,
  payoutFact,
  resolved,
} from '../reconciliation/resolutions/given.ts';
import { useConsole } from '../support/console.ts';
import { givenPayment } from '../support/payments.ts';
import { read } from '../support/read.ts';

const world = useConsole();

const page = async (id: string) => {
  const awa = await world.console.signIn('awa');
  return awa.get(`/wallet/operations/${id}/`);
};

const correctionsOf = async (id: string) =>
  (
    await world.database.owner.query<{ id: string; amount: number }>(
      'select id, amount::int as amount from transaction where corrects_id = $1 order by id',
      [id],
    )
  ).rows;

/** A payout of 5 000 that failed, and left all the same while 2 000 were in the wallet. */
async function givenLeftTwice() {
  const { app } = world.console;
  const { awa } = world.people;
  const { rows } = await world.database.owner.query<{ balance: number }>(
    'select balance::int as balance from wallet where id = $1',
    [awa.walletId],
  );
  const balance = rows[0]?.balance ?? 0;
  if (balance < 5_000) await giveTo(world, awa, 5_000 - balance);
  const { id, reference } = await givenPayout(world, awa);
  await app.settle(payoutFact({ reference, state: 'failed' }));
  await givenPayout(world, awa, { amount: Math.max(balance, 5_000) - 2_000 });
  await app.settle(payoutFact({ reference }));
  return id;
}

test('a payout that left twice and was completed by two people is told as a whole', async () => {
  const id = await givenLeftTwice();
  expect(read(await page(id))).toContain('2 000 F CFA sont mis de côté');
  const { id: breakId } = await breakAbout(world, id);
  const resolutionId = await resolved(world, breakId, 'mark_completed');
  const completed = await page(id);
  expect(read(completed)).toContain('pour 5 000 F CFA');
  const corrections = await correctionsOf(id);
  expect(corrections.map(({ amount }) => amount)).toEqual([2_000, 3_000]);
  for (const one of corrections) {
    expect(completed.text).toContain(`/wallet/operations/${one.id}/`);
    expect(read(await page(one.id))).not.toContain('seen with the operator');
  }
  await resolved(world, breakId, 'reverse', { resolutionId });
  expect(read(await page(id))).not.toContain('pour 5 000 F CFA');
});

test('a deposit that was set aside says that nobody waits for it, and what happens if it is paid', async () => {
  const { awa, tresorier } = world.people;
  const paid = { type: 'DEPOSIT', amount: 4_000, by: tresorier, member: awa } as const;
  const { id } = await givenPayment(world.database.pool, paid);
  await makeStale(world, id);
  expect(read(await page(id))).toContain('en cours');
  await resolved(world, (await breakAbout(world, id)).id, 'set_aside');
  const text = read(await page(id));
  expect(text).toContain('non payé');
  expect(text).toContain('S’il est payé après tout, votre porte-monnaie sera crédité');
  expect(text).not.toContain('en cours');
});
