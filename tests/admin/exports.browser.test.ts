import { readFileSync } from 'node:fs';
import { beforeAll, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { someLooks } from '../support/looks.ts';
import { givenPayment } from '../support/payments.ts';
import { readCsv, readXlsx } from './files.ts';
import { plain, settled, sideways, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
const WIDE: Screen = { width: 1280, height: 860 };

const LOOKS: readonly (readonly [string, 'fr' | 'en', Screen])[] = [
  ['fr-light-desktop', 'fr', WIDE],
  ['en-dark-phone', 'en', { width: 390, dark: true }],
];

beforeAll(async () => {
  const { people, database } = world;
  const of = { by: people.tresorier, member: people.awa } as const;
  for (let made = 0; made < 30; made += 1)
    await givenPayment(database.pool, { type: 'DEPOSIT', amount: 1_000 + made, ...of });
  await givenPayment(database.pool, { type: 'WITHDRAWAL', amount: 500, ...of });
  await database.owner.query(
    `insert into notice (kind, severity, subject_type, subject_id, dedupe_key, data) values
       ('proof_failed', 'warning', null, null, 'p', '{"day": "2026-11-24", "amount": "1250"}'),
       ('invariant_broken', 'critical', null, null, 'i', '{"invariant": "1", "broken": "Le total n’est pas nul."}')`,
  );
});

inBrowser(
  'a filtered list is saved whole, all of its pages, as CSV and as a workbook',
  async () => {
    const page = await browser.open(world.console.url, WIDE);
    await signInOn(page, 'tresorier');
    await page.goto(
      '/admin/resources/Transaction?filters.type=DEPOSIT&sortBy=createdAt&direction=asc',
    );
    await settled(page);
    const csv = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Exporter cette liste en CSV' }).click();
    const file = await csv;
    expect(file.suggestedFilename()).toMatch(/^operations-\d{4}-\d\d-\d\d\.csv$/);
    const [heads = [], ...rows] = readCsv(readFileSync(await file.path(), 'utf8'));
    expect(rows).toHaveLength(30);
    expect(rows.map((row) => row[heads.indexOf('Montant')])).toEqual(
      Array.from({ length: 30 }, (_, made) => String(1_000 + made)),
    );
    await page.getByText(/^Le fichier operations-.*\.csv est prêt\.$/).waitFor();
    const xlsx = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Exporter cette liste en Excel' }).click();
    const book = await xlsx;
    expect(readXlsx(new Uint8Array(readFileSync(await book.path()))).rows).toHaveLength(31);
    await page.context().close();
  },
);

inBrowser('an export tells how far it is, can be stopped, and says when it broke off', async () => {
  const page = await browser.open(world.console.url, WIDE);
  await signInOn(page, 'finance');
  await page.route('**/api/export/**', () => undefined);
  await page.goto('/admin/resources/Transaction');
  await settled(page);
  await page.getByRole('button', { name: 'Exporter cette liste en CSV' }).click();
  await page.getByRole('progressbar').waitFor();
  expect(plain(await page.locator('.exports').textContent())).toContain('0 lignes sur 31 environ');
  await shoot(page, 'exports/progress');
  await page.getByRole('button', { name: 'Arrêter' }).click();
  await page.unrouteAll();
  await page.route('**/api/export/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Exporter cette liste en CSV' }).click();
  await page.getByText('L’export s’est interrompu. Rien n’a été enregistré').waitFor();
  await page.unrouteAll();
  await page.route('**/api/export/**', (route) =>
    route.fulfill({ status: 409, json: { error: { code: 'export_busy', message: 'Occupé.' } } }),
  );
  await page.getByRole('button', { name: 'Exporter cette liste en CSV' }).click();
  await page.getByText('Occupé.').waitFor();
  await page.context().close();
});

inBrowser.each(someLooks(LOOKS, 2))(
  'a wallet’s past is asked for on its own page, an account’s on theirs: %s',
  async (name, lang, screen) => {
    const { people, console } = world;
    const page = await browser.open(console.url, screen);
    await signInOn(page, 'finance', lang);
    const look = async (what: string) => {
      await settled(page);
      await shoot(page, `as-of/${what}-${name}`);
      expect(await sideways(page), what).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    };
    await page.goto(`/admin/resources/Wallet/records/${people.awa.walletId}/show`);
    await page.locator('details.card > summary').click();
    const show = page.locator('.as-of button');
    const time = page.locator('.as-of input[type=time]');
    const day = page.locator('.as-of input[type=date]');
    await day.fill('2001-01-31');
    await show.click();
    await page.locator('.error').waitFor();
    await look('before');
    const [today = '', now = ''] = new Date().toISOString().split(/[TZ.]/);
    await day.fill(today);
    await time.fill(now);
    await show.click();
    await page.locator('.then .big').waitFor();
    expect(plain(await page.locator('.then .big').textContent())).toMatch(/^\d/);
    await look('wallet');
    await page.goto('/admin/as-of');
    await page.locator('.as-of-page select').selectOption('gateway_float');
    await time.fill(now);
    await show.click();
    await page.locator('.then .big').waitFor();
    await look('account');
    await page.context().close();
  },
);

inBrowser.each(someLooks(LOOKS, 2))(
  'the bell tells what is new, leads to it, and is silent once it was read: %s',
  async (name, lang, screen) => {
    const page = await browser.open(world.console.url, screen);
    await signInOn(page, lang === 'fr' ? 'finance' : 'admin', lang);
    await page.goto('/admin/resources/Tontine');
    // The list that loads behind it takes the page's address over, and that closes the bell.
    await page.locator('table tbody tr').first().waitFor();
    await settled(page);
    await page.locator('.bell .badge').waitFor();
    expect(await page.locator('.bell .badge').textContent()).toBe('2');
    await page.locator('.bell > button').click();
    await settled(page);
    await shoot(page, `notices/open-${name}`);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await expectAccessible(page);
    const row = page.locator('.notice-row', { hasText: '2026-11-24' });
    await page.locator('.notice-row .link-button').first().click();
    await expect.poll(() => page.locator('.bell .badge').textContent()).toBe('1');
    await page.locator('.notice-row .link-button').first().click();
    await page.locator('.bell .badge').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.locator('.bell-panel').waitFor({ state: 'detached' });
    await page.locator('.bell > button').click();
    await row.locator('a').click();
    await page.waitForURL(/\/admin\/proof\?day=2026-11-24/);
    expect(await page.locator('.bell-panel').count()).toBe(0);
    await page.context().close();
  },
);
