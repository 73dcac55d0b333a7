import type { Page } from 'playwright-core';
import { afterEach, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { type Screen, shoot as shootInto, type useBrowser } from '../support/browser.ts';
import type { ConsoleForTests } from '../support/console.ts';
import { settled, sideways, signInOn } from './steps.ts';

type Language = 'fr' | 'en';
export const LOOKS: readonly (readonly [string, Language, Screen])[] = [
  ['desktop-fr', 'fr', { width: 1280, height: 860 }],
  ['phone-en-dark', 'en', { width: 390, dark: true }],
  ['desktop-en-dark', 'en', { width: 1280, height: 860, dark: true }],
  ['phone-fr', 'fr', { width: 390 }],
];
export const SOON = { timeout: 30_000 };

/** Opens pages as somebody; they are closed after each test. */
export function usePages(
  world: Pick<ConsoleForTests, 'console'>,
  browser: ReturnType<typeof useBrowser>,
) {
  const opened: Page[] = [];
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.context().close();
  });
  return async (username: string, screen: Screen, language: Language = 'fr'): Promise<Page> => {
    const page = await browser.open(world.console.url, screen);
    opened.push(page);
    await signInOn(page, username, language);
    return page;
  };
}

/** Takes a picture and holds the page against what holds for every page. */
export async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  await shootInto(page, `statements/${name}`);
  expect(await sideways(page), name).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}
