import type { Page } from 'playwright-core';
import { beforeEach, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, shoot as shootInto, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { someLooks } from '../support/looks.ts';
import { fact, givenPayment } from '../support/payments.ts';
import { ASKABLE, MUTE, playedGateway, service } from '../support/played-gateway.ts';
import { plain, settled, sideways, signInOn } from './steps.ts';

const played = playedGateway();
const world = useConsole({ panel: true, wrapGateway: played.wrapGateway });
const browser = useBrowser();
const { play } = played;

beforeEach(() => {
  played.comeBack();
  play.can = ASKABLE;
  play.balance = { kind: 'no_answer', message: 'Nothing came.' };
  play.status = () => ({ kind: 'no_answer', message: 'Nothing came.' });
});

const SCREENS: readonly (readonly [string, Screen])[] = [
  ['phone', { width: 390, dark: true }],
  ['desktop', { width: 1280, height: 860 }],
];
const SOON = { timeout: 30_000 };

async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await shootInto(page, `gateway/${name}`);
  expect(await sideways(page), name).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

const goDown = () => played.goDown(world.console.app.clock.now());

async function fillDeposit(page: Page, method: string): Promise<void> {
  const { walletId } = world.people.awa;
  await page.goto(`/admin/resources/Wallet/records/${walletId}/deposit`);
  await page.getByLabel('Montant').fill('5 000');
  await page.getByLabel('Moyen de paiement').selectOption(method);
  await page.getByLabel('Note (facultative)').fill('Réunion de dimanche');
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.locator('.confirm-sentence').waitFor();
}

const sendDeposit = (page: Page) => page.getByRole('button', { name: /^Demander 5.000/ }).click();

inBrowser.each(someLooks(SCREENS))(
  'while GetMiPay is down every page says so, an order keeps what was typed, and the banner goes by itself: %s',
  async (name, screen) => {
    const page = await browser.open(world.console.url, screen);
    await signInOn(page, 'tresorier');
    await page.locator('main h1').waitFor();
    const banner = page.locator('.down-banner');
    expect(await banner.count()).toBe(0);

    goDown();
    await fillDeposit(page, 'wave');
    await sendDeposit(page);
    await page.getByRole('alert').getByText('GetMiPay ne répond pas').waitFor();
    expect(await page.getByLabel('Montant').inputValue()).toBe('5 000');
    expect(await page.getByLabel('Note (facultative)').inputValue()).toBe('Réunion de dimanche');
    await banner.waitFor();
    expect(plain(await banner.textContent())).toMatch(
      /^GetMiPay ne répond pas depuis \d\d:\d\d:\d\d\..* refusés jusqu’à \d\d:\d\d:\d\d.*Rien n’est perdu/,
    );
    expect(await page.locator('[role=status][aria-live=polite]:has(.down-banner)').count()).toBe(1);
    await look(page, `down-form-${name}`);
    for (const path of ['/admin', '/admin/resources/Transaction', '/admin/approvals']) {
      await page.goto(path);
      await banner.waitFor();
    }
    await look(page, `down-approvals-${name}`);

    played.comeBack();
    await banner.waitFor({ state: 'detached', ...SOON });
    await page.getByText('GetMiPay répond de nouveau.').waitFor({ state: 'attached' });
    await fillDeposit(page, 'wave');
    await sendDeposit(page);
    await page.getByRole('img', { name: 'Code QR de la page de paiement' }).waitFor(SOON);
    expect(browser.complaints.filter((text) => !text.includes('503'))).toEqual([]);
    await page.context().close();
  },
);

inBrowser.each(someLooks(SCREENS))(
  'a deposit asks for the operator’s code where the method wants one, and keeps what was typed: %s',
  async (name, screen) => {
    play.can = { ...ASKABLE, services: true };
    play.services = [service({ otp: true }), service({ method: 'wave' })];
    const page = await browser.open(world.console.url, screen);
    await signInOn(page, 'tresorier');
    await fillDeposit(page, 'orange_money');
    const code = page.getByLabel('Code de paiement');
    expect(await code.count()).toBe(0);
    await sendDeposit(page);
    await code.waitFor();
    await page.getByText('Orange Money demande un code de paiement').waitFor();
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    await look(page, `otp-asked-${name}`);

    await code.fill('12!34');
    await sendDeposit(page);
    await page.getByText('Le code de paiement a de 1 à 8 chiffres ou lettres.').waitFor();
    expect(await code.inputValue()).toBe('12!34');
    await code.fill('');
    await sendDeposit(page);
    await page.getByText('Écrivez le code de paiement que le membre a reçu.').waitFor();

    // Another method wants none; what was typed is still there.
    await page.getByRole('button', { name: 'Modifier' }).click();
    expect(await page.getByLabel('Montant').inputValue()).toBe('5 000');
    await page.getByLabel('Moyen de paiement').selectOption('wave');
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.locator('.confirm-sentence').waitFor();
    expect(await code.count()).toBe(0);
    await page.getByRole('button', { name: 'Modifier' }).click();
    await page.getByLabel('Moyen de paiement').selectOption('orange_money');
    await page.getByRole('button', { name: 'Continuer' }).click();
    expect(await code.inputValue()).toBe('');
    await code.fill('123456');
    await sendDeposit(page);
    await page.getByRole('img', { name: 'Code QR de la page de paiement' }).waitFor(SOON);
    await page.context().close();
  },
);

inBrowser.each(someLooks(SCREENS))(
  'finance asks GetMiPay from a transaction’s page and reads the answer in words: %s',
  async (name, screen) => {
    const { people, database } = world;
    const { id, reference } = await givenPayment(database.pool, {
      type: 'DEPOSIT',
      amount: 7_000,
      by: people.tresorier,
      member: people.awa,
      fee: 105,
    });
    const page = await browser.open(world.console.url, screen);
    await signInOn(page, 'finance');
    await page.goto(`/admin/resources/Transaction/records/${id}/show`);
    await page.getByText('GetMiPay n’a pas encore été interrogé').waitFor();
    expect(plain(await page.locator('.details').first().textContent())).toContain(
      'Frais annoncés105 F CFA',
    );
    const ask = page.getByRole('button', { name: 'Demander à GetMiPay maintenant' });
    await ask.click();
    await page.getByText('GetMiPay n’a pas répondu. Rien n’a bougé').waitFor();
    await page.getByText('interrogé une fois').waitFor();
    await page.getByText('Réponse : aucune.').waitFor();
    await look(page, `asked-no-answer-${name}`);

    await ask.click();
    await page.getByRole('alert').getByText('GetMiPay vient d’être interrogé').waitFor();
    await database.owner.query(
      `update queue_entry set queried_at = queried_at - interval '1 minute' where transaction_id = $1`,
      [id],
    );
    const raw = Buffer.from(`{"status":"PROCESSING","reference":"${reference}"}`);
    play.status = () => ({
      kind: 'told',
      fact: fact({ source: 'status_query', state: null, event: 'PROCESSING', reference, raw }),
    });
    await ask.click();
    await page.getByText('GetMiPay répond : toujours en cours.').waitFor();
    await page.locator('.timeline').getByText('Demandé à GetMiPay').waitFor();
    await look(page, `asked-pending-${name}`);

    await database.owner.query(
      `update queue_entry set queried_at = queried_at - interval '1 minute' where transaction_id = $1`,
      [id],
    );
    play.status = () => ({
      kind: 'told',
      fact: fact({ source: 'status_query', reference, amount: 7_000n }),
    });
    await ask.click();
    await page.getByText('L’argent est dans le porte-monnaie.').waitFor(SOON);
    await page.getByText('GetMiPay répond : effectué.').waitFor();
    await look(page, `asked-completed-${name}`);

    play.can = MUTE;
    const other = await givenPayment(database.pool, {
      type: 'WITHDRAWAL',
      amount: 500,
      by: people.tresorier,
      member: people.awa,
      state: 'UNKNOWN',
    });
    await page.goto(`/admin/resources/Transaction/records/${other.id}/show`);
    await page.getByText('qui ne répond pas aux questions').waitFor();
    expect(await ask.count()).toBe(0);
    await look(page, `not-askable-${name}`);
    await page.context().close();
  },
);

inBrowser(
  'the dashboard shows what GetMiPay says that we have, beside our books, and waits for nothing',
  async () => {
    const pages = await Promise.all(
      someLooks([...SCREENS].reverse()).map(async ([name, screen]) => {
        const page = await browser.open(world.console.url, screen);
        await signInOn(page, 'finance');
        const card = page.locator('section.card', { hasText: 'Compte chez GetMiPay' });
        return { name, page, card };
      }),
    );
    for (const { name, page, card } of pages) {
      await page.route('**/admin/api/gateway/balance', () => undefined);
      await page.goto('/admin');
      await page.getByRole('heading', { name: 'À regarder' }).waitFor();
      await card.locator('.skeleton').waitFor();
      await page.unrouteAll();
      await page.goto('/admin');
      await card.getByText('GetMiPay n’a pas dit combien nous avons chez lui.').waitFor();
      await look(page, `balance-no-answer-${name}`);
    }
    const { float } = await world.console.app.dashboard({ actor: world.people.finance });
    play.balance = { kind: 'told', balance: BigInt(float) - 1_250n, currency: 'XOF' };
    for (const { name, page, card } of pages) {
      await card.getByRole('button', { name: 'Redemander' }).click();
      await card.getByText('Écart', { exact: true }).waitFor();
      expect(plain(await card.textContent())).toContain('Écart−1 250 F CFA');
      await look(page, `balance-${name}`);
    }
    for (const { name, page, card } of pages) {
      await page.route('**/admin/api/gateway/balance', (route) =>
        route.fulfill({ json: { kind: 'unsupported' } }),
      );
      await page.goto('/admin');
      await card.getByText('GetMiPay ne dit pas combien nous avons chez lui.').waitFor();
      await look(page, `balance-unsupported-${name}`);
      await page.context().close();
    }
  },
);
