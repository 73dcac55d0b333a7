import { describe, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { balanceOf } from '../support/payments.ts';
import { read } from '../support/read.ts';
import { fieldValue, type Visitor } from '../support/visitor.ts';

const calls: string[] = [];
const world = useConsole({
  wrapGateway: (gateway) => ({
    ...gateway,
    parseWebhook: gateway.parseWebhook.bind(gateway),
    initiateDeposit: (order) => gateway.initiateDeposit(order),
    initiatePayout: (order) => {
      calls.push(order.transactionId);
      return gateway.initiatePayout(order);
    },
  }),
});

const PATH = '/wallet/withdraw/';
const typed = { amount: '2 000', phone: '70 12 34 56', method: 'orange_money' };

async function openForm(visitor: Visitor) {
  const page = await visitor.get(PATH);
  expect(fieldValue(page, 'step')).toBe('confirm');
  return { ...typed, step: 'confirm', idempotencyKey: fieldValue(page, 'idempotencyKey') };
}

/** The form of the page that asks once more, as a browser would send it. */
const hiddenFields = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );

const payouts = () =>
  world.console.app.prisma.transaction.count({
    where: { userId: world.people.awa.id, type: 'WITHDRAWAL' },
  });

describe('before a withdrawal leaves', () => {
  test('one sentence says all of it, nothing moves, and the first form’s key goes on', async () => {
    const awa = await world.console.signIn('awa');
    const form = await openForm(awa);
    const review = await awa.post(PATH, form);
    expect(review.status).toBe(200);
    expect(read(review)).toContain(
      'Retirer 2 000 F CFA vers +226 70 12 34 56, par Orange Money. Il restera 23 000 F CFA.',
    );
    expect(read(review)).not.toContain('Ce numéro n’est pas celui de votre compte');
    expect(calls).toEqual([]);
    expect(await balanceOf(world.database.pool, world.people.awa)).toBe(25_000);
    const { step: _, ...sentOn } = form;
    expect(hiddenFields(review.text)).toEqual(sentOn);

    const paid = await awa.post(PATH, hiddenFields(review.text));
    expect(paid.location).toMatch(/^\/wallet\/\?retrait=/);
    expect(calls).toHaveLength(1);
    expect(await balanceOf(world.database.pool, world.people.awa)).toBe(23_000);

    // Back, and the same page again: it leads to what it has paid.
    expect((await awa.post(PATH, form)).location).toBe(paid.location);
    const again = await Promise.all([1, 2].map(() => awa.post(PATH, hiddenFields(review.text))));
    expect(again.map(({ location }) => location)).toEqual([paid.location, paid.location]);
    const other = await awa.post(PATH, { ...form, amount: '3000' });
    expect(other.status).toBe(409);
    expect(read(other)).toContain('Ce formulaire a déjà servi');
    expect(fieldValue(other, 'idempotencyKey')).not.toBe(form.idempotencyKey);
    expect(calls).toHaveLength(1);
  });

  test('a double tap on the button pays once', async () => {
    const awa = await world.console.signIn('awa');
    const review = await awa.post(PATH, await openForm(awa));
    const before = await payouts();
    const sent = await Promise.all([1, 2, 3].map(() => awa.post(PATH, hiddenFields(review.text))));
    expect(new Set(sent.map(({ location }) => location)).size).toBe(1);
    expect(await payouts()).toBe(before + 1);
  });

  test('"Modifier" keeps what was typed and the key', async () => {
    const awa = await world.console.signIn('awa');
    const review = await awa.post(PATH, await openForm(awa));
    const back = await awa.post(PATH, { ...hiddenFields(review.text), step: 'edit' });
    expect(back.status).toBe(200);
    expect(fieldValue(back, 'amount')).toBe(typed.amount);
    expect(fieldValue(back, 'phone')).toBe(typed.phone);
    expect(back.text).toMatch(/<input[^>]*checked[^>]*value="orange_money"/);
    expect(fieldValue(back, 'idempotencyKey')).toBe(hiddenFields(review.text)['idempotencyKey']);
  });

  test('a number that is not the member’s own is pointed out', async () => {
    const awa = await world.console.signIn('awa');
    const review = await awa.post(PATH, { ...(await openForm(awa)), phone: '76 54 32 10' });
    expect(read(review)).toContain('vers +226 76 54 32 10');
    expect(read(review)).toContain('Ce numéro n’est pas celui de votre compte');
  });

  test.each([
    [{ amount: '900000' }, 409, 'amount', 'il ne suffit pas pour 900 000 F CFA'],
    [{ amount: '5' }, 400, 'amount', 'accepte au moins 100 F CFA'],
    [{ amount: '9000000' }, 400, 'amount', 'accepte au plus 2 000 000 F CFA'],
    [{ amount: '10,5' }, 400, 'amount', 'nombre entier'],
    [{ phone: '12' }, 400, 'phone', 'Ce numéro de téléphone n’est pas valable'],
    [{ method: 'visa' }, 400, '', 'Choisissez un moyen de paiement'],
  ])('%j is refused before the last word, without a call', async (wrong, status, field, said) => {
    const awa = await world.console.signIn('awa');
    const before = calls.length;
    const page = await awa.post(PATH, { ...(await openForm(awa)), ...wrong });
    expect(page.status).toBe(status);
    expect(read(page)).toContain(said);
    if (field) expect(page.text).toContain(`id="${field}-error"`);
    expect(fieldValue(page, 'amount')).toBe({ ...typed, ...wrong }.amount);
    expect(calls).toHaveLength(before);
  });

  test('a balance that sank after the review is told beside the amount', async () => {
    const moussa = await world.console.signIn('moussa');
    const form = await openForm(moussa);
    const review = await moussa.post(PATH, { ...form, amount: '39000', phone: '76543210' });
    expect(review.status).toBe(200);
    const { vaultId } = await world.console.app.createVault({
      actor: world.people.moussa,
      ownerId: world.people.moussa.id,
      name: 'Ailleurs',
    });
    await world.console.app.moveToVault({
      actor: world.people.moussa,
      vaultId,
      amount: '5000',
      idempotencyKey: 'elsewhere',
    });
    const before = calls.length;
    const page = await moussa.post(PATH, hiddenFields(review.text));
    expect(page.status).toBe(409);
    expect(page.text).toContain('id="amount-error"');
    expect(fieldValue(page, 'amount')).toBe('39000');
    expect(calls).toHaveLength(before);
  });
});

test('a method that was switched off in the settings is not offered', async () => {
  const { console: running, people } = world;
  await running.app.changeSettings({
    actor: people.admin,
    methodsOff: ['wave:payout', 'moov_money:deposit'],
    reason: 'Panne chez l’opérateur.',
  });
  const awa = await running.signIn('awa');
  expect((await awa.get(PATH)).text).not.toContain('value="wave"');
  const topup = (await awa.get('/wallet/topup/')).text;
  expect(topup).toContain('value="wave"');
  expect(topup).not.toContain('value="moov_money"');
  const sent = await awa.post(PATH, { ...(await openForm(awa)), method: 'wave' });
  expect(sent.status).toBe(400);
});
