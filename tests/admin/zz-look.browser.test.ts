import type { Page } from 'playwright-core';
import { inBrowser, shoot, useBrowser, type Screen } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { settled, signInOn } from './steps.ts';
import { expectAccessible } from '../support/axe.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
const SCREENS: readonly (readonly [string, Screen])[] = [
  ['desktop', { width: 1280, height: 860 }],
  ['phone', { width: 390, dark: true }],
];
const file = (over = {}) => ({
  id: '01900000-0000-7000-8000-000000000001', name: 'wave-2026-11-25.csv', format: 'wave-fr', method: 'wave', currency: 'XOF', bytes: 1234567,
  state: 'MATCHED', lines: 4120, badLines: 3, bytesRead: 1234567,
  outcomes: { matched: 4100, missing_in_ledger: 12, fee_difference: 3, duplicate: 1, missed_delivery: 4 },
  coversFrom: '2026-11-25T00:00:00Z', coversTo: '2026-11-26T00:00:00Z', openingBalance: '1200000', closingBalance: '1350400', problem: null,
  importedByName: 'Fatou Diallo', importedAt: '2026-11-26T06:00:00Z', undoable: true, ...over,
});
const line = (n: number, over = {}) => ({ lineNo: n, kind: n % 2 ? 'payment' : 'payout', state: 'completed', ownId: null, merchantReference: '0190aaaa-0000-7000-8000-000000000001', reference: `T_${n}XZ`, amount: String(1500 * n), fee: '15', currency: 'XOF', phone: '+22670123456', occurredAt: '2026-11-25T10:02:00Z', balance: null, ...over });
const inspected = (over = {}) => ({ uploadId: 'u1', name: 'banque.csv', bytes: 2000, sha256: 'ab', format: 'unknown', header: ['Date op', 'Libellé', 'Débit', 'Crédit', 'Réf'], sample: [['25/11/2026 10:02:00', 'Paiement', '', '1500', 'X1']],
  preview: { lines: [line(2), line(3)], bad: [{ lineNo: 4, why: 'Le montant n’est pas lisible.', text: 'a,b,c' }] },
  mapping: { delimiter: ',', headerRow: 1, columns: { date: 0, in: 3, out: 2, reference: 4 }, dateFormat: 'dayFirst', country: 'BF', currency: 'XOF', amountIs: 'gross', values: { payment: [], payout: [], completed: [], failed: [] } }, mappingName: null, ...over });
const report = (over = {}) => ({ day: '2026-11-25', currency: 'XOF', state: 'open', closedByName: null, closedAt: null, sha256: null,
  equation: { wallets: '12450300', vaults: '3200000', payoutClearing: '45000', suspense: '2500', fees: '182340', receivable: '0', opening: '0', corrections: '-500', expected: '15514960' },
  balance: { amount: '15516460', source: 'typed', at: '2026-11-26T00:05:00Z', byName: 'Fatou Diallo' }, gap: '1500',
  items: [
    { kind: 'break', id: '01900000-0000-7000-8000-000000000003', label: 'missing_in_ledger', reference: 'GP-2291', amount: '2000' },
    { kind: 'break', id: '01900000-0000-7000-8000-000000000004', label: 'fee_difference', reference: 'GP-2288', amount: '-150' },
    { kind: 'timing', id: '01900000-0000-7000-8000-000000000005', label: 'payout_on_its_way', reference: 'GP-2300', amount: '-600' },
    { kind: 'tolerated', id: null, label: 'tolerated', reference: null, amount: '10' },
  ], unexplained: '240',
  methods: [
    { method: 'wave', opening: '1000000', in: '540000', out: '120000', fees: '5400', closing: '1414600', holds: true, ours: { in: '540000', out: '120000', fees: '5400', net: '414600' }, difference: '0' },
    { method: 'orange_money', opening: null, in: '340000', out: '20000', fees: '400', closing: null, holds: null, ours: { in: '338500', out: '20000', fees: '400', net: '318100' }, difference: '1500' },
  ],
  late: [{ transactionId: '01900000-0000-7000-8000-000000000009', amount: '5000', type: 'DEPOSIT', method: 'wave', belongsTo: '2026-11-24' }],
  onTheirWay: { count: 3, amount: '45000' }, ...over });
const days = Array.from({ length: 20 }, (_, n) => ({ day: `2026-11-${String(25 - n).padStart(2, '0')}`, state: n < 2 ? 'open' : 'closed', gap: n === 0 ? null : n === 5 ? '-300' : '0', closedAt: null }));
const rules = [
  { id: 'a', name: 'Notre référence', priority: 1, basis: 'own_reference', tolerance: '0', windowMinutes: 120, method: null, enabled: true, changedByName: null, changedAt: '2026-11-20T00:00:00Z' },
  { id: 'c', name: 'Téléphone, montant et heure', priority: 3, basis: 'phone_amount', tolerance: '50', windowMinutes: 120, method: 'wave', enabled: false, changedByName: 'Fatou Diallo', changedAt: '2026-11-26T05:00:00Z' },
];
const sample = (over = {}) => ({ lineId: '1', reference: 'T_XZ', amount: '1500', transactionId: '01900000-0000-7000-8000-000000000009', memberName: 'Awa Ouédraogo', difference: '0', ...over });
const answers: Record<string, unknown> = {
  '/statements': { files: [file({ id: '01900000-0000-7000-8000-000000000002', name: 'orange-novembre-2026-deuxieme-partie.xlsx', format: 'orange-bf', method: 'orange_money', state: 'READING', bytesRead: 400000, lines: 1200, badLines: 0, outcomes: {} }), file(), file({ id: '3', name: 'vieux.csv', state: 'UNDONE', outcomes: {} }), file({ id: '4', name: 'tout.csv', badLines: 0, outcomes: { matched: 12 }, importedByName: null })] },
  '/statements/01900000-0000-7000-8000-000000000001': file(),
  '/statements/01900000-0000-7000-8000-000000000001/bad': { lines: [{ lineNo: 12, why: 'Le montant n’est pas lisible.', text: 'T_1,douze,XOF,2026' }], most: 200 },
  '/statements/deliveries': { missed: [{ transactionId: '01900000-0000-7000-8000-000000000009', memberName: 'Awa Ouédraogo', amount: '5000', type: 'DEPOSIT', method: 'wave', toldBy: 'statement', at: '2026-11-26T05:00:00Z' }], delays: [{ method: 'wave', count: 1240, p50Ms: 2300, p95Ms: 45000, p99Ms: 3720000 }] },
  '/proof': { report: report(), days },
  '/rules': { rules },
  '/rules/try': { lines: 412, value: '1250000', samples: [sample(), sample({ lineId: '2', difference: '50' })] },
  '/rules/back-test': { decisions: 500, would: 412, right: 409, wrong: 3, wrongValue: '15000', samples: [sample({ right: true }), sample({ lineId: '3', right: false })] },
  '/statements/upload': inspected(),
  '/statements/preview': inspected().preview,
};
async function fake(page: Page) {
  await page.route(/\/admin\/api\/(statements|proof|rules|breaks|notices)/, (route) => {
    const path = new URL(route.request().url()).pathname.replace('/admin/api', '');
    const answer = answers[path];
    return answer ? route.fulfill({ json: answer }) : route.fulfill({ status: 404, json: { error: { message: 'non' } } });
  });
}
const look = async (page: Page, name: string) => {
  await settled(page);
  await shoot(page, `u2/${name}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) console.log(name, 'wide', wide);
  await expectAccessible(page).catch((e) => console.log(name, String(e.message).slice(0, 1500)));
};
inBrowser.each(SCREENS)('%s', async (name, screen) => {
  const page = await browser.open(world.console.url, screen);
  await signInOn(page, 'finance');
  await fake(page);
  await page.goto('/admin/statements');
  await look(page, `list-${name}`);
  await page.locator('input[type=file]').setInputFiles({ name: 'banque.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b') });
  await page.locator('.found').waitFor();
  await look(page, `found-${name}`);
  await page.goto('/admin/statements/01900000-0000-7000-8000-000000000001');
  await page.locator('.figures').waitFor();
  await look(page, `file-${name}`);
  await page.goto('/admin/statements/deliveries');
  await look(page, `deliveries-${name}`);
  await page.goto('/admin/proof');
  await page.locator('.proof').waitFor();
  await look(page, `proof-${name}`);
  if (name === 'desktop') await page.pdf({ path: '/tmp/u2/proof.pdf', preferCSSPageSize: true });
  await page.goto('/admin/rules');
  await page.locator('.rule').first().waitFor();
  await look(page, `rules-${name}`);
  await page.getByRole('button', { name: /Essayer la règle « Téléphone/ }).click();
  await page.locator('.trial-sentence').first().waitFor();
  await look(page, `trial-${name}`);
  await page.getByRole('button', { name: 'Nouvelle règle' }).count();
  console.log(browser.complaints);
  await page.context().close();
}, 120_000);
