import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, shoot as shootInto, useBrowser } from '../support/browser.ts';
import { codeNow, wrongCode } from '../support/codes.ts';
import { useConsole } from '../support/console.ts';
import { givenTontine, PASSWORD } from '../support/given.ts';
import { someLooks } from '../support/looks.ts';

const world = useConsole();
const browser = useBrowser();
/** Axe needs the timers that a page without scripts does not have. */
const scriptless = new WeakSet<Page>();

const phone = async (screen: Screen = {}) => {
  const page = await browser.open(world.console.url, screen);
  if (screen.script === false) scriptless.add(page);
  return page;
};
const shoot = (page: Page, name: string) => shootInto(page, `account/${name}`);
/** A dozen pages, and axe on each of them, beside another test file. */
const WALK_MS = 180_000;
const done = (page: Page) => page.context().close();

beforeAll(async () => {
  const { tresorier, fatou } = world.people;
  await givenTontine(world.database.owner, 'Tontine Baobab', tresorier, [fatou]);
});

async function givePassword(page: Page, username: string, language = 'fr') {
  await page.goto(`/login?lang=${language}`);
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', PASSWORD);
  await page.click('form.card button');
}

async function signOut(page: Page) {
  await page.click('header form button');
  await page.waitForURL('**/login');
}

/** No page is wider than its screen, and axe finds nothing grave on it. */
async function look(page: Page, name: string) {
  await shoot(page, name);
  if (!scriptless.has(page)) await expectAccessible(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect({ name, overflow }).toEqual({ name, overflow: 0 });
}

const forgetCodes = () => world.database.owner.query('update second_factor set last_step = 0');

const forgetSecondFactors = async () => {
  await world.database.owner.query('delete from recovery_code');
  await world.database.owner.query('delete from second_factor');
};

afterEach(forgetSecondFactors);

/** Sets up a second factor, signs out, and signs in with it: what a person does, page by page. */
async function walk(page: Page, name: string, language: 'fr' | 'en') {
  await givePassword(page, 'awa', language);
  await page.waitForURL('**/wallet/');
  await page.goto('/account/');
  await look(page, `${name}-1-account`);
  await page.click('a[href="/account/password/"]');
  await look(page, `${name}-2-password`);
  await page.fill('input[name=current]', 'wrong');
  await page.fill('input[name=next]', 'quatre mots sans rapport');
  await page.fill('input[name=again]', 'quatre mots sans rapport');
  await page.click('form.card button');
  await page.waitForSelector('#current-error');
  await look(page, `${name}-3-password-error`);

  await page.goto('/account/second-factor/');
  const secret = (await page.textContent('.secret')) ?? '';
  await look(page, `${name}-4-enrol`);
  await page.fill('input[name=code]', wrongCode(secret));
  await page.click('.steps button');
  await page.waitForSelector('#code-error');
  await look(page, `${name}-5-enrol-error`);
  await page.fill('input[name=code]', codeNow(secret));
  await page.click('.steps button');
  await page.waitForSelector('.codes');
  const [recoveryCode = ''] = await page.locator('.codes li').allTextContents();
  await look(page, `${name}-6-recovery-codes`);
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('main a[download]')]);
  expect(readFileSync(await file.path(), 'utf8')).toContain(recoveryCode);
  await page.click('main .actions a[href="/"]');
  await page.waitForURL('**/wallet/');
  await page.goto('/account/second-factor/');
  for (const summary of await page.locator('summary').all()) await summary.click();
  await look(page, `${name}-7-enrolled`);

  await signOut(page);
  await givePassword(page, 'awa', language);
  await page.waitForURL('**/login/code');
  await look(page, `${name}-8-code`);
  await page.fill('form.card input[name=code]', wrongCode(secret));
  await page.click('form.card button');
  await page.waitForSelector('[role=alert]');
  await look(page, `${name}-9-code-error`);
  await forgetCodes();
  await page.fill('form.card input[name=code]', codeNow(secret));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/wallet/');

  await signOut(page);
  await givePassword(page, 'awa', language);
  await page.waitForURL('**/login/code');
  await page.click('summary');
  await look(page, `${name}-10-recovery`);
  await page.fill('details input[name=code]', recoveryCode);
  await page.click('details button');
  await page.waitForURL('**/account/second-factor/?left=9');
  await look(page, `${name}-11-recovery-left`);
}

inBrowser('a member sets up and uses a second factor on a phone, with JavaScript off', async () => {
  const page = await phone({ script: false });
  await walk(page, 'fr-390', 'fr');
  await done(page);
});

const WALKS: readonly (readonly [string, Screen, 'fr' | 'en'])[] = [
  ['en-390-dark', { dark: true }, 'en'],
  ['fr-320', { width: 320 }, 'fr'],
];

inBrowser.each(someLooks(WALKS))(
  'and with it, so that axe and the console have nothing to say: %s',
  async (name, screen, language) => {
    const page = await phone(screen);
    await walk(page, name, language);
    await done(page);
    expect(browser.complaints).toEqual([]);
  },
  WALK_MS,
);

const CHOICES: readonly (readonly [string, Screen, 'fr' | 'en'])[] = [
  ['fr-390', {}, 'fr'],
  ['en-1280-dark', { dark: true, width: 1280 }, 'en'],
];

inBrowser.each(someLooks(CHOICES))(
  'a treasurer of two tontines chooses one with a tap: %s',
  async (name, screen, language) => {
    const page = await phone(screen);
    await givePassword(page, 'tresorier', language);
    await page.waitForURL('**/tontine');
    await look(page, `${name}-tontine`);
    await page.click('button:has-text("Tontine Baobab")');
    await page.waitForURL('**/admin/resources/Wallet');
    await page.goto('/account/');
    await look(page, `${name}-tontine-account`);
    await done(page);
  },
);

inBrowser('who was given a one-time password is led to a password of their own', async () => {
  const { admin, moussa } = world.people;
  const reset = { actor: admin, userId: moussa.id, reason: 'Oublié' };
  const { password } = await world.console.app.resetUser(reset);
  const page = await phone();
  await page.goto('/login');
  await page.fill('input[name=username]', 'moussa');
  await page.fill('input[name=password]', password);
  await page.click('form.card button');
  await page.waitForURL('**/account/password/');
  await look(page, 'fr-390-must-change');
  await page.fill('input[name=current]', password);
  await page.fill('input[name=next]', 'quatre mots sans rapport');
  await page.fill('input[name=again]', 'quatre mots sans rapport');
  await page.click('form.card button');
  await page.waitForURL('**/wallet/');
  await done(page);
});
