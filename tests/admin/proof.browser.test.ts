import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, shoot as shootInto, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { someLooks } from '../support/looks.ts';
import { ASKABLE, MUTE, playedGateway } from '../support/played-gateway.ts';
import { dayBefore, givenDepositOn } from './proof-steps.ts';
import { givenStatement, statementOf } from './statement-steps.ts';
import { plain, settled, sideways, signInOn } from './steps.ts';

const played = playedGateway();
const world = useConsole({ panel: true, wrapGateway: played.wrapGateway });
const browser = useBrowser();
const opened: Page[] = [];
let yesterday = '';
/** When money moved; what stands open since then explains every later day's gap. */
const MOVED_DAYS_AGO = 6;

beforeAll(async () => {
  yesterday = dayBefore(world.console.app.clock.now());
  const day = dayBefore(world.console.app.clock.now(), MOVED_DAYS_AGO);
  const { id, reference } = await givenDepositOn(world, day, { amount: 7_000, fee: 105 });
  // The operator tells of one deposit more than the books, and of another fee.
  const at = `${day}T12:00:00.000Z`;
  const lines = [
    { ownId: id, reference, amount: '7000', fee: 100, at },
    { reference: 'GP-UNKNOWN-1', amount: '2500', at },
  ];
  const { app } = world.console;
  await givenStatement(app, world.people.finance, 'semaine.csv', statementOf(lines));
  await app.refreshBreaks();
});

beforeEach(() => {
  played.play.can = ASKABLE;
  played.play.balance = { kind: 'no_answer', message: 'Nothing came.' };
});

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

type Language = 'fr' | 'en';
const LOOKS: readonly (readonly [string, Language, Screen])[] = [
  ['desktop-fr', 'fr', { width: 1280, height: 860 }],
  ['phone-en-dark', 'en', { width: 390, dark: true }],
  ['desktop-en-dark', 'en', { width: 1280, height: 860, dark: true }],
  ['phone-fr', 'fr', { width: 390 }],
];
const SOON = { timeout: 30_000 };

async function openAs(username: string, screen: Screen, language: Language = 'fr') {
  const page = await browser.open(world.console.url, screen);
  opened.push(page);
  await signInOn(page, username, language);
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  await shootInto(page, `proof/${name}`);
  expect(await sideways(page), name).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

const verdict = async (page: Page) => plain(await page.locator('.verdict').textContent());

inBrowser.each(someLooks(LOOKS, 2))(
  'the day’s sum is there before its balance, and the gap is taken apart once it is typed in: %s',
  async (name, language, screen) => {
    const french = language === 'fr';
    // A reading is for good: each look has a day of its own.
    const shown = LOOKS.findIndex(([one]) => one === name);
    const day = dayBefore(world.console.app.clock.now(), MOVED_DAYS_AGO - shown);
    const page = await openAs('finance', screen, language);
    await page.goto(`/admin/proof?day=${day}`);
    await page.locator('.sum').waitFor();
    expect(plain(await page.locator('.sum tfoot').textContent())).toMatch(/6 895 F CFA$/);
    expect(await verdict(page)).toMatch(french ? /^Il manque le solde/ : /balance is missing/);
    await look(page, `no-balance-${name}`);

    const amount = page.locator('input[name=amount]');
    await amount.fill('douze');
    await page.locator('.proof form button[type=submit]').click();
    await page.locator('.field-wrong').waitFor();
    await amount.fill('9 640');
    await page.locator('.proof form button[type=submit]').click();
    await page.locator('.rest-open').waitFor(SOON);
    expect(await verdict(page)).toMatch(french ? /^240 F CFA ne sont pas/ : /^240 F CFA are not/);
    const rows = (await page.locator('.gap-table tr').allTextContents()).map(plain);
    expect(rows).toContainEqual(expect.stringMatching(/GP-UNKNOWN-1\+2 500 F CFA$/));
    await look(page, `gap-${name}`);
    expect(browser.complaints).toEqual([]);
  },
);

inBrowser(
  'GetMiPay is asked for its balance, and where it does not tell one types it in',
  async () => {
    const page = await openAs('finance', { width: 1280 });
    const today = dayBefore(world.console.app.clock.now(), 0);
    await page.goto(`/admin/proof?day=${today}`);
    await page.getByRole('button', { name: 'Demander à GetMiPay' }).click();
    await page.getByRole('alert').getByText('GetMiPay n’a pas donné son solde.').waitFor();
    await page.locator('input[name=amount]').waitFor();
    played.play.balance = { kind: 'told', balance: 8_000n, currency: 'XOF' };
    await page.getByRole('button', { name: 'Demander à GetMiPay' }).click();
    await page.getByText('Demandé à GetMiPay · finance').waitFor(SOON);
    expect(plain(await page.locator('.big').textContent())).toBe('8 000 F CFA');
    await page.getByText('Cette journée n’est pas terminée').waitFor();
    expect(await page.getByRole('button', { name: 'Clore cette journée' }).isDisabled()).toBe(true);
  },
);

inBrowser('where GetMiPay tells no balance nobody is offered to ask it', async () => {
  played.play.can = MUTE;
  const page = await openAs('finance', { width: 390 });
  await page.goto(`/admin/proof?day=${dayBefore(world.console.app.clock.now(), 4)}`);
  await page.getByText('GetMiPay ne dit pas son solde, et son relevé non plus').waitFor();
  expect(await page.getByRole('button', { name: 'Demander à GetMiPay' }).count()).toBe(0);
  await page.locator('input[name=amount]').waitFor();
  await look(page, 'tells-no-balance');
});

inBrowser(
  'what nothing explains becomes a break, then the day is closed for good with its fingerprint',
  async () => {
    const { app } = world.console;
    const actor = world.people.finance;
    await app.recordBalance({ actor, day: yesterday, amount: '9640' });
    const page = await openAs('finance', { width: 1280, height: 860 });
    await page.goto('/admin/proof');
    const close = page.getByRole('button', { name: 'Clore cette journée' });
    await close.waitFor();
    expect(await close.isDisabled()).toBe(true);
    await page.getByRole('button', { name: /^Ouvrir un écart de 240/ }).click();
    await page.getByText('L’écart est ouvert.').waitFor(SOON);
    await page.getByText('2 745 F CFA d’écart, entièrement expliqués').waitFor();
    const link = page.locator('.gap-table a').first();
    expect(await link.getAttribute('href')).toMatch(/^\/admin\/breaks\?ids=[^&]+&break=/);
    await close.click();
    expect(plain(await page.locator('.confirm-sentence').textContent())).toMatch(
      /^Clore le .* avec 9 640 F CFA chez GetMiPay et 2 745 F CFA d’écart expliqué\. Le rapport est figé/,
    );
    await look(page, 'closing');
    await page.getByRole('button', { name: /^Clore le/ }).click();
    await page.getByText('Empreinte du rapport (SHA-256)').waitFor(SOON);
    expect(await page.locator('.hash code').textContent()).toMatch(/^[0-9a-f]{64}$/);
    expect(await page.locator('.proof button').count()).toBe(0);
    await look(page, 'closed');

    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.sidebar').isVisible()).toBe(false);
    expect(await page.locator('.days').isVisible()).toBe(false);
    expect(await page.locator('.sum').isVisible()).toBe(true);
    await shootInto(page, 'proof/print');
    await page.emulateMedia({ media: 'screen' });

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Télécharger (CSV)' }).click();
    expect((await download).suggestedFilename()).toBe(`preuve-${yesterday}.csv`);
    const day = page.locator('.day-link[aria-current]');
    expect(plain(await day.textContent())).toMatch(/close, écart 2 745 F CFA$/i);
    await page.goto('/admin/proof');
    await page.locator('.sum').waitFor();
    expect(await page.locator('.day-link[aria-current]').getAttribute('href')).toContain(
      dayBefore(app.clock.now(), 0),
    );
    const earlier = dayBefore(app.clock.now(), MOVED_DAYS_AGO);
    const { equation } = await app.proof({ actor, day: earlier });
    await app.recordBalance({ actor, day: earlier, amount: equation.expected });
    await page.goto(`/admin/proof?day=${earlier}`);
    await page.getByText('est déjà clos : une journée qui le précède ne peut plus').waitFor();
    expect(await close.isDisabled()).toBe(true);
    expect(plain(await page.locator('.proof-sides').textContent())).toMatch(
      /Saisi à la main · finance[^,]*, .*Solde du .* 00:00/,
    );
    await look(page, 'later-closed');
  },
);

inBrowser(
  'an administrator reads the proof and closes nothing; a failure says what to do',
  async () => {
    const page = await openAs('admin', { width: 1280 });
    await page.goto(`/admin/proof?day=${dayBefore(world.console.app.clock.now(), 3)}`);
    await page.locator('.sum').waitFor();
    await page.getByText('Aucun mouvement ce jour-là.').waitFor();
    expect(await page.locator('.proof button').count()).toBe(0);
    await look(page, 'admin');
    await page.goto('/admin/proof?day=hier');
    await page.getByText('La date n’est pas valable').waitFor();
    await page.route('**/admin/api/proof', (route) => route.abort());
    await page.goto('/admin/proof');
    await page.getByRole('button', { name: 'Réessayer' }).waitFor();
    await look(page, 'failed');
  },
);

inBrowser('a second currency is chosen on the page, and every act there is about it', async () => {
  await world.database.owner.query(
    `select post(array[('OPENING', null, 1, 'XAF', system_account('gateway_float', 'XAF'), system_account('opening', 'XAF'), 900, null)::movement])`,
  );
  const page = await openAs('finance', { width: 390 });
  const earlier = browser.complaints.length;
  const today = dayBefore(world.console.app.clock.now(), 0);
  await page.goto(`/admin/proof?day=${today}`);
  await page.getByRole('link', { name: 'XAF' }).click();
  const sum = page.locator('.sum tfoot');
  await expect.poll(async () => plain(await sum.textContent()), SOON).toMatch(/GetMiPay900 F CFA$/);
  await look(page, 'xaf-phone-fr');
  const days = page.getByRole('navigation', { name: 'Dernières journées' }).getByRole('link');
  await days.nth(1).click();
  await expect.poll(async () => plain(await sum.textContent()), SOON).toMatch(/GetMiPay0 F CFA$/);
  await page.locator('input[name=amount]').fill('50');
  await page.locator('.proof form button[type=submit]').click();
  await page.locator('.rest-open').waitFor(SOON);
  expect(await verdict(page)).toMatch(/^50 F CFA ne sont pas/);
  await page.getByRole('button', { name: /^Ouvrir un écart/ }).click();
  await expect.poll(() => verdict(page), SOON).toMatch(/entièrement expliqué/);
  const { rows } = await world.database.pool.query(
    `select business_day::text as day, difference::text as amount from break_item where kind = 'proof_gap' and currency = 'XAF'`,
  );
  expect(rows).toEqual([{ day: yesterday, amount: '50' }]);
  const file = page.getByRole('link', { name: 'Télécharger (CSV)' });
  expect(await file.getAttribute('href')).toContain(`day=${yesterday}&currency=XAF`);
  expect(browser.complaints.slice(earlier)).toEqual([]);
});
