import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { someLooks } from '../support/looks.ts';
import { askToWithdraw, signInOnPage } from './flows.ts';
import { givenStates, type States } from './states.ts';

/** Every page and state of a member's, in both themes and languages and at every width. */
const world = useConsole();
const browser = useBrowser();
let states: States;

beforeAll(async () => {
  states = await givenStates(world);
});

/** Where axe looks as well: it is the colours that differ. */
const THEMES = [
  ['fr-390', {}, 'fr'],
  ['fr-390-dark', { dark: true }, 'fr'],
] as const;
const WIDTHS = [
  ['en-320', { width: 320 }, 'en'],
  ['fr-320', { width: 320 }, 'fr'],
  ['fr-1280', { width: 1280 }, 'fr'],
] as const;

const PAGES = [
  '/wallet/',
  '/wallet/?type=retrait&statut=echoue',
  '/wallet/?du=2026-02-31',
  '/wallet/?type=correction',
  '/wallet/topup/',
  '/wallet/withdraw/',
  '/vaults/',
  '/account/',
  '/logout',
  '/nulle-part',
];

/** Goes to every page and state; `seen` is called on each of them. */
async function walk(page: Page, name: string, language: string, seen: () => Promise<void>) {
  const look = async (picture: string) => {
    await shoot(page, `members/${name}-${picture}`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect({ picture, overflow }).toEqual({ picture, overflow: 0 });
    await seen();
  };
  const visit = async (path: string, picture: string) => {
    await page.goto(path);
    await look(picture);
  };
  await visit(`/login?lang=${language}`, 'login');
  await visit(`/wallet/topup/?depot=${states.waiting}`, 'payer-waiting');
  await visit(`/wallet/topup/?depot=${states.done}`, 'payer-received');
  await signInOnPage(page, 'awa');
  for (const path of PAGES) await visit(path, path.replace(/\W+/g, '-').replace(/^-|-$/g, ''));
  for (const [state, id] of Object.entries(states)) {
    await visit(`/wallet/operations/${id}/`, `receipt-${state}`);
  }
  await visit(`/wallet/topup/?depot=${states.waiting}`, 'deposit-waiting');
  await visit(`/wallet/topup/?depot=${states.done}`, 'deposit-done');
  for (const state of ['leaving', 'failed', 'awaiting'] as const) {
    await visit(`/wallet/?retrait=${states[state]}`, `wallet-${state}`);
  }
  await page.goto('/vaults/');
  await page.locator('.vault summary').first().click();
  await look('vault-move');
  await askToWithdraw(page, '1000', '+226 70 99 88 77');
  await look('withdraw-review');
}

inBrowser.each(THEMES)(
  '%s: every page fits, and axe finds nothing serious',
  async (name, screen, language) => {
    const page = await browser.open(world.console.url, screen);
    await walk(page, name, language, () => expectAccessible(page));
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
  180_000,
);

inBrowser.each(someLooks(WIDTHS))(
  '%s: every page fits',
  async (name, screen, language) => {
    const page = await browser.open(world.console.url, screen);
    await walk(page, name, language, async () => {});
    await page.context().close();
  },
  120_000,
);

inBrowser('the theme can be switched, and stays', async () => {
  const page = await browser.open(world.console.url);
  await signInOnPage(page, 'moussa');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.selectOption('#theme', 'dark');
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.goto('/vaults/');
  expect(await ground()).toBe(dark);
  expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
  await page.selectOption('#theme', 'system');
  expect(await ground()).toBe(light);
  await page.context().close();
});

inBrowser('everything is reached and worked by keyboard', async () => {
  const page = await browser.open(world.console.url);
  await signInOnPage(page, 'moussa');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#contenu');
  const reached: string[] = [];
  for (let stop = 0; stop < 30; stop += 1) {
    await page.keyboard.press('Tab');
    reached.push(
      await page.evaluate(() => {
        const { activeElement: at } = document;
        const outline = at ? getComputedStyle(at).outlineStyle : 'none';
        return `${at?.getAttribute('href') ?? at?.textContent ?? ''} ${outline}`;
      }),
    );
  }
  for (const stop of ['/account/', 'Se déconnecter', '/wallet/topup/', '/vaults/']) {
    const found = reached.find((one) => one.startsWith(stop));
    expect({ stop, found: found?.endsWith(' none') }).toEqual({ stop, found: false });
  }

  await page.goto('/wallet/withdraw/');
  await page.waitForSelector('input:focus');
  await page.keyboard.type('1000');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.review');
  await page.focus('.review button');
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=Retrait en cours');
  await page.focus('.filter summary');
  await page.keyboard.press('Enter');
  await page.focus('select[name=type]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.focus('.filter button');
  await page.keyboard.press('Enter');
  await page.waitForURL(/type=retrait/);
  await page.focus('.operation a.line');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.facts');
  await page.context().close();
});
