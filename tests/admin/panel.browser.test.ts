import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inBrowser, type Screen, shoot as shootInto, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { someLooks } from '../support/looks.ts';
import { fact, givenPayment } from '../support/payments.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
const shoot = (page: Page, name: string) => shootInto(page, `admin/${name}`);

const SCREENS: readonly (readonly [string, Screen, 'fr' | 'en'])[] = [
  ['wide-light-fr', { width: 1280, height: 860 }, 'fr'],
  ['phone-dark-en', { width: 390, dark: true }, 'en'],
  ['wide-dark-en', { width: 1280, height: 860, dark: true }, 'en'],
  ['phone-light-fr', { width: 390 }, 'fr'],
];

const LISTS = [
  'Wallet',
  'Transaction',
  'Vault',
  'User',
  'Tontine',
  'Membership',
  'WebhookEvent',
  'Journal',
  'AuditEntry',
];

async function signIn(page: Page, username: string, lang: 'fr' | 'en' = 'fr') {
  await page.goto(`/login?lang=${lang}`);
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', 'tontine-demo');
  await page.click('form.card button');
  await page.waitForURL(/\/admin/);
}

/** Something of every kind, so that no list is empty. */
async function givenHistory() {
  const { people, database, console } = world;
  const of = { by: people.tresorier, member: people.awa } as const;
  const paid = await givenPayment(database.pool, { type: 'DEPOSIT', amount: 7000, ...of });
  await givenPayment(database.pool, { type: 'WITHDRAWAL', amount: 500, ...of, state: 'UNKNOWN' });
  await console.app.settle(fact({ reference: paid.reference, amount: 7000n }));
  await console.app.createVault({
    actor: people.tresorier,
    ownerId: people.awa.id,
    name: `Rentrée ${randomUUID().slice(0, 4)}`,
    lockedUntil: '2099-01-31',
  });
  return paid;
}

inBrowser.each(someLooks(SCREENS, 2))(
  'every page of the panel is drawn whole: %s',
  async (name, screen, lang) => {
    await givenHistory();
    const page = await browser.open(world.console.url, screen);
    await signIn(page, 'finance', lang);
    await page.locator('.dashboard').waitFor();
    await shoot(page, `${name}/dashboard`);
    const titles = new Set([await page.title()]);
    for (const id of LISTS) {
      await page.goto(`/admin/resources/${id}`);
      await page.locator('.records').waitFor();
      await shoot(page, `${name}/${id}-list`);
      await page.locator('.row-link').first().click();
      await page.waitForURL('**/records/**');
      await page.locator('.card').first().waitFor();
      await shoot(page, `${name}/${id}-show`);
      titles.add(await page.title());
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(sideways, id).toBeLessThanOrEqual(0);
    }
    expect(titles.size).toBeGreaterThan(LISTS.length - 2);
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
);

inBrowser('by keyboard alone a treasurer opens a member and pays out', async () => {
  const page = await browser.open(world.console.url, { width: 1280 });
  await signIn(page, 'tresorier');
  await page.goto('/admin/resources/Wallet?filters.q=moussa');
  await page.locator('.row-link').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Payer' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Montant').focus();
  await page.keyboard.type('2 000');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Wave');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const sentence = page.getByText(/Payer 2.000.F.CFA à Moussa Traoré, .* par Wave\. Il restera/);
  await sentence.waitFor();
  expect(((await sentence.textContent()) ?? '').replace(/[\u202f\u00a0]/g, ' ')).toBe(
    'Payer 2 000 F CFA à Moussa Traoré, +226 76 54 32 10, par Wave. Il restera 38 000 F CFA.',
  );
  await page.getByRole('button', { name: /^Payer 2.000.F.CFA$/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Retrait en cours').waitFor();
  await page.getByText(/Le retrait de 2.000.F.CFA est effectué/).waitFor({ timeout: 15_000 });
  expect(browser.complaints).toEqual([]);
  await page.context().close();
});

inBrowser('a refusal stands beside its field, and what was typed stays', async () => {
  const page = await browser.open(world.console.url);
  await signIn(page, 'tresorier');
  await page.goto(`/admin/resources/Wallet/records/${world.people.awa.walletId}/payout`);
  await page.getByLabel('Montant').fill('1000');
  await page.getByLabel('Moyen de paiement').selectOption('wave');
  await page.getByLabel('Téléphone qui reçoit').fill('12');
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByRole('button', { name: /^Payer/ }).click();
  await page.locator('.error').waitFor();
  expect(await page.getByLabel('Montant').inputValue()).toBe('1000');
  const phone = page.getByLabel('Téléphone qui reçoit');
  expect(await phone.getAttribute('aria-invalid')).toBe('true');
  const described = await phone.getAttribute('aria-describedby');
  expect(await page.locator(`[id="${described}"]`).textContent()).toContain('pas valable');
  await shoot(page, 'refusal');
  await page.context().close();
});
