import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inBrowser, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { someLooks } from '../support/looks.ts';
import { fact, givenPayment, unique } from '../support/payments.ts';
import { LOOKS, look, SOON, usePages } from './statement-pages.ts';
import { givenStatement, statementOf } from './statement-steps.ts';
import { plain } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
const openAs = usePages(world, browser);

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
    await choose(page, 'sans-ligne.csv', statementOf([]));
    await page.getByText('Ce relevé ne contient aucune opération.').waitFor(SOON);
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
