import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { projectRoot } from '../../src/db/project-root.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };

/** Like `test`, but skipped by name on a machine without Chromium. */
export const browserTest = test.skipIf(inject('chromium') === '');

export interface TestBrowser {
  /** A fresh session: its own cookies, French by default. */
  open(options?: { viewport?: { width: number; height: number }; locale?: string }): Promise<Page>;
}

/** One Chromium for this test file. Use inside `browserTest` only. */
export function useBrowser(): TestBrowser {
  let browser: Browser | null = null;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    const executablePath = inject('chromium');
    if (executablePath) browser = await chromium.launch({ executablePath, args: FLAGS });
  });
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await browser?.close();
  });
  return {
    open: async ({ viewport = DESKTOP, locale = 'fr-FR' } = {}) => {
      if (!browser) throw new Error('There is no Chromium on this machine.');
      const context = await browser.newContext({ viewport, locale });
      contexts.push(context);
      return context.newPage();
    },
  };
}

/** Writes what the page shows to .screenshots/, which git ignores. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = join(projectRoot(), '.screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
