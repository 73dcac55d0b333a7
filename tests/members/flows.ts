import type { Page } from 'playwright-core';
import { PASSWORD } from '../support/given.ts';

/** Signs in through the page; lands where this person works. */
export async function signInOnPage(page: Page, username: string, lands = '**/wallet/') {
  await page.goto('/login');
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', PASSWORD);
  await page.click('form.card button');
  await page.waitForURL(lands);
}

/** The sum on the wallet's page, in digits. */
export async function balanceOn(page: Page): Promise<string> {
  return ((await page.textContent('.balance .sum')) ?? '').replace(/\D/g, '');
}

/** Fills the form of a withdrawal and goes on to the page that asks once more. */
export async function askToWithdraw(page: Page, amount: string, phone?: string) {
  await page.goto('/wallet/withdraw/');
  await page.fill('input[name=amount]', amount);
  if (phone) await page.fill('input[name=phone]', phone);
  await page.click('form.card > button');
  await page.waitForSelector('.review');
}
