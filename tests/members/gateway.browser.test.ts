import type { Page } from 'playwright-core';
import { beforeEach, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, shoot as shootInto, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { ASKABLE, playedGateway, service } from '../support/played-gateway.ts';
import { askToWithdraw, balanceOn, signInOnPage } from './flows.ts';

const played = playedGateway();
const world = useConsole({ wrapGateway: played.wrapGateway });
const browser = useBrowser();
const { play } = played;

beforeEach(() => {
  played.comeBack();
  play.can = { ...ASKABLE, services: true };
  play.services = [service({ otp: true }), service({ method: 'wave' })];
});

const WAYS = [
  ['off', { script: false }, 'awa', '25000'],
  ['on', { script: true, dark: true }, 'moussa', '40000'],
] as const;

/** Nothing can be asked of a page whose script is off: its picture is taken all the same. */
async function look(page: Page, name: string): Promise<void> {
  await shootInto(page, `members/${name}`);
  if (name.endsWith('off')) return;
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide, name).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

async function topUp(page: Page, method: string): Promise<void> {
  await page.goto('/wallet/topup/');
  await page.fill('input[name=amount]', '5 000');
  await page.check(`input[value=${method}]`);
  await page.click('form.card > button');
}

inBrowser.each(WAYS)(
  'JavaScript %s: a top-up asks for the operator’s code, keeps what was typed, and goes on',
  async (name, screen, username) => {
    const page = await browser.open(world.console.url, screen);
    await signInOnPage(page, username);
    await topUp(page, 'orange_money');
    const code = page.getByLabel('Code de paiement');
    await code.waitFor();
    await page.getByText('Orange Money demande un code de paiement').waitFor();
    expect(await page.inputValue('input[name=amount]')).toBe('5 000');
    expect(await page.isChecked('input[value=orange_money]')).toBe(true);
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    await look(page, `otp-asked-js-${name}`);
    await code.fill('1234567890');
    await page.click('form.card > button');
    await page.getByText('Le code de paiement a de 1 à 8 chiffres ou lettres.').waitFor();
    expect(await code.inputValue()).toBe('1234567890');
    await code.fill('12 34 56');
    await page.click('form.card > button');
    await page.waitForURL(`${world.console.sandbox.url}/pay/**`);
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
);

inBrowser.each(WAYS)(
  'JavaScript %s: while GetMiPay is down a form says so, keeps what was typed, and nothing moves',
  async (name, screen, username, balance) => {
    const page = await browser.open(world.console.url, screen);
    await signInOnPage(page, username);
    await page.goto('/wallet/topup/');
    expect(await page.getByText('GetMiPay ne répond pas').count()).toBe(0);
    played.goDown(world.console.app.clock.now());
    await topUp(page, 'wave');
    await page.getByRole('alert').getByText('aucun argent n’a bougé').waitFor();
    expect(await page.inputValue('input[name=amount]')).toBe('5 000');
    expect(await page.isChecked('input[value=wave]')).toBe(true);
    await look(page, `down-topup-js-${name}`);

    await page.goto('/wallet/withdraw/');
    await page.getByText('GetMiPay ne répond pas en ce moment').waitFor();
    await look(page, `down-withdraw-js-${name}`);
    await askToWithdraw(page, '2 000');
    await page.click('.review button:has-text("Retirer")');
    await page.getByRole('alert').getByText('aucun argent n’a bougé').waitFor();
    expect(await page.inputValue('input[name=amount]')).toBe('2 000');
    await page.goto('/wallet/');
    expect(await balanceOn(page)).toBe(balance);

    played.comeBack();
    await topUp(page, 'wave');
    await page.waitForURL(`${world.console.sandbox.url}/pay/**`);
    await page.context().close();
  },
);
