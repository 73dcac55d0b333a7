import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { someLooks } from '../support/looks.ts';
import { givenBusyHouse } from './dashboard-given.ts';
import { plain, settled, sideways, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();

beforeAll(() => givenBusyHouse(world));

type Look = readonly [name: string, lang: 'fr' | 'en', screen: Screen];
const LOOKS: readonly Look[] = [
  ['fr-light-desktop', 'fr', { width: 1280, height: 900 }],
  ['en-dark-phone', 'en', { width: 390, dark: true }],
  ['fr-light-phone', 'fr', { width: 390 }],
  ['en-dark-desktop', 'en', { width: 1280, height: 900, dark: true }],
];

const open = async (username: string, lang: 'fr' | 'en', screen: Screen): Promise<Page> => {
  const page = await browser.open(world.console.url, screen);
  await signInOn(page, username, lang);
  await page.goto('/admin');
  await page.locator('.dashboard').waitFor();
  return page;
};

const drawn = (page: Page) => page.locator('.chart svg').nth(2).waitFor();

inBrowser.each(someLooks(LOOKS, 2))(
  'the office sees at a glance what waits, what moved and what the books have: %s',
  async (name, lang, screen) => {
    const page = await open('finance', lang, screen);
    await drawn(page);
    await settled(page);
    await shoot(page, `dashboard/full-${name}`);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await expectAccessible(page);
    for (const table of await page.locator('.chart-card summary').all()) await table.click();
    await expectAccessible(page);
    await shoot(page, `dashboard/tables-${name}`);
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
);

inBrowser('every bar and every figure opens the list behind it', async () => {
  const page = await open('finance', 'fr', { width: 1280, height: 900 });
  await drawn(page);
  const part = page.getByRole('link', { name: /1 h à 24 h, Retraits : 1 · 65.000/ });
  await part.click();
  await page.waitForURL(/\/admin\/breaks\?age=%3C24h&flow=payout/);
  await page.goBack();
  await drawn(page);
  const links = await page
    .locator('.dashboard a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(links.length).toBeGreaterThan(60);
  expect(links.filter((href) => !href.startsWith('/admin'))).toEqual([]);
  const figure = page.locator('.figure', { hasText: 'Échéances passées' });
  expect(plain(await figure.textContent())).toBe('Échéances passées8');
  await figure.click();
  await page.waitForURL(/\/admin\/breaks\?due=overdue/);
  await page.context().close();
});

inBrowser('the day’s table says how surely and how fast each method settles', async () => {
  const page = await open('finance', 'fr', { width: 1280, height: 900 });
  const row = page.locator('.today tbody tr', { hasText: 'Orange Money Dépôt' });
  expect((await row.locator('td').allTextContents()).map(plain).slice(0, 4)).toEqual([
    '1',
    '+61 000 F CFA',
    '50 %',
    '1',
  ]);
  await page.context().close();
});

inBrowser('the chart shows how many, or how much, and the keyboard reaches its parts', async () => {
  const page = await open('finance', 'fr', { width: 1280, height: 900 });
  await drawn(page);
  const card = page.locator('.chart-card', { hasText: 'Écarts ouverts, par âge' });
  expect(await card.locator('.chart-total').allTextContents()).toEqual(['1', '1', '2', '2', '2']);
  await card.getByRole('button', { name: 'Montant' }).click();
  expect((await card.locator('.chart-total').allTextContents()).map(plain)[0]).toBe('12 000 F CFA');
  const first = card.locator('svg a').first();
  await first.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/admin\/breaks\?age=/);
  await page.context().close();
});

inBrowser('it looks again by itself, and that keeps no session alive', async () => {
  const page = await browser.open(world.console.url, { width: 1280, height: 900 });
  await page.clock.install();
  await signInOn(page, 'finance');
  await page.goto('/admin');
  await page.locator('.dashboard').waitFor();
  const again = page.waitForRequest(
    (request) =>
      request.url().endsWith('/api/dashboard') && request.headers()['x-background'] === '1',
  );
  await page.clock.fastForward(16_000);
  await again;
  await page.context().close();
});

inBrowser(
  'books read as people read them: what came in stands at the gateway with a plus',
  async () => {
    const page = await open('finance', 'fr', { width: 1280, height: 900 });
    const { id } = (
      await world.database.owner.query<{ id: string }>(
        `select id from transaction where amount = 61000 and type = 'DEPOSIT'`,
      )
    ).rows[0]!;
    await page.goto(`/admin/resources/Transaction/records/${id}/show`);
    const lines = page.locator('.postings tbody tr');
    await lines.first().waitFor();
    expect((await lines.allTextContents()).map(plain)).toEqual([
      expect.stringMatching(/^Compte chez GetMiPay\+61 000 F CFA/),
      expect.stringMatching(/^Porte-monnaie.*\+61 000 F CFA/),
    ]);
    await page.context().close();
  },
);

inBrowser(
  'what is late says for how long since it was sent, not since it was noticed',
  async () => {
    const { id } = (
      await world.database.owner.query<{ id: string }>(
        `update queue_entry set stale_since = db_now(), stale_reason = 'payer_has_not_confirmed'
       where transaction_id = (select id from transaction where amount = 900 and type = 'WITHDRAWAL' limit 1) returning transaction_id as id`,
      )
    ).rows[0]!;
    const page = await open('finance', 'fr', { width: 1280, height: 900 });
    await page.goto(`/admin/resources/Transaction/records/${id}/show`);
    await page.getByText(/En retard.: envoyé depuis 3.h\./).waitFor();
    await page.context().close();
  },
);

inBrowser('without the charts’ script the tables still say everything', async () => {
  const page = await browser.open(world.console.url, { width: 1280, height: 900 });
  await page.route('**/charts.bundle.js*', (route) => route.abort());
  await signInOn(page, 'finance');
  await page.goto('/admin');
  await page.locator('.chart-card').first().waitFor();
  await settled(page);
  const card = page.locator('.chart-card', { hasText: 'Écarts ouverts, par âge' });
  await card.locator('summary').click();
  expect(plain(await card.locator('table').textContent())).toContain('240 000 F CFA');
  expect(await page.locator('.chart svg').count()).toBe(0);
  await page.context().close();
});

inBrowser('a treasurer keeps their own, without the house’s money', async () => {
  const page = await open('tresorier', 'fr', { width: 390 });
  await settled(page);
  await shoot(page, 'dashboard/treasurer');
  expect(await page.locator('.dashboard h2').allTextContents()).toEqual([
    'À regarder',
    'En cours, par âge',
    'Réglé aujourd’hui, par moyen',
  ]);
  expect(await page.locator('svg.chart, .chart').count()).toBe(0);
  const bars = page.locator('.bar');
  expect(await bars.count()).toBeGreaterThan(1);
  // A bar lies under its text: neither hides the other.
  const apart = await bars.evaluateAll((all) =>
    all.every((bar) => {
      const text = bar.querySelector('.bar-text')?.getBoundingClientRect();
      const track = bar.querySelector('.bar-track')?.getBoundingClientRect();
      return text !== undefined && track !== undefined && track.top >= text.bottom;
    }),
  );
  expect(apart).toBe(true);
  await expectAccessible(page);
  await page.context().close();
});

inBrowser('a house where nothing happened yet says so, in each of its places', async () => {
  let checkedAt: string | null = null;
  const page = await browser.open(world.console.url, { width: 390 });
  await signInOn(page, 'finance');
  await page.route('**/api/dashboard', async (route) => {
    const answer = await (await route.fetch()).json();
    const { house, day } = answer;
    const breaks = { ...house.breaks, byAge: [], proposed: 0, mine: 0, overdue: 0, checkedAt };
    const floatDays = house.floatDays.map((one: object) => ({ ...one, float: '0', told: null }));
    await route.fulfill({
      json: {
        ...answer,
        day: { ...day, open: [], today: [], failedToday: 0 },
        house: { ...house, breaks, floatDays, float: '0' },
      },
    });
  });
  await page.route('**/api/statements/deliveries*', (route) =>
    route.fulfill({ json: { missed: [], delays: [] } }),
  );
  await page.goto('/admin');
  for (const said of [
    'Pas encore vérifié.',
    'Aucune opération en cours.',
    'Rien n’a encore été réglé aujourd’hui.',
    'Aucun message reçu ces sept derniers jours.',
  ])
    await page.getByText(said).first().waitFor();
  await page.locator('.chart svg').first().waitFor();
  await shoot(page, 'dashboard/empty');
  expect(await page.getByText('Aucun écart ouvert').count()).toBe(0);
  checkedAt = '2026-11-25T10:00:00.000Z';
  await page.reload();
  await page.locator('.dashboard').waitFor();
  await settled(page);
  expect(plain(await page.locator('.chart-card').first().textContent())).toMatch(
    /Aucun écart ouvert\. Dernière vérification : 25 nov\. 2026/,
  );
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.context().close();
});
