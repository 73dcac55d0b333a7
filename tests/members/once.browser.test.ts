import type { Page } from 'playwright-core';
import { beforeEach, expect } from 'vitest';
import { inBrowser, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { balanceOf } from '../support/payments.ts';
import { askToWithdraw, signInOnPage } from './flows.ts';

/** Impatient fingers: double clicks, reloads and the back button pay once. */
const world = useConsole({ sandbox: { payoutDelayMs: 500 } });
const browser = useBrowser();

const SCRIPTS = [['on'], ['off']] as const;

const started = (type: string) =>
  world.console.app.prisma.transaction.count({ where: { userId: world.people.awa.id, type } });

const balance = () => balanceOf(world.database.pool, world.people.awa);

let before = { payouts: 0, deposits: 0, moves: 0, balance: 0 };
beforeEach(async () => {
  before = {
    payouts: await started('WITHDRAWAL'),
    deposits: await started('DEPOSIT'),
    moves: await started('TRANSFER'),
    balance: await balance(),
  };
});

async function open(script: 'on' | 'off'): Promise<Page> {
  const page = await browser.open(world.console.url, { script: script === 'on' });
  await signInOnPage(page, 'awa');
  return page;
}

inBrowser.each(SCRIPTS)(
  'JavaScript %s: a withdrawal is confirmed twice, reloaded and gone back from',
  async (script) => {
    const page = await open(script);
    await askToWithdraw(page, '1000');
    await page.reload();
    // Without the script the browser sends the form again; with it, it asks for the empty form.
    if (script === 'off') await page.waitForSelector('.review');
    else await askToWithdraw(page, '1000');
    await page.dblclick('.review button:has-text("Retirer")');
    await page.waitForURL(/retrait=/);
    await page.reload();
    await page.goBack().catch(() => null);
    if (script === 'on') {
      await page.waitForSelector('form.card input[name=amount]');
      expect(await page.inputValue('input[name=amount]')).toBe('');
    }
    expect(await started('WITHDRAWAL')).toBe(before.payouts + 1);
    expect(await balance()).toBe(before.balance - 1_000);
    await page.context().close();
  },
);

inBrowser.each(SCRIPTS)('JavaScript %s: "Modifier" and a second try pay once', async (script) => {
  const page = await open(script);
  await askToWithdraw(page, '700');
  await page.click('.review button:has-text("Modifier")');
  await page.waitForSelector('input[name=amount]');
  await page.fill('input[name=amount]', '800');
  await page.click('form.card > button');
  await page.waitForSelector('.review');
  await page.click('.review button:has-text("Retirer")');
  await page.waitForURL(/retrait=/);
  expect(await started('WITHDRAWAL')).toBe(before.payouts + 1);
  expect(await balance()).toBe(before.balance - 800);
  await page.context().close();
});

inBrowser.each(SCRIPTS)('JavaScript %s: a top-up is sent with a double click', async (script) => {
  const page = await open(script);
  await page.goto('/wallet/topup/');
  await page.fill('input[name=amount]', '1500');
  await page.dblclick('form.card > button');
  await page.waitForURL(/\/pay\/|depot=/);
  expect(await started('DEPOSIT')).toBe(before.deposits + 1);
  await page.context().close();
});

inBrowser.each(SCRIPTS)(
  'JavaScript %s: a vault is opened and filled with double clicks',
  async (script) => {
    const page = await open(script);
    await page.goto('/vaults/');
    if (!(await page.isVisible('input[name=name]'))) await page.click('details.card > summary');
    await page.fill('input[name=name]', `Coffre ${script}`);
    await page.dblclick('details.card button');
    await page.waitForSelector('text=Le coffre est créé.');
    const vault = page.locator('.vault').filter({ hasText: `Coffre ${script}` });
    await vault.locator('summary:has-text("Mettre de côté")').click();
    await vault.locator('[open] input[name=amount]').fill('300');
    await vault.locator('[open] button').dblclick();
    await page.waitForSelector('text=La somme est au coffre.');
    await page.reload();
    expect(await started('TRANSFER')).toBe(before.moves + 1);
    expect(await balance()).toBe(before.balance - 300);
    await page.context().close();
  },
);
