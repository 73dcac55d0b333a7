import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { inBrowser, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { balanceOf } from '../support/payments.ts';
import {
  givenContradicted,
  givenOfficer,
  givenOrphans,
  givenUnpaid,
  openBreaks,
} from './breaks-given.ts';
import { givenMember } from './given.ts';
import { plain, settled, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
const PLAIN = { orphans: 26, unpaid: 16, contradicted: 8 };
const COUNT = 50;
const MOST_KEYS = 4;
const WORK_MS = 240_000;

beforeAll(async () => {
  await givenOfficer(world, 'finance2', 'Finance Deux');
  const member = await givenMember(world, { fullName: 'Mariam Kaboré' });
  await givenOrphans(world, PLAIN.orphans);
  await givenContradicted(world, member, PLAIN.contradicted);
  // The youngest: the last answer takes its break off the list.
  await givenUnpaid(world, member, PLAIN.unpaid);
  await openBreaks(world);
});

const openRow = (page: Page) => page.locator('.break-link[aria-current=true]');
const openId = async (page: Page) =>
  new URL((await openRow(page).getAttribute('href')) ?? '', 'http://x/').searchParams.get('break');

const counts = async () => {
  const { rows } = await world.database.owner.query<{ state: string; count: number }>(
    'select state, count(*)::int as count from resolution group by 1',
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

async function start(username: string, query = '') {
  const page = await browser.open(world.console.url, { width: 1280, height: 860 });
  await signInOn(page, username);
  await page.goto(`/admin/breaks${query}`);
  await openRow(page).waitFor();
  await settled(page);
  return page;
}

/** Answers the open break by keys alone; says how many it took. */
async function answer(page: Page): Promise<number> {
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  const before = await openId(page);
  await press('r');
  await page.locator('dialog[open] button[type=submit]:enabled:focus').waitFor();
  await press('Enter');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.waitForFunction((id) => {
    const open = document.querySelector<HTMLAnchorElement>('.break-link[aria-current=true]');
    return open === null || !open.href.includes(id);
  }, before ?? '');
  return keys;
}

inBrowser(
  'an officer works fifty plain breaks without a page load and in at most four keys each',
  async () => {
    const page = await start('finance');
    await page.evaluate(() => Object.assign(window, { neverLeft: true }));
    const keys: number[] = [];
    for (let done = 0; done < COUNT; done += 1) keys.push(await answer(page));
    expect(Math.max(...keys)).toBeLessThanOrEqual(MOST_KEYS);
    const loads = await page.evaluate(() => ({
      navigations: performance.getEntriesByType('navigation').length,
      stayed: 'neverLeft' in window,
    }));
    expect(loads).toEqual({ navigations: 1, stayed: true });
    // What one person may do is done and gone; what moves money waits for another, and is still in sight.
    expect(await counts()).toEqual({ DONE: PLAIN.unpaid, PROPOSED: COUNT - PLAIN.unpaid });
    await page.waitForFunction(
      (left) => document.querySelectorAll('.break-line').length === left,
      COUNT - PLAIN.unpaid,
    );
    expect(await page.locator('.break-line .chip-violet').count()).toBe(COUNT - PLAIN.unpaid);
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
  WORK_MS,
);

inBrowser(
  'a second officer reads and approves by keys, then the rest together, and keeps the outcomes',
  async () => {
    const page = await start('finance2', '?state=proposed');
    await page.keyboard.press('r');
    const dialog = page.locator('dialog[open]');
    await dialog.locator('.postings').waitFor();
    expect(plain(await dialog.textContent())).toMatch(/Proposé par finance.*Écritures exactes/);
    await page.keyboard.press('Escape');
    expect(await counts()).not.toHaveProperty('APPROVED');
    expect(await answer(page)).toBeLessThanOrEqual(MOST_KEYS);
    expect(await counts()).toMatchObject({ APPROVED: 1 });
    await page.keyboard.press('Shift+X');
    await page.locator('.bulk-bar').getByRole('button', { name: 'Approuver…' }).click();
    await page.locator('dialog[open] button[type=submit]').click();
    await page.locator('.results').waitFor();
    const left = COUNT - PLAIN.unpaid - 1;
    expect(plain(await page.locator('.results h2').textContent())).toMatch(`${left} sur ${left}`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Télécharger (CSV)' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    expect(csv.trim().split('\r\n')).toHaveLength(left + 1);
    expect(csv).toContain('"Approuvé"');
    expect(await counts()).toEqual({ DONE: PLAIN.unpaid, APPROVED: COUNT - PLAIN.unpaid });
    await page.getByRole('button', { name: 'Revenir aux écarts' }).click();
    await page.getByText('Aucune correction n’attend d’approbation.').waitFor();
    expect(await world.console.app.verifyLedger()).toEqual([]);
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
  WORK_MS,
);

inBrowser('keys move, choose, note and assign; in a field they are letters', async () => {
  await givenOrphans(world, 3);
  await openBreaks(world);
  const page = await start('finance');
  const first = await openId(page);
  await page.keyboard.press('j');
  await page.waitForFunction((id) => !location.search.includes(id), first ?? '');
  await page.keyboard.press('k');
  await page.waitForFunction((id) => location.search.includes(id), first ?? '');
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('break-link');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('break-detail');
  await page.keyboard.press('a');
  await page.locator('.break-line.open .initials', { hasText: 'F' }).waitFor();
  await page.keyboard.press('x');
  await page.locator('.bulk-bar').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.bulk-bar').waitFor({ state: 'detached' });
  await page.keyboard.press('n');
  await page.keyboard.type('rajx : appeler Wave');
  await page.keyboard.press('Control+Enter');
  await page.locator('.notes').getByText('rajx : appeler Wave').waitFor();
  expect(await page.locator('dialog').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.locator('dialog[open] kbd').first().waitFor();
  await page.locator('dialog[open] input[type=checkbox]').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  expect(await openId(page)).toBe(first);
  await page.keyboard.press('Tab');
  expect(browser.complaints).toEqual([]);
  await page.context().close();
});

inBrowser(
  'what finance finds wrong is proposed, refused with a reason, and stays open',
  async () => {
    const member = await givenMember(world, { fullName: 'Issouf Compaoré' });
    await givenContradicted(world, member, 1);
    await openBreaks(world);
    const balance = await balanceOf(world.database.pool, member);
    const maker = await start('finance', '?kind=conflicting_event&q=issouf');
    await maker.getByRole('button', { name: /^Marquer échoué/ }).click();
    await maker.locator('dialog[open] .postings').waitFor();
    await maker.getByLabel('Motif').fill('');
    await maker.locator('dialog[open] button[type=submit]').click();
    await maker.getByText('Dites pourquoi.').waitFor();
    await maker.getByLabel('Motif').fill('Wave dit que rien n’est parti');
    await maker.locator('dialog[open] button[type=submit]').click();
    await maker.locator('.proposal').getByText('Vous l’avez proposé').waitFor();
    const checker = await start('finance2', '?state=proposed&q=issouf');
    await checker.locator('.proposal').getByText('Wave dit que rien n’est parti').waitFor();
    await checker.getByRole('button', { name: 'Rejeter', exact: true }).click();
    await checker.getByLabel('Motif').fill('Attendre le relevé');
    await checker.locator('dialog[open] button[type=submit]').click();
    await checker.getByText('Aucun écart pour ces filtres.').waitFor();
    expect(await balanceOf(world.database.pool, member)).toBe(balance);
    await maker.getByRole('button', { name: 'Actualiser' }).click();
    await maker.getByText('Attendre le relevé').waitFor();
    expect(browser.complaints).toEqual([]);
    await maker.context().close();
    await checker.context().close();
  },
);
