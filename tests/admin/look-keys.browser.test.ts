import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inBrowser, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { plain, settled } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();

const MOST_STOPS = 80;

/** What has the focus: its words, and whether it can be seen that it has it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    // On the sign-in the frame around a field lights up.
    const frame = element.closest('.box');
    const label =
      element.getAttribute('aria-label') ??
      (element instanceof HTMLInputElement ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement
        ? (element.labels?.[0]?.textContent ?? element.name)
        : element.textContent);
    return {
      text: (label ?? '').replace(/\s+/g, ' ').trim(),
      isVisible: frame
        ? getComputedStyle(frame).boxShadow !== 'none'
        : outlineStyle !== 'none' && outlineWidth !== '0px',
    };
  });

/** Presses Tab until the words have the focus; every stop on the way must show that it has it. */
async function tabTo(page: Page, words: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (!at) continue;
    expect(at.isVisible, `the focus on “${at.text}” can be seen`).toBe(true);
    if (words.test(plain(at.text))) return;
    passed.push(at.text);
  }
  throw new Error(`Tab never reached ${words}; it passed ${passed.join(' · ')}`);
}

async function signInByKeys(page: Page, username: string): Promise<void> {
  await page.goto('/login');
  await tabTo(page, /^Identifiant/);
  await page.keyboard.type(username);
  await tabTo(page, /^Mot de passe/);
  await page.keyboard.type('tontine-demo');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/admin/);
  await page.locator('main h1').waitFor();
  await settled(page);
}

inBrowser(
  'by keyboard alone an administrator signs in, opens a person and disables them',
  async () => {
    const page = await browser.open(world.console.url, { width: 1280 });
    await signInByKeys(page, 'admin');
    await tabTo(page, /^Utilisateurs$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Utilisateurs' }).waitFor();
    await settled(page);
    await tabTo(page, /^Rechercher$/);
    await page.keyboard.type('moussa');
    await page.keyboard.press('Enter');
    await page.waitForURL(/filters\.q=moussa/);
    await settled(page);
    await tabTo(page, /^Moussa Traoré/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Moussa Traoré' }).waitFor();
    await settled(page);
    await tabTo(page, /^Désactiver$/);
    await page.keyboard.press('Enter');
    await page.getByText('ne pourra plus se connecter').waitFor();
    await tabTo(page, /^Pourquoi/);
    await page.keyboard.type('Parti au pays');
    await tabTo(page, /^Désactiver Moussa Traoré$/);
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('La personne est désactivée.').waitFor();
    await page.getByRole('link', { name: 'Réactiver' }).waitFor();
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
);

inBrowser('the first stop skips the menu, and the theme can be chosen by its name', async () => {
  const page = await browser.open(world.console.url, { width: 1280 });
  await signInByKeys(page, 'finance');
  await page.goto('/admin/resources/Transaction');
  await settled(page);
  await page.keyboard.press('Tab');
  expect((await focused(page))?.text).toBe('Aller au contenu');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
  await tabTo(page, /^Rechercher$/);
  await page.goto('/admin');
  await settled(page);
  await page.getByLabel('Thème').selectOption('dark');
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.reload();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.context().close();
});
