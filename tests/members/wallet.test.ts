import { describe, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { balanceOf } from '../support/payments.ts';
import { read } from '../support/read.ts';
import { fieldValue, type Visitor } from '../support/visitor.ts';
import { eventually, payOnPage } from './steps.ts';

const world = useConsole();

const open = async (visitor: Visitor, path: string) => {
  const page = await visitor.get(path);
  return { page, idempotencyKey: fieldValue(page, 'idempotencyKey') };
};

const ofAwa = (type: string) =>
  world.console.app.prisma.transaction.findMany({
    where: { userId: world.people.awa.id, type },
    orderBy: { id: 'asc' },
  });

describe('topping up', () => {
  test('POST sends the browser to the payment page; paid, the wallet is credited', async () => {
    const awa = await world.console.signIn('awa');
    const { page, idempotencyKey } = await open(awa, '/wallet/topup/');
    expect(fieldValue(page, 'phone')).toBe('+226 70 12 34 56');
    const before = await balanceOf(world.database.pool, world.people.awa);
    const form = { amount: '5 000', phone: '70 12 34 56', method: 'wave', idempotencyKey };
    const started = await awa.post('/wallet/topup/', form);
    expect(started.status).toBe(303);
    expect(started.location.startsWith(`${world.console.sandbox.url}/pay/`)).toBe(true);

    const [deposit] = await ofAwa('DEPOSIT');
    const back = `/wallet/topup/?depot=${deposit?.id}`;
    const waiting = await awa.get(back);
    expect(read(waiting)).toContain('En attente de confirmation');
    expect(waiting.text).toContain('<noscript><meta http-equiv="refresh"');
    expect((await awa.get('/wallet/')).text).toContain('<noscript><meta http-equiv="refresh"');
    expect((await awa.get('/wallet/?type=depot')).text).not.toContain('http-equiv="refresh"');
    expect(read(await awa.get('/wallet/'))).toContain('En attente d’entrée + 5 000 F CFA');

    expect(await payOnPage(started.location)).toBe(world.console.url + back);
    await eventually(async () => {
      expect(read(await awa.get(back))).toContain('Porte-monnaie rechargé');
    });
    expect((await awa.get(back)).text).not.toContain('http-equiv="refresh"');
    expect((await awa.get('/wallet/')).text).not.toContain('http-equiv="refresh"');
    expect(await balanceOf(world.database.pool, world.people.awa)).toBe(before + 5000);
    expect(read(await awa.get('/wallet/'))).toContain('30 000 F CFA');
  });

  test('sent twice at once, and again after going back, the same form pays once', async () => {
    const awa = await world.console.signIn('awa');
    const { idempotencyKey } = await open(awa, '/wallet/topup/');
    const form = { amount: '1000', phone: '+22670123456', method: 'wave', idempotencyKey };
    const before = (await ofAwa('DEPOSIT')).length;
    const sent = await Promise.all([1, 2, 3].map(() => awa.post('/wallet/topup/', form)));
    const again = await awa.post('/wallet/topup/', form);
    const deposits = await ofAwa('DEPOSIT');
    expect(deposits).toHaveLength(before + 1);
    const { id, paymentUrl } = deposits.at(-1) ?? {};
    expect(again.location).toBe(paymentUrl);
    for (const { status, location } of sent) {
      expect(status).toBe(303);
      expect([paymentUrl, `/wallet/topup/?depot=${id}`]).toContain(location);
    }
  });

  test('the same form with another amount pays nothing more, and says so plainly', async () => {
    const awa = await world.console.signIn('awa');
    const { idempotencyKey } = await open(awa, '/wallet/topup/');
    const form = { amount: '1000', phone: '+22670123456', method: 'wave', idempotencyKey };
    await awa.post('/wallet/topup/', form);
    const before = (await ofAwa('DEPOSIT')).length;
    const other = await awa.post('/wallet/topup/', { ...form, amount: '2000' });
    expect(other.status).toBe(409);
    expect(read(other)).toContain('Ce formulaire a déjà servi');
    expect(fieldValue(other, 'amount')).toBe('2000');
    expect(fieldValue(other, 'idempotencyKey')).not.toBe(idempotencyKey);
    expect(await ofAwa('DEPOSIT')).toHaveLength(before);
  });

  test.each([
    ['amount', { amount: '10.5' }, 'nombre entier'],
    ['amount', { amount: '-5' }, 'nombre entier'],
    ['amount', { amount: '5' }, 'accepte au moins 100 F CFA'],
    ['amount', { amount: '9000000' }, 'accepte au plus 2 000 000 F CFA'],
    ['phone', { phone: '12' }, 'Ce numéro de téléphone n’est pas valable'],
    ['method', { method: 'cash' }, 'Choisissez un moyen de paiement'],
    ['', { idempotencyKey: '' }, 'Ce formulaire était incomplet'],
  ])(
    'a wrong %s is told beside its field, and what was typed is kept: %j',
    async (field, wrong, said) => {
      const awa = await world.console.signIn('awa');
      const { idempotencyKey } = await open(awa, '/wallet/topup/');
      const right = { amount: '4321', phone: '+22670123456', method: 'wave', idempotencyKey };
      const before = (await ofAwa('DEPOSIT')).length;
      const page = await awa.post('/wallet/topup/', { ...right, ...wrong });
      expect(page.status).toBe(400);
      expect(read(page)).toContain(said);
      if (field === 'amount' || field === 'phone') {
        expect(page.text).toContain(`aria-describedby="${field}-hint ${field}-error"`);
      }
      expect(fieldValue(page, 'amount')).toBe({ ...right, ...wrong }.amount);
      expect(fieldValue(page, 'phone')).toBe({ ...right, ...wrong }.phone);
      expect(await ofAwa('DEPOSIT')).toHaveLength(before);
    },
  );

  test('a refusal by the gateway says why, and that nothing was taken', async () => {
    const awa = await world.console.signIn('awa');
    const { idempotencyKey } = await open(awa, '/wallet/topup/');
    const form = { amount: '1000', phone: '+22670000001', method: 'wave', idempotencyKey };
    const { location } = await awa.post('/wallet/topup/', form);
    expect(location).toMatch(/^\/wallet\/topup\/\?depot=/);
    const page = read(await awa.get(location));
    expect(page).toContain('Le dépôt n’a pas abouti');
    expect(page).toContain('Rien n’a été prélevé');
  });
});

describe('withdrawing', () => {
  test('debits at once, shows "Retrait en cours", then done', async () => {
    const awa = await world.console.signIn('awa');
    const before = await balanceOf(world.database.pool, world.people.awa);
    const { idempotencyKey } = await open(awa, '/wallet/withdraw/');
    const form = { amount: '2000', phone: '+22670123456', method: 'orange_money', idempotencyKey };
    const { status, location } = await awa.post('/wallet/withdraw/', form);
    expect(status).toBe(303);
    expect(location).toMatch(/^\/wallet\/\?retrait=/);
    const page = read(await awa.get(location));
    expect(page).toContain('Retrait en cours');
    expect(page).toContain('− 2 000 F CFA');
    expect(await balanceOf(world.database.pool, world.people.awa)).toBe(before - 2000);
    await eventually(async () => {
      expect(read(await awa.get(location))).toContain('Retrait effectué');
    });
  });

  test('more than the balance is an error beside the amount, and no gateway call', async () => {
    const awa = await world.console.signIn('awa');
    const { idempotencyKey } = await open(awa, '/wallet/withdraw/');
    const calls = world.console.sandbox.books();
    const form = { amount: '900000', phone: '70123456', method: 'wave', idempotencyKey };
    const page = await awa.post('/wallet/withdraw/', form);
    expect(page.status).toBe(409);
    expect(read(page)).toContain('il ne suffit pas pour 900 000 F CFA');
    expect(page.text).toContain('id="amount-error"');
    expect(fieldValue(page, 'amount')).toBe('900000');
    expect(fieldValue(page, 'phone')).toBe('70123456');
    expect(world.console.sandbox.books()).toEqual(calls);
  });

  test('a payout to the failing number comes back, and the history says why', async () => {
    const awa = await world.console.signIn('awa');
    const before = await balanceOf(world.database.pool, world.people.awa);
    const { idempotencyKey } = await open(awa, '/wallet/withdraw/');
    const form = { amount: '1500', phone: '+22670999999', method: 'wave', idempotencyKey };
    const { location } = await awa.post('/wallet/withdraw/', form);
    await eventually(async () => {
      expect(read(await awa.get(location))).toContain('Le retrait n’a pas abouti');
    });
    const page = read(await awa.get(location));
    expect(page).toContain('1 500 F CFA sont revenus dans le');
    expect(await balanceOf(world.database.pool, world.people.awa)).toBe(before);
  });

  test('sent three times at once, the same form pays once', async () => {
    const awa = await world.console.signIn('awa');
    const before = await balanceOf(world.database.pool, world.people.awa);
    const { idempotencyKey } = await open(awa, '/wallet/withdraw/');
    const form = { amount: '500', phone: '+22670123456', method: 'wave', idempotencyKey };
    const sent = await Promise.all([1, 2, 3].map(() => awa.post('/wallet/withdraw/', form)));
    expect(new Set(sent.map(({ location }) => location)).size).toBe(1);
    expect(await balanceOf(world.database.pool, world.people.awa)).toBe(before - 500);
  });

  test('visa, which pays nobody out, is not offered', async () => {
    const awa = await world.console.signIn('awa');
    expect((await awa.get('/wallet/withdraw/')).text).not.toContain('value="visa"');
    expect((await awa.get('/wallet/topup/')).text).toContain('value="visa"');
  });
});

describe('a member sees only their own', () => {
  test('another member’s deposit and withdrawal do not exist for them', async () => {
    const moussa = await world.console.signIn('moussa');
    const { idempotencyKey } = await open(moussa, '/wallet/withdraw/');
    const form = { amount: '300', phone: '+22676543210', method: 'wave', idempotencyKey };
    const { location } = await moussa.post('/wallet/withdraw/', form);
    const id = location.split('=')[1];
    const awa = await world.console.signIn('awa');
    expect((await awa.get(`/wallet/?retrait=${id}`)).status).toBe(404);
    expect((await awa.get(`/wallet/topup/?depot=${id}`)).status).toBe(404);
    expect((await awa.get('/wallet/topup/?depot=nonsense')).status).toBe(404);
    expect((await awa.get(`/wallet/?apres=${id}`)).text).not.toContain('76 54 32 10');
  });

  test('extra fields in a form change nothing but what the form allows', async () => {
    const awa = await world.console.signIn('awa');
    const { moussa } = world.people;
    const before = await balanceOf(world.database.pool, moussa);
    const { idempotencyKey } = await open(awa, '/wallet/withdraw/');
    await awa.post('/wallet/withdraw/', {
      amount: '200',
      phone: '+22670123456',
      method: 'wave',
      idempotencyKey,
      walletId: moussa.walletId,
      userId: moussa.id,
      id: moussa.walletId,
      balance: '1',
      status: 'COMPLETED',
      role: 'ADMIN',
    });
    expect(await balanceOf(world.database.pool, moussa)).toBe(before);
    const last = (await ofAwa('WITHDRAWAL')).at(-1);
    expect(last).toMatchObject({ walletId: world.people.awa.walletId });
  });
});
