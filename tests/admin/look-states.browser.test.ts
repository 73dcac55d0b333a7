import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { inBrowser, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { givenPayment } from '../support/payments.ts';
import { settled, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();

/** More than a page of operations: the list has to scroll. */
beforeAll(async () => {
  const { people, database } = world;
  const of = { by: people.tresorier, member: people.awa } as const;
  for (let made = 0; made < 30; made += 1)
    await givenPayment(database.pool, { type: 'DEPOSIT', amount: 1000 + made, ...of });
});

const open = async (username: string, screen = {}): Promise<Page> => {
  const page = await browser.open(world.console.url, screen);
  await signInOn(page, username);
  return page;
};

const API = '**/admin/api/**';
const ASKED: readonly (readonly [string, string])[] = [
  ['a list', '/admin/resources/Transaction'],
  ['a record', '/admin/resources/Tontine/records/{tontine}/show'],
  ['the dashboard', '/admin'],
  ['the settings', '/admin/settings'],
];

inBrowser.each(ASKED)(
  '%s says that it loads, then what went wrong, and tries again',
  async (_what, path) => {
    const page = await open('finance');
    const address = path.replace('{tontine}', world.people.tontineId);
    await page.route(API, () => undefined);
    await page.goto(address);
    await page.locator('main .skeleton[role=status]').first().waitFor();
    await page.unrouteAll();
    await page.route(API, (route) =>
      route.fulfill({
        status: 500,
        json: { error: { message: 'Un problème.' }, requestId: 'r-17' },
      }),
    );
    await page.goto(address);
    await page.locator('main [role=alert]').getByText('r-17').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await page.locator('main [role=alert]').waitFor({ state: 'detached' });
    await settled(page);
    await page.locator('main h1').waitFor();
    await page.context().close();
  },
);

inBrowser(
  'without a connection the page says so, keeps what it had, and goes on later',
  async () => {
    const page = await open('finance');
    await page.goto('/admin/resources/Transaction');
    await page.locator('.row-link').first().waitFor();
    await page.route(API, (route) => route.abort());
    await page.locator('.pager a[rel=next]').click();
    await page.getByText('La page n’a pas pu être chargée.').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await page.locator('.pager a[rel=prev]').waitFor();
    await page.locator('.row-link').first().waitFor();
    await page.context().close();
  },
);

inBrowser('an empty list says what will come, an empty search how to go on', async () => {
  const page = await open('finance');
  await page.goto('/admin/resources/Vault');
  await page.getByText('Rien ici pour le moment.').waitFor();
  await page.goto('/admin/resources/Transaction?filters.q=personne');
  await page.getByText('Aucun résultat pour ces filtres.').waitFor();
  await page.getByRole('button', { name: 'Tout effacer' }).click();
  await page.locator('.row-link').first().waitFor();
  await page.context().close();
});

inBrowser('what is not for somebody says so, and leads on', async () => {
  const page = await open('tresorier');
  for (const path of [
    '/admin/settings',
    '/admin/resources/Journal',
    `/admin/resources/User/records/${world.people.awa.id}/edit`,
    '/admin/resources/User/actions/new',
    `/admin/resources/User/records/${world.people.fatou.id}/show`,
  ]) {
    await page.goto(path);
    await page.locator('.state').waitFor();
    expect(await page.locator('.state a, .state button').count(), path).toBe(1);
    expect(await page.locator('.state-title').textContent(), path).toMatch(/^\p{Lu}.*\.$/u);
  }
  await page.context().close();
});

inBrowser('a filter on a day says the day as people write it', async () => {
  const page = await open('finance');
  await page.goto('/admin/resources/Transaction?filters.createdAt~~from=2026-01-31');
  await page
    .getByRole('button', { name: 'Retirer le filtre Créé : depuis 31 janv. 2026' })
    .waitFor();
  await page.context().close();
});

inBrowser('rows are 40 pixels high and their headings stay while the list scrolls', async () => {
  const page = await open('finance', { width: 1280, height: 700 });
  await page.goto('/admin/resources/Transaction');
  await page.locator('.row-link').first().waitFor();
  const heights = await page
    .locator('.records tbody tr')
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
  expect(Math.max(...heights)).toBeLessThanOrEqual(41);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(40);
  await page.mouse.wheel(0, 600);
  await page.waitForFunction(() => window.scrollY > 200);
  const heading = await page.locator('.records th').first().boundingBox();
  expect(heading?.y).toBe(0);
  await shoot(page, 'admin/sticky');
  await page.context().close();
});

inBrowser('on a phone a row is a card, and nothing of the search is cut', async () => {
  const page = await open('finance');
  await page.goto('/admin/resources/Transaction');
  await page.locator('.row-link').first().waitFor();
  const card = page.locator('.records tbody tr').first();
  expect(await card.evaluate((row) => getComputedStyle(row).display)).toBe('grid');
  expect((await card.boundingBox())?.width).toBeGreaterThan(340);
  const hint = await page.getByRole('searchbox').evaluate((input: HTMLInputElement) => {
    const { font, paddingLeft, paddingRight } = getComputedStyle(input);
    const pen = document.createElement('canvas').getContext('2d');
    if (!pen) return 0;
    pen.font = font;
    const room =
      input.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    return room - pen.measureText(input.placeholder).width;
  });
  expect(hint).toBeGreaterThanOrEqual(0);
  await page.context().close();
});
