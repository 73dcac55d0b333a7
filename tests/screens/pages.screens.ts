import type { Page } from 'playwright-core';
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

const worldOf = (one: ScreenPage): World => (one.world === 'empty' ? empty : full);

/** Everybody signs in once. */
const cookies = new Map<string, Promise<string>>();

function cookieOf({ console }: World, as: string | null): Promise<string> {
  if (as === null) return Promise.resolve('');
  const key = `${as} ${console.url}`;
  const cookie = cookies.get(key) ?? console.signIn(as).then((visitor) => visitor.cookie);
  cookies.set(key, cookie);
  return cookie;
}

async function openAs(one: ScreenPage, { lang, theme, width }: Look): Promise<Page> {
  const world = worldOf(one);
  const { url } = world.console;
  const height = width === 390 ? 844 : 860;
  const page = await browser.open(url, { width, height, dark: theme === 'dark' });
  const pairs = [`tontine_lang=${lang}`, ...(await cookieOf(world, one.as)).split('; ')];
  const set = pairs.filter(Boolean).map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('='), url };
  });
  await page.context().addCookies(set);
  return page;
}

/** Nothing is still loading, and what loads for ever is drawn. */
async function settled(page: Page, { api }: ScreenPage): Promise<void> {
  if (api === 'hangs') await page.locator('.skeleton').first().waitFor();
  else await page.waitForFunction(() => !document.querySelector('.boot, .skeleton, .busy'));
}

async function draw(page: Page, one: ScreenPage, look: Look): Promise<string | null> {
  try {
    await page.unrouteAll();
    if (one.api === 'hangs') await page.route('**/admin/api/**', () => undefined);
    if (one.api === 'fails') {
      await page.route('**/admin/api/**', (route) => route.fulfill({ status: 500, body: '{}' }));
    }
    await page.goto(one.path(ids));
    await settled(page, one);
    await one.act?.(page);
    await settled(page, one);
    await page.evaluate(() => window.scrollTo(0, 0));
    await shoot(page, `pages/${one.name}-${look.lang}-${look.theme}-${look.width}`);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    return sideways > 0 ? `${one.name} is ${sideways} px too wide` : null;
  } catch (error) {
    return `${one.name}: ${String(error).split('\n')[0]}`;
  }
}

/** Pages of one person are drawn in one browser window, which keeps the scripts. */
const whoOf = ({ as, world }: ScreenPage): string => `${as ?? ''} ${world ?? ''}`;
const people = [...new Set(pages.map(whoOf))];

inBrowser.each(LOOKS)('$lang, $theme, $width px', async (look) => {
  const problems: (string | null)[] = [];
  for (const who of people) {
    const group = pages.filter((one) => whoOf(one) === who);
    const [first] = group;
    if (!first) continue;
    const page = await openAs(first, look);
    for (const one of group) problems.push(await draw(page, one, look));
    await page.context().close();
  }
  expect(problems.filter(Boolean)).toEqual([]);
});
