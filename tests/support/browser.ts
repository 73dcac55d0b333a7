import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
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

/** A claim that needs Chromium: skipped by name on a machine without one (`chromium.ts`). */
export const inBrowser = test.skipIf(inject('chromium') === '');

export interface Screen {
  readonly dark?: boolean;
  /** False: JavaScript is off. */
  readonly script?: boolean;
  readonly width?: number;
  readonly height?: number;
}

export interface TestBrowser {
  /** A page in a browser profile of its own; phone-sized unless told otherwise. */
  open(baseURL: string, screen?: Screen): Promise<Page>;
  /** What the pages' consoles complained about, a refused load or a broken policy among them. */
  readonly complaints: readonly string[];
}

/** One Chromium for this test file. */
export function useBrowser(): TestBrowser {
  const executablePath = inject('chromium');
  const complaints: string[] = [];
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (executablePath) browser = await chromium.launch({ executablePath, args: FLAGS });
  });
  afterAll(() => browser?.close());
  return {
    complaints,
    open: async (baseURL, screen = {}) => {
      const { dark = false, script = true, width = 390, height = 844 } = screen;
      if (!browser) throw new Error('There is no Chromium.');
      const context = await browser.newContext({
        baseURL,
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        javaScriptEnabled: script,
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // A page that answers 404 or 409 on purpose is no complaint.
        const onPurpose = /status of 4\d\d/.test(message.text());
        if (message.type() === 'error' && !onPurpose) complaints.push(message.text());
      });
      return page;
    },
  };
}

/**
 * Writes a whole page into the ignored folder `.screenshots/`, for people to look at. Asked of the
 * browser itself, in half the time of a page that is held still and a picture that is packed tight.
 */
export async function shoot(page: Page, name: string): Promise<void> {
  const path = join(projectRoot(), '.screenshots', `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  const session = await page.context().newCDPSession(page);
  const { cssContentSize } = await session.send('Page.getLayoutMetrics');
  const { data } = await session.send('Page.captureScreenshot', {
    captureBeyondViewport: true,
    optimizeForSpeed: true,
    clip: { ...cssContentSize, scale: 1 },
  });
  writeFileSync(path, Buffer.from(data, 'base64'));
  await session.detach();
}
