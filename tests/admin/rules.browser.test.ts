import type { Page } from 'playwright-core';
import { afterEach, beforeAll, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, shoot as shootInto, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { givenPerson } from '../support/given.ts';
import { someLooks } from '../support/looks.ts';
import { plain, settled, sideways, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
const opened: Page[] = [];

beforeAll(async () => {
  await givenPerson(world.database.owner, { username: 'controle', role: 'FINANCE' });
});

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

type Language = 'fr' | 'en';
const LOOKS: readonly (readonly [string, Language, Screen])[] = [
  ['phone-fr-dark', 'fr', { width: 390, dark: true }],
  ['desktop-en', 'en', { width: 1280, height: 860 }],
  ['desktop-fr', 'fr', { width: 1280, height: 860 }],
  ['phone-en', 'en', { width: 390 }],
];

async function openAs(username: string, screen: Screen, language: Language = 'fr') {
  const page = await browser.open(world.console.url, screen);
  opened.push(page);
  await signInOn(page, username, language);
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  await shootInto(page, `rules/${name}`);
  expect(await sideways(page), name).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

const pair = (over: object = {}) => ({
  lineId: '1',
  reference: 'T_Q8ZX2',
  amount: '5000',
  transactionId: '01900000-0000-7000-8000-000000000001',
  memberName: 'Awa Ouédraogo',
  difference: '0',
  ...over,
});

inBrowser.each(someLooks(LOOKS, 2))(
  'a rule is written, tried on today’s lines beside past decisions, and switched on: %s',
  async (name, language, screen) => {
    const french = language === 'fr';
    const called = `Au téléphone ${name}`;
    const page = await openAs('finance', screen, language);
    await page.goto('/admin/rules');
    await page.locator('.rule').first().waitFor();
    await look(page, `list-${name}`);
    await page.getByRole('button', { name: french ? 'Nouvelle règle' : 'New rule' }).click();
    const save = page.locator('form.card button[type=submit]');
    await save.click();
    await page.getByText(french ? 'Donnez un nom à la règle.' : 'Give the rule a name.').waitFor();
    await look(page, `form-${name}`);
    await page.locator('input[name=name]').fill(called);
    await page.locator('input[name=priority]').fill('7');
    await page.locator('input[name=tolerance]').fill('50');
    await page.locator('input[name=windowMinutes]').fill('180');
    await save.click();
    const row = page.locator('.rule', { hasText: called });
    await row.waitFor();
    expect(plain(await row.textContent())).toContain(
      french ? 'À 50 F CFA près · À 3 h près' : 'Within 50 F CFA · Within 3 h',
    );
    await row.getByRole('button').first().click();
    const sides = page.locator('.trial-sides section > p');
    await expect.poll(async () => (await sides.allTextContents()).length).toBe(2);
    expect((await sides.allTextContents()).map(plain)).toEqual(
      french
        ? [
            'Ne rapprocherait aucune ligne en attente.',
            'Personne n’a encore rapproché à la main : il n’y a rien à comparer.',
          ]
        : [
            'Would match none of the rows that wait.',
            'Nobody has matched by hand yet: there is nothing to compare with.',
          ],
    );
    await page.locator('.trial button.button-main').click();
    await page
      .getByText(french ? 'une autre personne des finances' : 'another finance person')
      .waitFor();
    const other = await openAs('controle', screen, language);
    await other.goto('/admin/rules');
    const theirs = other.locator('.rule', { hasText: called });
    await theirs.getByRole('button').first().click();
    await other.locator('.trial button.button-main').click();
    await theirs.locator('.chip-green').waitFor();
    const rules = await world.console.app.matchRules({ actor: world.people.finance });
    expect(rules.find((rule) => rule.name === called)).toMatchObject({ enabled: true });
    expect(browser.complaints).toEqual([]);
  },
);

inBrowser.each(someLooks([...LOOKS].reverse(), 1))(
  'a trial says how many lines, how many wrongly and of what value, with examples: %s',
  async (name, language, screen) => {
    const page = await openAs('finance', screen, language);
    await page.route('**/admin/api/rules/try', (route) =>
      route.fulfill({
        json: {
          lines: 412,
          value: '1250000',
          samples: [pair(), pair({ lineId: '2', difference: '-50' })],
        },
      }),
    );
    await page.route('**/admin/api/rules/back-test', (route) =>
      route.fulfill({
        json: {
          decisions: 500,
          would: 412,
          right: 409,
          wrong: 3,
          wrongValue: '15000',
          samples: [pair({ chosenId: '01900000-0000-7000-8000-000000000002' })],
        },
      }),
    );
    await page.goto('/admin/rules');
    await page.locator('.rule .acts button').first().click();
    await page.locator('.trial-wrong').waitFor();
    expect((await page.locator('.trial-sentence').allTextContents()).map(plain)).toEqual(
      language === 'fr'
        ? [
            'Rapprocherait 412 lignes, 1 250 000 F CFA.',
            'Aurait rapproché 412 lignes ; 3 à tort, 15 000 F CFA.',
          ]
        : [
            'Would match 412 rows, 1 250 000 F CFA.',
            'Would have matched 412 rows; 3 wrongly, 15 000 F CFA.',
          ],
    );
    await look(page, `trial-${name}`);
  },
);

inBrowser(
  'rules stand by what they match, those there from the start by translated names',
  async () => {
    const page = await openAs('finance', { width: 1280 }, 'en');
    await page.goto('/admin/rules');
    await page.locator('.rule').first().waitFor();
    expect(await page.locator('.rule-group h2').allTextContents()).toEqual([
      'Our reference',
      'GetMiPay’s reference',
      'Phone, amount and time',
    ]);
    const [first] = await page.locator('.rule strong').allTextContents();
    expect(first).toBe('Our reference');
  },
);

inBrowser(
  'a trial of a rule that is on ends with closing it, not with switching it off',
  async () => {
    const page = await openAs('finance', { width: 390 });
    await page.goto('/admin/rules');
    await page.locator('.rule .acts button').first().click();
    const main = page.locator('.trial button.button-main');
    await main.waitFor();
    await look(page, 'trial-of-active');
    expect(await main.textContent()).toBe('Fermer');
    expect((await page.locator('.trial .form button').allTextContents()).map(plain)).toEqual([
      'Fermer',
      'Désactiver « Notre référence »',
    ]);
    await main.click();
    await page.locator('.trial').waitFor({ state: 'detached' });
    const rules = await world.console.app.matchRules({ actor: world.people.finance });
    expect(rules[0]).toMatchObject({ basis: 'own_reference', enabled: true });
  },
);

inBrowser(
  'a name that is taken is told beside its field, and an administrator changes nothing',
  async () => {
    const page = await openAs('finance', { width: 1280 });
    await page.goto('/admin/rules');
    const [first] = await world.console.app.matchRules({ actor: world.people.finance });
    await page.getByRole('button', { name: 'Nouvelle règle' }).click();
    await page.locator('input[name=name]').fill(first?.name ?? '');
    await page.getByRole('button', { name: 'Enregistrer la règle' }).click();
    await page.locator('.field-wrong', { hasText: 'Une règle porte déjà ce nom.' }).waitFor();
    const admin = await openAs('admin', { width: 1280 });
    await admin.goto('/admin/rules');
    await admin.locator('.rule').first().waitFor();
    expect(await admin.locator('main button').count()).toBe(0);
    await admin.route('**/admin/api/rules', (route) => route.fulfill({ json: { rules: [] } }));
    await admin.goto('/admin/rules');
    await admin.getByText('Aucune règle.').waitFor();
    await look(admin, 'empty');
  },
);
