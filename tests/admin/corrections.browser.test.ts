import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import {
  breakAbout,
  givenContradicted,
  givenPaidTwice,
  propose,
  resolved,
} from '../reconciliation/resolutions/given.ts';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { fact, unique } from '../support/payments.ts';
import { plain, settled, sideways, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
let corrected: string;
let held: string;
let orphan: string;

beforeAll(async () => {
  const { id, breakId } = await givenContradicted(world, 9_000);
  await resolved(world, breakId, 'mark_failed');
  corrected = id;
  held = (await givenPaidTwice(world, 5_000)).id;
  const reference = unique('orphan');
  await world.console.app.settle(fact({ reference, amount: 900n, currency: 'XOF' }));
  orphan = (await breakAbout(world, reference)).id;
});

const show = (page: Page, id: string) =>
  page.goto(`/admin/resources/Transaction/records/${id}/show`);

inBrowser.each([
  ['wide', { width: 1280, height: 900 }],
  ['phone', { width: 390 }],
] as const)(
  'an operation that was corrected says what, by how much and when, and leads to it and back: %s',
  async (name, screen) => {
    const page = await browser.open(world.console.url, screen);
    const look = async (what: string) => {
      await settled(page);
      await shoot(page, `corrections/${name}/${what}`);
      expect(await sideways(page), what).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    };
    await signInOn(page, 'finance');
    await show(page, corrected);
    const chips = page.locator('.what .chips');
    await chips.waitFor();
    expect(plain(await chips.textContent())).toBe('EffectuéCorrigé');
    const now = page.locator('.card', { hasText: 'Et maintenant' });
    expect(plain(await now.textContent())).toMatch(
      /Corrigé le .+ : ce dépôt n’est pas arrivé après tout, et 5 000 F CFA ont été repris du porte-monnaie\./,
    );
    expect(await page.getByText('L’argent est dans le porte-monnaie').count()).toBe(0);
    // What was taken back is not shown as money that arrived.
    expect(await page.locator('.what .amount-in').count()).toBe(0);
    await look('operation');
    const linked = page.locator('.linked');
    await linked.getByRole('link', { name: 'Échouée après coup' }).click();
    await page.getByRole('heading', { name: 'Correction', exact: true }).waitFor();
    await page.locator('.linked').getByText('Corrige', { exact: false }).first().waitFor();
    await look('correction');
    await page.locator('.linked').getByRole('link', { name: 'Message contraire' }).click();
    await page.locator('.break-detail').waitFor();
    await look('break');
    await page.getByRole('link', { name: 'Voir la correction' }).click();
    await page.getByRole('heading', { name: 'Correction', exact: true }).waitFor();
    await page
      .locator('.linked')
      .getByRole('link', { name: /^Dépôt · Effectué/ })
      .click();
    await page.getByRole('heading', { name: 'Dépôt', exact: true }).waitFor();
    await show(page, held);
    await page.getByText('sont retenus depuis le').waitFor();
    await look('held');
    await page.goto('/admin/resources/Transaction');
    await page.locator('.chip', { hasText: 'Corrigé' }).first().waitFor();
    await page.locator('.chip', { hasText: 'Somme retenue' }).first().waitFor();
    await look('list');
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
);

inBrowser('to leave a break as it is says one thing, and nothing of money that moves', async () => {
  const page = await browser.open(world.console.url, { width: 1280, height: 900 });
  await signInOn(page, 'finance');
  await page.goto(`/admin/breaks?break=${orphan}`);
  await page.locator('.offers').getByRole('button', { name: 'Ignorer' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('button[type=submit]:enabled').waitFor();
  await settled(page);
  await shoot(page, 'corrections/ignore');
  const text = plain(await dialog.textContent());
  expect(text).toContain('Laisser cet écart tel quel et le fermer');
  expect(text).toContain('Une deuxième personne doit approuver.');
  expect(text).not.toContain('avant que l’argent ne bouge');
  await page.context().close();
});

inBrowser(
  'what waits for an administrator’s decision is counted in the menu, not for whoever proposed it',
  async () => {
    await propose(world, orphan, 'post_suspense');
    for (const [username, said] of [
      ['admin', 'Approbations11 correction à décider'],
      ['finance', 'Approbations'],
    ] as const) {
      const page = await browser.open(world.console.url, { width: 1280, height: 900 });
      await signInOn(page, username);
      await page.goto('/admin/breaks');
      await page.locator('.break-line').first().waitFor();
      await settled(page);
      const item = page.locator('.nav-item', { hasText: 'Approbations' });
      expect(plain(await item.textContent())).toBe(said);
      await page.context().close();
    }
  },
);
