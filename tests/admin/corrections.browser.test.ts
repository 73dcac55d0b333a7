import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import {
  breakAbout,
  givenContradicted,
  givenDeposit,
  givenPaidTwice,
  givenSaver,
  propose,
  resolved,
  told,
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
let both: readonly string[];

beforeAll(async () => {
  const { id, breakId } = await givenContradicted(world, 9_000);
  await resolved(world, breakId, 'mark_failed');
  corrected = id;
  held = (await givenPaidTwice(world, 5_000)).id;
  const reference = unique('orphan');
  await world.console.app.settle(fact({ reference, amount: 900n, currency: 'XOF' }));
  orphan = (await breakAbout(world, reference)).id;
  both = await givenBoth();
});

/** Two deposits that one line of a statement stands for. Answers them. */
async function givenBoth(): Promise<readonly string[]> {
  const member = await givenSaver(world.database.owner, 1_000);
  const deposits = [await givenDeposit(world, member), await givenDeposit(world, member)];
  for (const { reference } of deposits) await world.console.app.settle(fact({ reference }));
  const reference = unique('both');
  await told(world, { reference, amount: '10000' });
  const { id } = await breakAbout(world, reference);
  const transactionIds = deposits.map((deposit) => deposit.id);
  await resolved(world, id, 'match_line', { transactionIds });
  return transactionIds;
}

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
    await linked.getByRole('link', { name: 'Échoué après coup' }).click();
    await page.getByRole('heading', { name: 'Correction', exact: true }).waitFor();
    await page.locator('.linked').getByText('Corrige', { exact: false }).first().waitFor();
    await look('correction');
    await page.locator('.linked').getByRole('link', { name: 'Message contraire' }).click();
    await page.locator('.break-detail').waitFor();
    expect(new URL(page.url()).searchParams.get('state')).toBe('resolved');
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

inBrowser('one line for two deposits leads to both, and is called in the singular', async () => {
  const page = await browser.open(world.console.url, { width: 1280, height: 900 });
  await signInOn(page, 'finance');
  await show(page, both.at(-1) ?? '');
  await page.locator('.linked').getByRole('link', { name: 'Absent des livres' }).click();
  const evidence = page.locator('.evidence');
  await evidence.waitFor();
  await settled(page);
  await shoot(page, 'corrections/both');
  const [ours, theirs] = (await evidence.locator('.card').allTextContents()).map(plain);
  expect(ours).toContain('La même ligne vaut aussi pour');
  expect(theirs).toContain('ConstatRapprochée');
  expect(theirs).not.toContain('Rapprochées');
  expect(plain(await page.locator('.sides').textContent())).toMatch(/10 000 F CFA.*10 000 F CFA/);
  const links = evidence.locator('a[href*="/resources/Transaction/records/"]');
  const hrefs = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  for (const id of both)
    expect(
      hrefs.some((href) => href?.includes(id)),
      id,
    ).toBe(true);
  expect(browser.complaints).toEqual([]);
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
