import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inBrowser, type Screen, shoot as shootInto, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { askToWithdraw, balanceOn, signInOnPage } from './flows.ts';

/** What a member does on a phone, with the script and without it: the same flows, the same outcome. */
const world = useConsole({ sandbox: { payoutDelayMs: 1_500 } });
const browser = useBrowser();
const phone = (screen: Screen = {}) => browser.open(world.console.url, screen);
const shoot = (page: Page, name: string) => shootInto(page, `members/${name}`);
const done = (page: Page) => page.context().close();

const FLOWS = [
  ['off', { script: false }, 'awa', 25_000],
  ['on', { script: true }, 'moussa', 40_000],
] as const;

inBrowser.each(FLOWS)(
  'JavaScript %s: top up, pay, withdraw too much, review, change, withdraw',
  async (name, screen, username, opening) => {
    const page = await phone(screen);
    const picture = (what: string) => shoot(page, `js-${name}-${what}`);
    await page.goto('/login');
    await picture('login');
    await signInOnPage(page, username);
    await picture('wallet-new');

    await page.click('.balance a[href="/wallet/topup/"]');
    await page.fill('input[name=amount]', '5 000');
    await page.check('input[value=orange_money]');
    await picture('topup');
    await page.click('form.card button');
    await page.waitForURL(`${world.console.sandbox.url}/pay/**`);
    const payment = page.url();
    await picture('payment-page');

    await page.goto('/wallet/');
    await picture('wallet-on-its-way');
    await page.click('text=Continuer le paiement');
    await page.waitForSelector('h1:has-text("En attente de confirmation")');
    await picture('deposit-waiting');
    await page.goto(payment);
    await page.click('button:has-text("Payer")');
    await page.waitForSelector('h1:has-text("Porte-monnaie rechargé")');
    await picture('deposit-done');

    await page.goto('/wallet/withdraw/');
    await page.fill('input[name=amount]', '90000');
    await page.click('form.card button');
    await page.waitForSelector('.error');
    expect(await page.inputValue('input[name=amount]')).toBe('90000');
    await picture('withdraw-error');
    await askToWithdraw(page, '2 000', '+226 70 99 88 77');
    await picture('withdraw-review-foreign');
    await page.click('.review button:has-text("Modifier")');
    await page.waitForSelector('.choices');
    expect(await page.inputValue('input[name=amount]')).toBe('2 000');
    expect(await page.inputValue('input[name=phone]')).toBe('+226 70 99 88 77');
    await askToWithdraw(page, '2000');
    expect(await page.textContent('.review .sentence')).toMatch(
      /^Retirer 2\u202f000\u00a0F\u00a0CFA vers \+226[\u00a0\d]+, par Orange Money\.$/,
    );
    await picture('withdraw-review');
    await page.click('.review button:has-text("Retirer 2\u202f000\u00a0F\u00a0CFA")');
    await page.waitForSelector('text=Retrait en cours');
    expect(await balanceOn(page)).toBe(String(opening + 3_000));
    await picture('withdraw-pending');
    await page.waitForSelector('text=Retrait effectué', { timeout: 20_000 });
    await picture('withdraw-done');
    expect(browser.complaints).toEqual([]);
    await done(page);
  },
);

inBrowser.each(FLOWS)(
  'JavaScript %s: look for an operation, open its receipt, say that it is unknown, read the answer',
  async (name, screen, username) => {
    const page = await phone(screen);
    const picture = (what: string) => shoot(page, `js-${name}-${what}`);
    await signInOnPage(page, username);
    await page.click('.filter summary');
    await page.selectOption('select[name=type]', 'retrait');
    await page.selectOption('select[name=statut]', 'effectue');
    await picture('filter');
    await page.click('.filter button');
    await page.waitForURL(/type=retrait&statut=effectue/);
    await page.waitForSelector('.asked:has-text("1 opération")');
    expect(await page.locator('.operation').count()).toBe(1);
    await picture('filtered');
    await page.click('.filter summary');
    await page.fill('input[name=au]', '2020-01-01');
    await page.click('.filter button');
    await page.waitForSelector('.empty');
    await picture('filtered-empty');
    await page.goBack();

    await page.click('.operation a.line');
    await page.waitForSelector('h1:has-text("Retrait")');
    expect(await page.textContent('.facts')).toContain('Orange Money');
    await picture('receipt');
    expect(await page.locator('[data-print]').isVisible()).toBe(name === 'on');

    await page.click('.dispute summary');
    await page.fill('textarea', 'Je n’ai rien retiré ce jour-là.\nQui l’a fait ?');
    await picture('dispute-form');
    await page.click('.dispute button');
    await page.waitForSelector('text=La finance est prévenue');
    await picture('dispute-open');

    const { people, console: running } = world;
    const dispute = await running.app.prisma.dispute.findFirstOrThrow({
      where: { openedBy: { username } },
    });
    await running.app.answerDispute({
      actor: people.finance,
      disputeId: dispute.id,
      answer: 'Le retrait a été confirmé avec votre code.',
    });
    await page.reload();
    await page.waitForSelector('text=Le retrait a été confirmé avec votre code.');
    await picture('dispute-answered');
    expect(browser.complaints).toEqual([]);
    await done(page);
  },
);

inBrowser.each(FLOWS)(
  'JavaScript %s: open a vault, put aside, extend the lock',
  async (name, screen, username) => {
    const page = await phone(screen);
    const picture = (what: string) => shoot(page, `js-${name}-${what}`);
    await signInOnPage(page, username);
    await page.goto('/vaults/');
    await picture('vaults-empty');
    await page.fill('input[name=name]', 'Rentrée scolaire');
    await page.click('details.card button');
    await page.waitForSelector('text=Le coffre est créé.');
    await page.click('.vault summary:has-text("Mettre de côté")');
    await page.fill('.vault input[name=amount]', '3000');
    await picture('vault-move-in');
    await page.click('.vault [open] button');
    await page.waitForSelector('text=La somme est au coffre.');
    await page.click('.vault summary:has-text("Reprendre")');
    await page.fill('.vault [open] input[name=amount]', '500');
    await page.click('.vault [open] button');
    await page.waitForSelector('text=La somme est revenue dans votre porte-monnaie.');
    await picture('vault-open');
    await page.click('.vault summary:has-text("Verrouiller")');
    await page.fill('.vault [open] input[name=until]', '2099-01-31');
    await page.click('.vault [open] button');
    await page.waitForSelector('text=Verrouillé jusqu’au 31 janv. 2099');
    expect(await page.textContent('.vault .head')).toContain('2\u202f500');
    await picture('vault-locked');
    expect(browser.complaints).toEqual([]);
    await done(page);
  },
);

inBrowser('a withdrawal that failed says why and where the money is', async () => {
  const page = await phone();
  await signInOnPage(page, 'fatou');
  await askToWithdraw(page, '1000', '+226 70 99 99 99');
  await page.click('.review button:has-text("Retirer")');
  await page.waitForSelector('text=Le retrait n’a pas abouti', { timeout: 20_000 });
  await shoot(page, 'withdraw-failed');
  await page.click('.operation a.line');
  await page.waitForSelector('text=sont revenus dans le porte-monnaie');
  await shoot(page, 'receipt-failed');
  await done(page);
});

inBrowser('on paper a receipt has no navigation and is black on white', async () => {
  const page = await phone({ dark: true });
  await signInOnPage(page, 'awa');
  await page.click('.operation a.line');
  await page.waitForSelector('.facts');
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['nav', 'footer', '[data-print]', '.dispute details', 'header form']) {
    expect({ hidden, seen: await page.locator(hidden).first().isVisible() }).toEqual({
      hidden,
      seen: false,
    });
  }
  const colours = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body);
    return { backgroundColor, color };
  });
  expect(colours).toEqual({ backgroundColor: 'rgb(255, 255, 255)', color: 'rgb(0, 0, 0)' });
  await shoot(page, 'receipt-printed');
  const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  expect(/\/Count (\d+)/.exec(pdf)?.[1]).toBe('1');
  await done(page);
});
