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

inBrowser('an import is undone after one sentence that says what goes away', async () => {
  const { app } = world.console;
  const text = statementOf([{ reference: unique('UNDO') }, { amount: 'douze' }]);
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
  await page.goto(`/admin/statements/${fileId}`);
  await page.locator('.chip-grey').waitFor();
  expect(await page.locator('.figures, .records, .wide-cells').count()).toBe(0);
  await look(page, 'undone');
});

inBrowser.each(someLooks(LOOKS, 1))(
  'a line says in its own words what is true of it, and leads to the break of what failed only there: %s',
  async (name, language, screen) => {
    const { people, database, console } = world;
    const of = {
      type: 'DEPOSIT',
      amount: 2_000,
      by: people.tresorier,
      member: people.awa,
    } as const;
    const [done, waiting] = [
      await givenPayment(database.pool, of),
      await givenPayment(database.pool, of),
    ];
    await console.app.settle(fact({ reference: done.reference, amount: 2_000n }));
    await console.app.settle(fact({ reference: waiting.reference, amount: 2_100n }));
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const fileId = await givenStatement(
      console.app,
      people.finance,
      `${unique('mots')}.csv`,
      statementOf([
        { ownId: done.id, amount: '2000', state: 'failed', at: at(0) },
        { ownId: waiting.id, amount: '2000', at: at(0) },
        { at: at(-24), state: 'failed' },
        { at: at(24), state: 'failed' },
      ]),
    );
    const page = await openAs('finance', screen, language);
    await page.goto(`/admin/statements/${fileId}`);
    const outcomes = page.locator('.records-Line .cell-outcome');
    await outcomes.first().waitFor(SOON);
    expect((await outcomes.allTextContents()).map(plain)).toEqual(
      language === 'fr'
        ? [
            'Échouée là-bas, effectuée ici',
            'Message reçu, autre montant',
            'Échouée chez l’opérateur',
            'Échouée chez l’opérateur',
          ]
        : [
            'Failed there, completed here',
            'Message came, other amount',
            'Failed at the operator',
            'Failed at the operator',
          ],
    );
    const failed = page.locator('.records-Line tbody tr').first();
    expect(plain(await failed.locator('.cell-difference').textContent())).toContain('2 000 F CFA');
    await look(page, `results-${name}`);
    await failed.locator('.cell-links a[href*="/breaks"]').click();
    await page.waitForURL('**/admin/breaks?*');
  },
);

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
      route.fulfill({ json: { missed: [], delays: [], newestOnly: null, toldByStatement: true } }),
    );
    await page.goto('/admin/statements/deliveries');
    await page.locator('.state').waitFor();
    await look(page, `deliveries-none-${name}`);
    await page.unrouteAll();
    await page.route('**/admin/api/statements/deliveries*', (route) =>
      route.fulfill({
        json: { missed: [], delays: [], newestOnly: null, toldByStatement: false },
      }),
    );
    await page.goto('/admin/statements/deliveries');
    await page
      .getByText(language === 'fr' ? 'Aucun relevé importé' : 'No statement imported')
      .waitFor();
    await look(page, `deliveries-no-statement-${name}`);
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
