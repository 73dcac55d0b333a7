import type { Page } from 'playwright-core';
import { afterEach, beforeAll, expect } from 'vitest';
import { csv, imported, newFolder, paid } from '../reconciliation/import/given.ts';
import { at, day, opened } from '../reconciliation/proof/given.ts';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { inThePast } from '../support/past.ts';
import { givenPayment } from '../support/payments.ts';
import { plain, settled, sideways, signInOn } from './steps.ts';

const world = useConsole({ panel: true, settings: { statementsDir: newFolder() } });
const browser = useBrowser();
const pages: Page[] = [];
const AMOUNTS = [5_000, 700, 900];

/** A statement of Wave with one deposit, and the balance after it. */
const waveOf = (ownId: string, when: Date, amount: number) =>
  [
    'Horodatage,Identifiant de transaction,Type de transaction,Montant,Frais,Solde,Devise,Nom de contrepartie,Numéro de téléphone de contrepartie,Référence client,Identifiant de session API,Identifiant marchand agrégé,Nom marchand agrégé',
    `${when.toISOString().replace('.000Z', '+00:00')},T_ABC1,api_checkout,${amount},0,${amount},XOF,Awa,+22670123456,${ownId},cos-1,am-tontinepro,Tontine Pro`,
    '',
  ].join('\n');

beforeAll(async () => {
  const { app } = world.console;
  await opened(world, at(6, '08:00:00'), 40_000);
  const deposits = await paid(
    world,
    ...AMOUNTS.map((amount) => ({ when: at(3, '23:58:00'), amount })),
  );
  await paid(world, {
    when: at(3, '23:50:00'),
    type: 'WITHDRAWAL',
    amount: 1_200,
    state: 'accepted',
  });
  await inThePast(world.database.ownerUrl, at(3, '23:40:00'), (pool) =>
    givenPayment(pool, {
      type: 'WITHDRAWAL',
      amount: 400,
      state: 'NOT_SENT',
      by: world.people.tresorier,
      member: world.people.awa,
    }),
  );
  const lines = deposits.map(({ id }, n) => ({
    ownId: id,
    reference: `NIGHT-${n}`,
    amount: AMOUNTS[n]!,
    at: at(2, '00:01:00'),
  }));
  await imported(world, csv(...lines));
  const [early] = await paid(world, { when: at(5, '12:00:00'), amount: 2_000 });
  await imported(world, waveOf(early!.id, at(5, '12:00:00'), 2_000), 'wave.csv');
  const actor = world.people.finance;
  const { equation } = await app.proof({ actor, day: day(3) });
  const amount = String(BigInt(equation.expected) - 6_600n - 1_200n);
  await app.recordBalance({ actor, day: day(3), amount });
});

afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});

async function openOn(path: string, screen: Screen, language: 'fr' | 'en') {
  const page = await browser.open(world.console.url, screen);
  pages.push(page);
  await signInOn(page, 'finance', language);
  await page.goto(path);
  await page.locator('.methods-table').waitFor();
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  await shoot(page, `proof/${name}`);
  expect(await sideways(page), name).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

inBrowser.each([
  ['phone-fr', 'fr', { width: 390 }],
  ['desktop-en', 'en', { width: 1280, height: 860 }],
] as const)(
  'several of one direction are one line that opens, and payouts on their way have a name: %s',
  async (name, language, screen) => {
    const french = language === 'fr';
    const page = await openOn(`/admin/proof?day=${day(3)}`, screen, language);
    const rows = (await page.locator('.gap-table tr').allTextContents()).map(plain);
    expect(rows).toContainEqual(
      expect.stringMatching(french ? /^3 dépôts−6 600 F CFA/ : /^3 deposits−6 600 F CFA/),
    );
    expect(rows).toContainEqual(
      expect.stringMatching(
        french ? /^Retraits en route que GetMiPay a pu débiter−1 200/ : /may have debited−1.200/,
      ),
    );
    const sums = (await page.locator('.sum tr').allTextContents()).map(plain);
    expect(sums).toContainEqual(expect.stringMatching(/(en route|their way)1.600 F CFA/));
    expect(sums).toContainEqual(
      expect.stringMatching(
        french ? /^dont à approuver ou à envoyer400 F CFA/ : /^of which to approve or to send400/,
      ),
    );
    const links = page.locator('.item-list a');
    expect(await links.count()).toBe(3);
    expect(await links.first().isVisible()).toBe(false);
    await page.locator('.gap-table summary').click();
    expect(await links.first().isVisible()).toBe(true);
    expect(await links.first().getAttribute('href')).toContain('/resources/Transaction/');
    await page.getByRole('button', { name: french ? 'Clore cette' : 'Close this day' }).click();
    await page
      .getByText(
        french ? /^1.200.F.CFA ne sont expliqués que par/ : /^1.200.F.CFA are explained only/,
      )
      .waitFor();
    await look(page, `together-${name}`);
  },
);

inBrowser('the operators’ end balances are offered where they are of every method', async () => {
  const page = await openOn(`/admin/proof?day=${day(5)}`, { width: 390 }, 'fr');
  const offer = page.getByRole('button', { name: /^Prendre 2.000 F CFA, d’après 1 relevé/ });
  await offer.click();
  expect(plain(await page.locator('input[name=amount]').inputValue())).toBe('2 000');
  await look(page, 'operators-sum-phone-fr');
});

inBrowser('on a phone each method says its difference without being moved sideways', async () => {
  const page = await openOn(`/admin/proof?day=${day(2)}`, { width: 390 }, 'fr');
  const difference = page.locator('.methods-table td').last();
  expect(await difference.getAttribute('data-label')).toBe('Différence');
  expect(plain(await difference.textContent())).toMatch(/^\+6 600/);
  const box = await difference.boundingBox();
  expect(box!.x).toBeGreaterThanOrEqual(0);
  expect(box!.x + box!.width).toBeLessThanOrEqual(390);
  const scroller = page.getByRole('region', { name: 'Par moyen' });
  expect(await scroller.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
  await look(page, 'methods-phone-fr');
  expect(browser.complaints).toEqual([]);
});
