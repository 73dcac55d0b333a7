import { expect } from 'vitest';
import { inBrowser, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { plain, settled, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();

inBrowser(
  'more than one request takes: the page says how many are left and goes on behind those that were refused',
  async () => {
    await world.database.owner.query(
      `insert into break_item (kind, method, reference, value) select 'missing_in_ledger', 'wave', 'many-' || n, 10 from generate_series(1, 503) n`,
    );
    const page = await browser.open(world.console.url, { width: 1280, height: 900 });
    await signInOn(page, 'finance');
    await page.goto('/admin/breaks?method=wave');
    await page.locator('.break-line input').first().check();
    await page.getByRole('button', { name: 'Choisir les 503 écarts qui correspondent' }).click();
    await page.locator('.bulk-bar .button-main').click();
    const dialog = page.locator('dialog[open]');
    // Nothing of this can be set aside: all are refused and stay open.
    await dialog.getByLabel('Que faire').selectOption('set_aside');
    await dialog.locator('button[type=submit]').click();
    // Five hundred are judged one by one, each in a commit of its own: on a busy machine that takes its time.
    const left = page.getByText('Il en reste qui correspondent au filtre : 3 écarts.');
    await left.waitFor({ timeout: 90_000 });
    expect(await page.locator('.results tbody tr').count()).toBe(500);
    const first = await page.locator('.results tbody th').allTextContents();
    await settled(page);
    await shoot(page, 'breaks/many-left');
    await page.getByRole('button', { name: 'Continuer : 3 écarts' }).click();
    await page.getByText('0 sur 3 traités').waitFor();
    const next = (await page.locator('.results tbody th').allTextContents()).map(plain);
    expect(next).toHaveLength(3);
    expect(next.filter((name) => first.map(plain).includes(name))).toEqual([]);
    expect(await page.getByRole('button', { name: /^Continuer/ }).count()).toBe(0);
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
  150_000,
);
