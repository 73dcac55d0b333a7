import { readFileSync } from 'node:fs';
import { beforeAll, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { someLooks } from '../support/looks.ts';
import { statusOf } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { decide, givenMember, givenTreasurer, waitingPayout } from './given.ts';
import { plain, settled, sideways, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
let tresorier: Visitor;
let tresoriere: Visitor;

const SCREENS: readonly (readonly [string, Screen, 'fr' | 'en'])[] = [
  ['wide-light-fr', { width: 1280, height: 860 }, 'fr'],
  ['phone-dark-en', { width: 390, dark: true }, 'en'],
];

/** Ten pages, each looked at whole. */
const PAGES_MS = 180_000;

const status = (id: string) => statusOf(world.database.pool, id);

beforeAll(async () => {
  await givenTreasurer(world, 'tresoriere', { fullName: 'Aminata Sawadogo' });
  tresorier = await world.console.signIn('tresorier');
  tresoriere = await world.console.signIn('tresoriere');
});

/** Two for one checker to decide, one of each kind of reason, and one of their own. */
async function givenQueue() {
  const awa = await givenMember(world, { fullName: 'Mariam Kaboré' });
  const moussa = await givenMember(world, { fullName: 'Issouf Compaoré' });
  const big = await waitingPayout(tresorier, awa, 250_000);
  const foreign = await waitingPayout(tresorier, moussa, 12_500, { phone: '+22671234567' });
  const own = await waitingPayout(tresoriere, moussa, 180_000);
  return { big, foreign, own };
}

inBrowser.each(someLooks(SCREENS))(
  'the inbox, its decisions and their outcomes are whole and accessible: %s',
  async (name, screen, lang) => {
    const { big, foreign, own } = await givenQueue();
    const page = await browser.open(world.console.url, screen);
    const look = async (what: string) => {
      await settled(page);
      await shoot(page, `approvals/${name}/${what}`);
      expect(await sideways(page), what).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    };
    await signInOn(page, 'tresoriere', lang);
    await page.goto('/admin/approvals');
    await page.locator('.waiting').nth(2).waitFor();
    await look('inbox');
    await page.goto(`/admin/resources/Transaction/records/${big}/show`);
    await page.locator('.timeline').waitFor();
    await look('transaction');
    await page.goto(`/admin/resources/Transaction/records/${big}/approve`);
    await page.locator('.confirm-sentence').waitFor();
    await look('approve');
    await page.goto(`/admin/resources/Transaction/records/${foreign}/reject`);
    await page.locator('button[type=submit].button-main').click();
    await page.locator('.error').waitFor();
    await look('reject-without-reason');
    await page.goto(`/admin/resources/Transaction/records/${own}/cancel`);
    await page.locator('.confirm-sentence').waitFor();
    await look('cancel');
    await page.goto('/admin/approvals');
    await page.locator('.check input').check();
    await page.locator('.waiting-tools button').first().click();
    await page.locator('.chosen-rows').waitFor();
    await look('many');
    await decide(tresorier, foreign, 'cancel');
    await page.locator('.confirm button[type=submit]').click();
    await page.locator('.results').waitFor();
    await look('results');
    expect(await status(big)).not.toBe('AWAITING_APPROVAL');
    expect(await status(foreign)).toBe('CANCELLED');
    expect(await status(own)).toBe('AWAITING_APPROVAL');
    const download = page.waitForEvent('download');
    await page.locator('.results button').last().click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    expect(csv.startsWith('\ufeff"')).toBe(true);
    expect(csv).toContain(`"${big}","Mariam Kaboré"`);
    expect(csv).toContain(`"'+226`);
    await page.goto(`/admin/resources/Transaction/records/${foreign}/approve`);
    await page.locator('.state').waitFor();
    await look('too-late');
    await decide(tresoriere, own, 'cancel');
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
  PAGES_MS,
);

inBrowser('by keyboard alone finance finds what waits, and approves it', async () => {
  const member = await givenMember(world, { fullName: 'Rasmata Zongo' });
  const id = await waitingPayout(tresorier, member, 130_000);
  const page = await browser.open(world.console.url, { width: 1280 });
  await signInOn(page, 'finance');
  await page.getByRole('link', { name: /^Approbations/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /^Approuver 130/ }).focus();
  await page.keyboard.press('Enter');
  const sentence = page.locator('.confirm-sentence');
  await sentence.waitFor();
  expect(plain(await sentence.textContent())).toMatch(
    /^Approuver le retrait de 130 000 F CFA à Rasmata Zongo, \+226 .*, par Wave\. L’argent part tout de suite\.$/,
  );
  await page.getByRole('button', { name: /^Approuver 130.000/ }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/admin/approvals');
  await page.getByText('Retrait en cours').waitFor();
  expect(await status(id)).not.toBe('AWAITING_APPROVAL');
  expect(browser.complaints).toEqual([]);
  await page.context().close();
});
