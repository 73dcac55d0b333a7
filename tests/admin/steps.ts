import type { Page } from 'playwright-core';

/** Signs in as a person does, and waits for where they work. */
export async function signInOn(page: Page, username: string, lang: 'fr' | 'en' = 'fr') {
  await page.goto(`/login?lang=${lang}`);
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', 'tontine-demo');
  await page.click('form.card button');
  await page.waitForURL(/\/admin/, { waitUntil: 'commit' });
}

/** Nothing of the page is still loading. */
export const settled = (page: Page) =>
  page.waitForFunction(() => !document.querySelector('.boot, .skeleton, .busy'));

/** How many pixels the page is wider than its window. */
export const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Spaces of every kind as plain ones: what a person reads. */
export const plain = (text: string | null): string =>
  (text ?? '').replace(/[\u202f\u00a0\s]+/g, ' ').trim();
