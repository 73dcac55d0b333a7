import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inBrowser, type Screen, shoot as shootInto, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';

const world = useConsole({ sandbox: { payoutDelayMs: 1_500 } });
const browser = useBrowser();
const phone = (screen: Screen = {}) => browser.open(world.console.url, screen);
const shoot = (page: Page, name: string) => shootInto(page, `members/${name}`);
const done = (page: Page) => page.context().close();

async function signIn(page: Page, username: string) {
  await page.goto('/login');
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', 'tontine-demo');
  await page.click('form.card button');
  await page.waitForURL('**/wallet/');
}

inBrowser('with JavaScript off: top up, pay, withdraw too much, withdraw, put aside', async () => {
  const page = await phone({ script: false });
  await page.goto('/login');
  await shoot(page, 'login');
  await signIn(page, 'awa');
  await shoot(page, 'wallet-new');

  await page.click('.balance a[href="/wallet/topup/"]');
  await shoot(page, 'topup');
  await page.fill('input[name=amount]', '5 000');
  await page.check('input[value=orange_money]');
  await page.click('form.card button');
  await page.waitForURL(`${world.console.sandbox.url}/pay/**`);
  const payment = page.url();
  await shoot(page, 'payment-page');

  await page.goto('/wallet/');
  await page.click('text=Continuer le paiement');
  await page.waitForSelector('text=En attente de confirmation');
  await shoot(page, 'deposit-waiting');
  await page.goto(payment);
  await page.click('button:has-text("Payer")');
  await page.waitForSelector('text=Porte-monnaie rechargé');
  await shoot(page, 'deposit-done');

  await page.goto('/wallet/withdraw/');
  await page.fill('input[name=amount]', '90000');
  await page.click('form.card button');
  await page.waitForSelector('.error');
  expect(await page.inputValue('input[name=amount]')).toBe('90000');
  await shoot(page, 'withdraw-error');
  await page.fill('input[name=amount]', '2000');
  await page.click('form.card button');
  await page.waitForSelector('text=Retrait en cours');
  expect(await page.textContent('.balance .sum')).toContain('28\u202f000');
  await shoot(page, 'withdraw-pending');
  await page.waitForSelector('text=Retrait effectué', { timeout: 20_000 });

  await page.goto('/vaults/');
  await shoot(page, 'vaults-empty');
  await page.fill('input[name=name]', 'Rentrée scolaire');
  await page.fill('input[name=lockedUntil]', '2099-01-31');
  await page.click('details.card button');
  await page.click('.vault summary:has-text("Mettre de côté")');
  await page.fill('.vault input[name=amount]', '3000');
  await page.click('.vault button');
  await page.waitForSelector('text=La somme est au coffre.');
  await shoot(page, 'vaults');
  await done(page);
});

inBrowser('with JavaScript on, the button says the amount and what will be left', async () => {
  const page = await phone();
  await signIn(page, 'moussa');
  await page.goto('/wallet/withdraw/');
  await page.fill('input[name=amount]', '1 000');
  const button = page.locator('form.card > button');
  expect(await button.textContent()).toBe('Retirer 1\u202f000\u00a0F\u00a0CFA');
  expect(await page.textContent('.left')).toBe('Il restera 39\u202f000\u00a0F\u00a0CFA.');
  await page.fill('input[name=phone]', '+226 70 99 99 99');
  await shoot(page, 'withdraw');
  await button.dblclick();
  await page.waitForSelector('text=Retrait en cours');
  await page.waitForSelector('text=Le retrait n’a pas abouti', { timeout: 20_000 });
  await shoot(page, 'withdraw-failed');
  const payouts = await world.console.app.prisma.transaction.count({
    where: { userId: world.people.moussa.id, type: 'WITHDRAWAL' },
  });
  expect(payouts).toBe(1);
  await done(page);
});

inBrowser(
  'every page in both themes, both languages and both widths, without a complaint',
  async () => {
    const pages = [
      '/wallet/',
      '/wallet/topup/',
      '/wallet/withdraw/',
      '/vaults/',
      '/logout',
      '/nulle-part',
    ];
    for (const [name, look, language] of [
      ['fr-390', {}, 'fr'],
      ['fr-390-dark', { dark: true }, 'fr'],
      ['en-390', {}, 'en'],
      ['fr-1280', { width: 1280 }, 'fr'],
      ['fr-320', { width: 320 }, 'fr'],
    ] as const) {
      const page = await phone(look);
      await page.goto(`/login?lang=${language}`);
      await shoot(page, `${name}-login`);
      await signIn(page, 'awa');
      for (const path of pages) {
        await page.goto(path);
        await shoot(page, `${name}${path.replaceAll('/', '-').replace(/-$/, '')}`);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect({ name, path, overflow }).toEqual({ name, path, overflow: 0 });
      }
      await done(page);
    }
    expect(browser.complaints).toEqual([]);
  },
);
