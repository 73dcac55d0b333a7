import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { someLooks } from '../support/looks.ts';
import { givenPayment } from '../support/payments.ts';
import {
  givenContradicted,
  givenDifferences,
  givenOfficer,
  givenOrphans,
  givenUnpaid,
  openBreaks,
  read,
  send,
} from './breaks-given.ts';
import { givenMember } from './given.ts';
import { plain, settled, sideways, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
const PAGES_MS = 240_000;

const SCREENS: readonly (readonly [string, Screen, 'fr' | 'en'])[] = [
  ['wide-light-fr', { width: 1280, height: 860 }, 'fr'],
  ['phone-dark-en', { width: 390, dark: true }, 'en'],
  ['wide-dark-en', { width: 1440, height: 900, dark: true }, 'en'],
  ['phone-light-fr', { width: 390 }, 'fr'],
];

/** A day with something of everything, two of it proposed, one decided. */
beforeAll(async () => {
  await givenOfficer(world, 'finance2', 'Finance Deux');
  const mariam = await givenMember(world, { fullName: 'Mariam Kaboré', phone: '+22670124000' });
  const issouf = await givenMember(world, { fullName: 'Issouf Compaoré' });
  const { database, people } = world;
  // The order that an orphan belongs to: sent, and its answer was lost.
  const lost = { type: 'DEPOSIT', amount: 1_000, by: people.tresorier, member: mariam } as const;
  await givenPayment(database.pool, { ...lost, state: 'UNKNOWN' });
  await givenOrphans(world, 6);
  await givenUnpaid(world, issouf, 3);
  await givenContradicted(world, mariam, 2);
  await givenDifferences(world, issouf);
  await openBreaks(world);
  const finance = await world.console.signIn('finance');
  const second = await world.console.signIn('finance2');
  const { rows = [] } = (await read(finance, '/breaks?kind=unknown_reference')).body;
  const order = { verb: 'post_suspense', params: {}, reason: 'Propriétaire à trouver' };
  const proposals: string[] = [];
  for (const { id } of rows.slice(1, 5)) {
    const { body } = await send(finance, `/breaks/${id}/resolve`, order);
    proposals.push(body.resolutionId ?? '');
  }
  await send(second, `/resolutions/${proposals[0]}/decide`, { decision: 'approve' });
  const reject = { decision: 'reject', reason: 'Demandez d’abord à Wave' };
  await send(second, `/resolutions/${proposals[1]}/decide`, reject);
  await send(finance, `/breaks/${rows[0]?.id}/notes`, { text: 'J’ai appelé Wave.' });
  await send(finance, '/breaks/views', { name: 'Gros orphelins', query: 'kind=unknown_reference' });
});

const idOf = async (query: string): Promise<string> => {
  const finance = await world.console.signIn('finance');
  return (await read(finance, `/breaks?${query}`)).body.rows?.[0]?.id ?? '';
};

async function opened(page: Page, query: string) {
  await page.goto(`/admin/breaks?break=${await idOf(query)}`);
  await page.locator('.break-detail').waitFor();
}

inBrowser.each(someLooks(SCREENS, 2))(
  'the queue, a break, its answer and its approval are whole and accessible: %s',
  async (name, screen, lang) => {
    const page = await browser.open(world.console.url, screen);
    const look = async (what: string) => {
      await settled(page);
      await shoot(page, `breaks/${name}/${what}`);
      expect(await sideways(page), what).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    };
    const dialog = async (what: string) => {
      await page.locator('dialog[open] button[type=submit]:enabled').waitFor();
      await look(what);
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    };
    await signInOn(page, 'finance2', lang);
    await page.goto('/admin/breaks');
    await page.locator('.break-line').first().waitFor();
    await look('queue');
    await page.locator('.break-line input').nth(0).check();
    await page.locator('.break-line input').nth(1).check();
    await page.locator('.filters details summary').click();
    await look('chosen');
    await page.locator('.bulk-bar .button-main').click();
    await dialog('many');
    for (const kind of [
      'unknown_reference',
      'missed_delivery',
      'amount_mismatch',
      'conflicting_event',
      'missing_in_ledger',
    ]) {
      await opened(page, `kind=${kind}`);
      await look(kind);
    }
    await page.keyboard.press('r');
    await dialog('answer');
    await opened(page, 'state=proposed');
    await look('proposed');
    await page.keyboard.press('r');
    await dialog('approve');
    await page.locator('.proposal .button').nth(1).click();
    await dialog('reject');
    await opened(page, 'state=resolved');
    await look('resolved');
    await page.goto('/admin/approvals');
    await page.locator('.corrections .waiting').first().waitFor();
    await look('approvals');
    await page.goto('/admin/breaks?q=personne');
    await page.locator('.breaks .state').first().waitFor();
    await look('no-match');
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
  PAGES_MS,
);

inBrowser(
  'an orphan is shown the order that it belongs to, with why, and one touch plans it',
  async () => {
    const page = await browser.open(world.console.url, { width: 1280 });
    await signInOn(page, 'finance');
    await opened(page, 'kind=unknown_reference');
    const candidate = page.locator('.candidate').first();
    expect(plain(await candidate.textContent())).toMatch(
      /Mariam Kaboré.*Résultat inconnu.*Même montant.*Même téléphone/,
    );
    await candidate.getByRole('button', { name: /^Celle-ci/ }).click();
    const dialog = page.locator('dialog[open]');
    await dialog.locator('.postings').waitFor();
    expect(plain(await dialog.textContent())).toMatch(
      /Porte-monnaie · Mariam Kaboré\+1 000 F CFA.*Une deuxième personne approuve/,
    );
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
);

inBrowser(
  'where both sides say the same amount, what became of it on each tells them apart',
  async () => {
    const page = await browser.open(world.console.url, { width: 1280 });
    await signInOn(page, 'finance');
    await opened(page, 'kind=missed_delivery');
    expect(plain(await page.locator('.sides').textContent())).toBe(
      'Nos livres0 F CFAdemandé : 15 000 F CFAEn attenteRelevé15 000 F CFAEffectuéDifférence+15 000 F CFA',
    );
    await page.context().close();
  },
);

inBrowser('a figure filters the list, the address carries it, and a view keeps it', async () => {
  const page = await browser.open(world.console.url, { width: 1280 });
  await signInOn(page, 'finance2');
  await page.goto('/admin/breaks');
  await page.locator('.age-cell').first().click();
  await page.waitForURL(/age=%3C15m&flow=deposit|flow=deposit&age=%3C15m/);
  await page.getByRole('button', { name: 'Enregistrer cette vue' }).click();
  await page.getByLabel('Nom de la vue').fill('Dépôts du moment');
  await page.getByRole('button', { name: 'Enregistrer la vue' }).click();
  await page.getByRole('link', { name: 'Dépôts du moment' }).waitFor();
  await page.getByRole('link', { name: /^Tous/ }).click();
  await page.waitForURL(/\/admin\/breaks\??$/);
  await page.getByRole('link', { name: 'Dépôts du moment' }).click();
  await page.waitForURL(/age=%3C15m/);
  await page.getByRole('button', { name: 'Supprimer la vue Dépôts du moment' }).click();
  await page.getByText('est supprimée').waitFor();
  expect(await page.evaluate(() => performance.getEntriesByType('navigation').length)).toBe(1);
  await page.context().close();
});

inBrowser('the page says that it loads, what went wrong, and goes on', async () => {
  const page = await browser.open(world.console.url, { width: 1280 });
  await signInOn(page, 'finance');
  const api = '**/admin/api/breaks**';
  await page.route(api, () => undefined);
  await page.goto('/admin/breaks');
  await page.locator('.breaks .skeleton').waitFor();
  await page.unrouteAll();
  await page.route(api, (route) =>
    route.fulfill({ status: 500, json: { error: { message: 'Un problème.' }, requestId: 'r-17' } }),
  );
  await page.goto('/admin/breaks');
  await page.locator('main [role=alert]').getByText('r-17').waitFor();
  await shoot(page, 'breaks/wide-light-fr/failed');
  await expectAccessible(page);
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await page.locator('.break-line').first().waitFor();
  await page.context().close();
});

inBrowser('a treasurer is told that it is not for them, and is shown no way there', async () => {
  const page = await browser.open(world.console.url, { width: 1280 });
  await signInOn(page, 'tresorier');
  await page.goto('/admin/breaks');
  await page.getByRole('heading', { name: 'Votre rôle ne permet pas cette action.' }).waitFor();
  expect(await page.getByRole('link', { name: /^Écarts/ }).count()).toBe(0);
  await expectAccessible(page);
  await page.context().close();
});

inBrowser('an administrator reads and approves, and is offered nothing to propose', async () => {
  const page = await browser.open(world.console.url, { width: 1280 });
  await signInOn(page, 'admin');
  await page.goto('/admin/approvals');
  await page
    .getByRole('link', { name: /^Examiner/ })
    .first()
    .click();
  await page.locator('.proposal').getByRole('button', { name: 'Approuver' }).waitFor();
  await opened(page, 'kind=conflicting_event');
  await page.getByText('Seule la finance propose').waitFor();
  expect(await page.locator('.offers').count()).toBe(0);
  await page.context().close();
});
