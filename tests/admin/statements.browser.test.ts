import type { Page } from 'playwright-core';
import { afterEach, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, shoot as shootInto, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { someLooks } from '../support/looks.ts';
import { fact, givenPayment, unique } from '../support/payments.ts';
import { givenStatement, statementOf } from './statement-steps.ts';
import { plain, settled, sideways, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
const opened: Page[] = [];

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

type Language = 'fr' | 'en';
const LOOKS: readonly (readonly [string, Language, Screen])[] = [
  ['desktop-fr', 'fr', { width: 1280, height: 860 }],
  ['phone-en-dark', 'en', { width: 390, dark: true }],
  ['desktop-en-dark', 'en', { width: 1280, height: 860, dark: true }],
  ['phone-fr', 'fr', { width: 390 }],
];
const SOON = { timeout: 30_000 };

async function openAs(username: string, screen: Screen, language: Language = 'fr') {
  const page = await browser.open(world.console.url, screen);
  opened.push(page);
  await signInOn(page, username, language);
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  await shootInto(page, `statements/${name}`);
  expect(await sideways(page), name).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

const choose = (page: Page, name: string, text: string) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

const importButton = (page: Page) => page.locator('.found button[type=submit]');

inBrowser.each(someLooks(LOOKS, 2))(
  'a statement is chosen, looked at, imported, and what became of it leads to its lines and their breaks: %s',
  async (name, language, screen) => {
    const { people, database, console } = world;
    const paid = await givenPayment(database.pool, {
      type: 'DEPOSIT',
      amount: 7_000,
      by: people.tresorier,
      member: people.awa,
    });
    await console.app.settle(fact({ reference: paid.reference, amount: 7_000n }));
    const stranger = unique('NOBODY');
    const text = statementOf([
      { reference: paid.reference, amount: '7000' },
      { reference: stranger, amount: '2500' },
      { amount: 'douze' },
    ]);
    const page = await openAs('finance', screen, language);
    await page.goto('/admin/statements');
    await page.locator('.drop-zone').waitFor();
    await look(page, `page-${name}`);

    const file = `${unique('releve')}.csv`;
    await choose(page, file, text);
    await page.locator('.found').waitFor(SOON);
    expect(plain(await page.locator('.found').textContent())).toContain('Tontine Pro');
    expect(await page.locator('.wide-cells tbody tr').count()).toBe(2);
    await page.locator('.bad-few').waitFor();
    expect(plain(await page.locator('.preview').textContent())).toContain(
      language === 'fr' ? 'Ce fichier a 3 lignes.' : 'This file has 3 rows.',
    );
    await look(page, `found-${name}`);

    await importButton(page).click();
    await page.waitForURL('**/admin/statements/*-*', SOON);
    await page.locator('.chip-green').waitFor(SOON);
    const figures = page.locator('.figures .figure');
    await figures.nth(1).waitFor(SOON);
    expect((await figures.allTextContents()).map(plain)).toEqual([
      language === 'fr' ? 'Rapprochées1' : 'Matched1',
      expect.stringMatching(/1$/),
    ]);
    await page.locator('.wide-cells').waitFor();
    await look(page, `file-${name}`);
    const lines = page.locator('.records-Line tbody tr');
    await expect.poll(() => lines.count(), SOON).toBe(2);
    expect(await lines.first().locator('.cell-links a').getAttribute('href')).toContain(paid.id);
    await figures.nth(1).click();
    await page.waitForURL('**?outcome=missing_in_ledger');
    await expect.poll(() => lines.count(), SOON).toBe(1);
    expect(plain(await lines.textContent())).toContain('+2 500 F CFA');
    expect(await figures.nth(1).getAttribute('aria-current')).toBe('true');
    await look(page, `lines-${name}`);
    await lines.locator('.cell-links a').click();
    await page.waitForURL('**/admin/breaks?*');
    await page.getByText(stranger).first().waitFor(SOON);

    await page.goto('/admin/statements');
    const row = page.locator('.records tbody tr', { hasText: file });
    await row.waitFor();
    await row.locator('.cell-status').click();
    await page.getByRole('heading', { name: file }).waitFor();
    expect(browser.complaints).toEqual([]);
  },
);

inBrowser.each(someLooks(LOOKS, 1))(
  'the columns of an unknown file are named with a preview that follows, and are known the next time: %s',
  async (name, language, screen) => {
    const format = unique('Banque');
    const header = ['Jour', unique('Libellé'), 'Gain', 'Perte', 'Genre'];
    const rows = ['25/11/2026 10:00:00;A;1 500;;vente', '25/11/2026 11:00:00;B;;700;achat'];
    const text = `${[header.join(';'), ...rows].join('\n')}\n`;
    const page = await openAs('finance', screen, language);
    await page.goto('/admin/statements');
    await choose(page, 'banque.csv', text);
    await page.locator('.mapper').waitFor(SOON);
    expect(await importButton(page).isDisabled()).toBe(true);
    await look(page, `mapper-guess-${name}`);

    await page.locator('select[name=amounts]').selectOption('two');
    for (const [column, index] of Object.entries({
      date: '0',
      reference: '1',
      in: '2',
      out: '3',
    })) {
      await page.locator(`select[name=column-${column}]`).selectOption(index);
    }
    await page.locator('select[name=dateFormat]').selectOption('dayFirst');
    const cells = page.locator('.found .wide-cells tbody tr');
    await expect.poll(() => cells.count(), SOON).toBe(2);
    expect(plain(await cells.first().textContent())).toContain('+1 500 F CFA');
    expect(plain(await cells.last().textContent())).toContain('−700 F CFA');
    await look(page, `mapper-${name}`);

    await page.locator('input[name=saveMappingAs]').fill(format);
    await importButton(page).click();
    await page.waitForURL('**/admin/statements/*-*', SOON);
    await page.locator('.chip-green').waitFor(SOON);

    await page.goto('/admin/statements');
    await choose(page, 'banque-2.csv', text.replace('1 500', '1 600'));
    await page.getByText(format).first().waitFor(SOON);
    await expect.poll(() => cells.count(), SOON).toBe(2);
    expect(browser.complaints).toEqual([]);
  },
);

inBrowser(
  'the same file again is refused on the page with when and by whom, and an empty one before it leaves',
  async () => {
    const text = statementOf([{ reference: unique('AGAIN') }]);
    await givenStatement(world.console.app, world.people.finance, 'deja-la.csv', text);
    const page = await openAs('finance', { width: 1280 });
    await page.goto('/admin/statements');
    await choose(page, 'encore.csv', text);
    const refusal = page.locator('.drop-zone [role=alert]');
    await refusal.waitFor(SOON);
    expect(plain(await refusal.textContent())).toMatch(
      /^Ce relevé a déjà été importé le .* par finance : « deja-la\.csv »\.$/,
    );
    await look(page, 'refused');
    await choose(page, 'rien.csv', '');
    await page.getByText('« rien.csv » est vide.').waitFor();
  },
);

inBrowser('a file can be dropped on the page', async () => {
  const page = await openAs('finance', { width: 1280 });
  await page.goto('/admin/statements');
  const text = statementOf([{ reference: unique('DROP') }]);
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'depose.csv', { type: 'text/csv' }));
    return transfer;
  }, text);
  await page.locator('.drop-zone').dispatchEvent('drop', { dataTransfer: data });
  await page.getByRole('heading', { name: /« depose\.csv »/ }).waitFor(SOON);
});

inBrowser('an import is undone after one sentence that says what goes away', async () => {
  const { app } = world.console;
  const text = statementOf([{ reference: unique('UNDO') }]);
  const fileId = await givenStatement(app, world.people.finance, 'a-annuler.csv', text);
  const page = await openAs('finance', { width: 390 });
  await page.goto(`/admin/statements/${fileId}`);
  await page.getByRole('button', { name: 'Annuler cet import' }).click();
  expect(plain(await page.locator('.confirm-sentence').textContent())).toMatch(
    /^Annuler l’import de « a-annuler\.csv », 1 ligne : .*Aucun argent ne bouge/,
  );
  await look(page, 'undo');
  await page.getByRole('button', { name: 'Annuler l’import de « a-annuler.csv »' }).click();
  await page.waitForURL('**/admin/statements', SOON);
  await page.getByText('L’import de « a-annuler.csv » est annulé.').waitFor();
  expect(await app.statement({ actor: world.people.finance, fileId })).toMatchObject({
    state: 'UNDONE',
  });
});

inBrowser(
  'an import on which something rests is not offered for undoing; why is said',
  async () => {
    const { app } = world.console;
    const reference = unique('KEPT');
    const text = statementOf([{ reference }]);
    const fileId = await givenStatement(app, world.people.finance, 'reste.csv', text);
    const again = statementOf([{ reference }, { reference: unique('MORE') }]);
    await givenStatement(app, world.people.finance, 'plus-tard.csv', again);
    const page = await openAs('finance', { width: 390 });
    await page.goto(`/admin/statements/${fileId}`);
    await page.getByText('Un relevé importé après celui-ci reprend ses lignes').waitFor();
    expect(await page.getByRole('button', { name: 'Annuler cet import' }).count()).toBe(0);
    await look(page, 'undo-not');
  },
);

inBrowser('while a file is read its bar moves, and the page says that one may leave', async () => {
  const { app } = world.console;
  const text = statementOf([{ reference: unique('SLOW') }]);
  const fileId = await givenStatement(app, world.people.finance, 'en-cours.csv', text);
  const done = await app.statement({ actor: world.people.finance, fileId });
  const page = await openAs('finance', { width: 1280 });
  let looks = 0;
  await page.route(`**/admin/api/statements/${fileId}`, (route) => {
    looks += 1;
    const reading = {
      ...done,
      state: 'READING',
      outcomes: {},
      bytesRead: (done.bytes / 4) * looks,
    };
    return looks < 4 ? route.fulfill({ json: reading }) : route.continue();
  });
  await page.goto(`/admin/statements/${fileId}`);
  await page.getByText('25 % lus').waitFor();
  await look(page, 'reading');
  await page.getByText(/(50|75) % lus/).waitFor(SOON);
  await page.locator('.chip-green').waitFor(SOON);
  expect(looks).toBeGreaterThanOrEqual(4);
});

inBrowser.each(someLooks(LOOKS, 1))(
  'missed messages and delays are told, or that none is missing: %s',
  async (name, language, screen) => {
    const { people, database, console } = world;
    const page = await openAs('finance', screen, language);
    await page.route('**/admin/api/statements/deliveries*', (route) =>
      route.fulfill({ json: { missed: [], delays: [], newestOnly: null } }),
    );
    await page.goto('/admin/statements/deliveries');
    await page.locator('.state').waitFor();
    await look(page, `deliveries-none-${name}`);
    await page.unrouteAll();
    const of = {
      type: 'DEPOSIT',
      amount: 3_000,
      by: people.tresorier,
      member: people.awa,
    } as const;
    const [asked, heard] = [
      await givenPayment(database.pool, of),
      await givenPayment(database.pool, of),
    ];
    await console.app.settle(
      fact({ source: 'status_query', reference: asked.reference, amount: 3_000n }),
    );
    await console.app.settle(fact({ reference: heard.reference, amount: 3_000n }));
    await page.goto('/admin/statements/deliveries');
    const link = page.locator(`.records a[href*="${asked.id}"]`);
    await link.waitFor();
    expect(await page.locator(`.records a[href*="${heard.id}"]`).count()).toBe(0);
    expect(await page.locator('.delays tbody tr').count()).toBe(1);
    await look(page, `deliveries-${name}`);
    await page.locator('select[name=days]').selectOption('30');
    await page.waitForURL('**/deliveries?days=30');
    await link.click();
    await page.waitForURL(`**/${asked.id}/show`);
  },
);

inBrowser('empty, loading, failed, for administrators and for others: each is said', async () => {
  const page = await openAs('finance', { width: 1280 });
  await page.route('**/admin/api/statements', () => undefined);
  await page.goto('/admin/statements');
  await page.locator('.skeleton').waitFor();
  await page.unrouteAll();
  await page.route('**/admin/api/statements', (route) =>
    route.fulfill({ json: { files: [], next: null } }),
  );
  await page.goto('/admin/statements');
  await page.getByText('Aucun relevé pour le moment.').waitFor();
  await look(page, 'empty');
  await page.unrouteAll();
  await page.route('**/admin/api/statements', (route) => route.abort());
  await page.goto('/admin/statements');
  await page.getByRole('button', { name: 'Réessayer' }).waitFor();
  await look(page, 'failed');
  await page.unrouteAll();
  await page.goto('/admin/statements/01900000-0000-7000-8000-000000000000');
  await page.getByText('Cette fiche n’existe pas').waitFor();

  const admin = await openAs('admin', { width: 1280 });
  await admin.goto('/admin/statements');
  await admin.locator('.records, .state').first().waitFor();
  expect(await admin.locator('.drop-zone').count()).toBe(0);
  const treasurer = await openAs('tresorier', { width: 1280 });
  for (const path of [
    '/admin/statements',
    '/admin/statements/deliveries',
    '/admin/proof',
    '/admin/rules',
  ]) {
    await treasurer.goto(path);
    await treasurer.getByText('Votre rôle ne permet pas cette action.').waitFor();
  }
  await look(treasurer, 'forbidden');
});
