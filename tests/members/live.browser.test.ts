import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { inBrowser, shoot, useBrowser } from '../support/browser.ts';
import { type RunningConsole, startConsole, useConsole } from '../support/console.ts';
import { unique } from '../support/payments.ts';
import { balanceOn, signInOnPage } from './flows.ts';

/** Two browsers: what the treasurer does in one shows in the member's by itself. */
const world = useConsole({ panel: true, sandbox: { payoutDelayMs: 2_000 } });
const browser = useBrowser();
const started: { second?: RunningConsole } = {};

beforeAll(async () => {
  started.second = await startConsole(world.database);
});
afterAll(() => started.second?.close());

/** Goes off where the page is loaded anew: what changes must change without that. */
const mark = (page: Page) => page.evaluate(() => document.body.setAttribute('data-same', 'yes'));
const isSame = (page: Page) => page.locator('body[data-same]').count();

const transactionOf = (amount: number) =>
  world.console.app.prisma.transaction.findFirstOrThrow({ where: { amount } });

async function openMember(page: Page, name: string) {
  await page.goto('/admin/resources/Wallet');
  await page.getByRole('link', { name: 'Payer' }).first().waitFor();
  const row = page.getByRole('row').filter({ hasText: name });
  await row.getByRole('link', { name: 'Payer' }).click();
}

const CONSOLES = [
  ['the same process', () => world.console],
  ['another process on the same database', () => started.second ?? world.console],
] as const;

inBrowser.each(CONSOLES)(
  'the member’s page of %s changes by itself while the treasurer pays',
  async (name, consoleOf) => {
    const amount = name === 'the same process' ? 2_000 : 3_000;
    const member = await browser.open(consoleOf().url);
    // The half-minute's question is switched off: only the stream can tell.
    await member.addInitScript('window.setInterval = () => 0');
    await signInOnPage(member, 'awa');
    const before = Number(await balanceOn(member));
    await mark(member);

    const treasurer = await browser.open(world.console.url, { width: 1280, height: 900 });
    await signInOnPage(treasurer, 'tresorier', '**/admin/**');
    await openMember(treasurer, 'Awa');
    await treasurer.getByLabel('Montant').fill(String(amount));
    await treasurer.getByLabel('Moyen de paiement').selectOption({ label: 'Orange Money' });
    await treasurer.getByRole('button', { name: 'Continuer' }).click();
    await treasurer.getByRole('button', { name: /^Payer / }).click();

    const sum = `${amount / 1_000}\u202f000`;
    const row = member.locator('.operation').filter({ hasText: 'par tresorier' });
    await row.filter({ hasText: sum }).waitFor({ timeout: 25_000 });
    expect(await balanceOn(member)).toBe(String(before - amount));
    await shoot(member, `members/live-${amount}`);
    await row.filter({ hasText: sum }).filter({ hasText: 'effectué' }).waitFor();
    expect(await member.textContent('#said')).toContain('Solde disponible');
    expect(await isSame(member)).toBe(1);
    await member.context().close();
    await treasurer.context().close();
  },
  120_000,
);

inBrowser(
  'a deposit’s page turns into "Porte-monnaie rechargé" while somebody else pays',
  async () => {
    const { transaction } = await world.console.app.requestDeposit({
      actor: world.people.moussa,
      walletId: world.people.moussa.walletId,
      amount: '1500',
      phone: '76543210',
      method: 'wave',
      idempotencyKey: unique('key'),
    });
    const member = await browser.open(world.console.url);
    await signInOnPage(member, 'moussa');
    await member.goto(`/wallet/topup/?depot=${transaction.id}`);
    await mark(member);
    const payer = await browser.open(world.console.url);
    await payer.goto(transaction.paymentUrl ?? '');
    await payer.click('button:has-text("Payer")');
    await payer.waitForSelector('h1:has-text("Paiement")');
    expect(payer.url()).toContain('/wallet/topup/?depot=');
    await member.waitForSelector('h1:has-text("Porte-monnaie rechargé")', { timeout: 20_000 });
    expect(await member.textContent('#said')).toBe('Porte-monnaie rechargé');
    expect(await member.title()).toContain('Porte-monnaie rechargé');
    expect(await isSame(member)).toBe(1);
    await payer.waitForSelector('text=Paiement reçu', { timeout: 20_000 });
    await member.context().close();
    await payer.context().close();
  },
);

inBrowser('what somebody types is never taken away, and the focus stays', async () => {
  const member = await browser.open(world.console.url);
  await signInOnPage(member, 'moussa');
  const { id } = await transactionOf(1_500);
  await member.goto(`/wallet/operations/${id}/`);
  await mark(member);
  await member.click('.dispute summary');
  await member.fill('textarea', 'Je ne sais plus.');
  const again = () => member.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const reread = () => member.waitForResponse((answer) => answer.url().includes('/operations/'));
  await Promise.all([reread(), again()]);
  await member.waitForTimeout(200);
  expect(await member.inputValue('textarea')).toBe('Je ne sais plus.');

  await member.goto('/wallet/withdraw/');
  await member.fill('input[name=amount]', '1234');
  const { app } = world.console;
  const { moussa } = world.people;
  const { vaultId } = await app.createVault({ actor: moussa, ownerId: moussa.id, name: 'Fête' });
  await app.moveToVault({ actor: moussa, vaultId, amount: '5000', idempotencyKey: unique('key') });
  await member.waitForSelector('.available:has-text("36\u202f500")');
  expect(await member.inputValue('input[name=amount]')).toBe('1234');
  expect(await member.textContent('.left')).toContain('35\u202f266');
  expect(await member.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('amount');

  await member.goto('/wallet/');
  await member.focus('.operation a.line');
  const focused = () => member.evaluate(() => document.activeElement?.getAttribute('href'));
  const href = await focused();
  await app.moveToVault({ actor: moussa, vaultId, amount: '100', idempotencyKey: unique('key') });
  await member.waitForSelector('.operation:has-text("100")');
  expect(await focused()).toBe(href);
  await member.context().close();
});

inBrowser('a page whose session has ended leads to the sign-in by itself', async () => {
  const member = await browser.open(world.console.url);
  await signInOnPage(member, 'fatou');
  await world.database.owner.query(`delete from session where sess ->> 'personId' = $1`, [
    world.people.fatou.id,
  ]);
  await member.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await member.waitForURL('**/login?next=%2Fwallet%2F');
  await member.context().close();
});
