import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { inBrowser, shoot, useBrowser } from '../support/browser.ts';
import { PAGES, type ScreenPage } from './page-list.ts';
import { fillEmptyHouse, fillWithDemo, findIds, type Ids, useWorld, type World } from './world.ts';

const full = useWorld(fillWithDemo);
const empty = useWorld(fillEmptyHouse);
const browser = useBrowser();
let ids: Ids = {};

beforeAll(async () => {
  ids = await findIds(full);
});

interface Look {
  readonly lang: 'fr' | 'en';
  readonly theme: 'light' | 'dark';
  readonly width: 390 | 1280;
}

const LOOKS: readonly Look[] = (['fr', 'en'] as const).flatMap((lang) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    ([390, 1280] as const).map((width) => ({ lang, theme, width })),
  ),
);

/** `SCREENS=person,wallet` takes these pages only. */
const wanted = (process.env['SCREENS'] ?? '').split(',').filter(Boolean);
const pages = PAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

async function signInto(context: BrowserContext, world: World, as: string) {
  const { cookie } = await world.console.signIn(as);
  const cookies = cookie.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('='), url: world.console.url };
  });
  await context.addCookies(cookies);
}

/** Nothing is still loading, and what loads for ever is drawn. */
async function settled(page: Page, { api }: ScreenPage): Promise<void> {
  if (api === 'hangs') await page.locator('.skeleton').first().waitFor();
  else await page.waitForFunction(() => !document.querySelector('.boot, .skeleton, .busy'));
}

async function draw(one: ScreenPage, look: Look): Promise<string | null> {
  const world = one.world === 'empty' ? empty : full;
  const { lang, theme, width } = look;
  const height = width === 390 ? 844 : 860;
  const page = await browser.open(world.console.url, { width, height, dark: theme === 'dark' });
  try {
    const context = page.context();
    await context.addCookies([{ name: 'tontine_lang', value: lang, url: world.console.url }]);
    if (one.as) await signInto(context, world, one.as);
    if (one.api === 'hangs') await page.route('**/admin/api/**', () => undefined);
    if (one.api === 'fails') {
      await page.route('**/admin/api/**', (route) => route.fulfill({ status: 500, body: '{}' }));
    }
    await page.goto(one.path(ids));
    await settled(page, one);
    await one.act?.(page);
    await settled(page, one);
    await shoot(page, `pages/${one.name}-${lang}-${theme}-${width}`);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    return sideways > 0 ? `${one.name} at ${width} px is ${sideways} px too wide` : null;
  } catch (error) {
    return `${one.name}: ${String(error).split('\n')[0]}`;
  } finally {
    await page.context().close();
  }
}

inBrowser.concurrent.each(LOOKS)('$lang, $theme, $width px', async (look) => {
  const problems: string[] = [];
  for (const one of pages) {
    const problem = await draw(one, look);
    if (problem) problems.push(problem);
  }
  expect(problems).toEqual([]);
});
