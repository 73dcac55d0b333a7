import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, shoot, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { settled, sideways, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
const KINDS = ['missed_delivery','outcome_unknown','unknown_reference','event_mismatch','conflicting_event','double_funded','missing_in_ledger','missing_at_gateway','amount_mismatch','fee_difference','duplicate','status_conflict','gateway_answer','proof_gap'];
const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const NAMES = ['Awa Ouédraogo','Moussa Traoré','Fatoumata Kaboré-Sawadogo', null, 'Issouf Compaoré'];
const row = (n: number) => ({
  id: id(n), kind: KINDS[n % KINDS.length], reason: null, flow: n % 3 ? 'deposit' : 'payout', method: 'wave', currency: 'XOF',
  value: String(1500 * (n + 1)), difference: String(1500 * (n + 1)), reference: `TX-2026-00${n}`, phone: n % 4 === 3 ? null : '+22670123456',
  memberName: NAMES[n % 5], transactionId: id(900 + n), transactionStatus: 'PENDING',
  openedAt: new Date(Date.now() - n * 3_000_000 - 60_000).toISOString(), occurredAt: null, ageBucket: '<1h',
  assignee: n % 4 === 0 ? { id: id(800), name: 'Finance Tontine' } : null, dueAt: n === 2 ? '2026-11-20T23:59:59Z' : null,
  proposal: n === 5 || n === 6 ? { id: id(700 + n), verb: 'mark_completed', madeById: id(800), madeByName: 'Mariam Zongo', madeAt: new Date().toISOString(), mayDecide: n === 5 } : null,
  resolvedAt: null, closedBy: null, notes: 1, plain: 'mark_completed',
});
const postings = [{ account: 'wallet', name: 'Awa Ouédraogo', amount: '1500' }, { account: 'gateway_float', name: null, amount: '-1500' }];
const resolution = (n: number, state: string) => ({ id: id(700 + n), breakId: id(n), verb: 'mark_completed', state, reason: 'GetMiPay confirme que l’opération est effectuée.', postings, madeByName: 'Mariam Zongo', madeById: id(1), madeAt: new Date().toISOString(), checkedByName: state === 'REJECTED' ? 'Finance Deux' : null, checkedAt: state === 'REJECTED' ? new Date().toISOString() : null, checkReason: 'Le relevé dit autre chose', reversesId: null, reversedById: null, transactionId: null, mayDecide: n === 5 && state === 'PROPOSED', mayWithdraw: n === 6 && state === 'PROPOSED' });
const story = (n: number) => ({
  row: row(n),
  difference: { ours: n === 3 ? null : '1500', theirs: '2000', difference: '500', why: row(n).kind, reason: row(n).kind === 'event_mismatch' ? 'amount_mismatch' : null },
  transaction: n % 7 === 2 ? null : { params: { id: id(900 + n), type: 'DEPOSIT', status: 'PENDING', gatewayState: 'ACCEPTED', amount: '1500', fee: '0', quotedFee: '15', method: 'wave', phone: '+22670123456', gatewayReference: `TX-2026-00${n}`, createdAt: '2026-11-25T08:00:00Z', stale: true, approvalReasons: '', makerName: 'Trésorier' },
    timeline: [{ at: '2026-11-25T08:00:00Z', what: 'requested', detail: 'Trésorier Un' }, { at: '2026-11-25T08:00:01Z', what: 'sent', detail: null }, { at: '2026-11-25T08:00:03Z', what: 'answered', detail: 'ACCEPTED' }],
    journals: [{ id: id(1), kind: 'DEPOSIT', recordedAt: '2026-11-25T08:01:00Z', lines: [{ account: 'wallet', amount: '1500', balanceAfter: '6500' }, { account: 'gateway_float', amount: '-1500', balanceAfter: null }] }] },
  lines: [{ id: '12', fileId: id(2), fileName: 'wave-2026-11-25.csv', series: 'wave', lineNo: 118, kind: 'payment', state: 'completed', amount: '2000', fee: '20', currency: 'XOF', phone: '+22670123456', reference: 'TX-1', merchantReference: id(9), occurredAt: '2026-11-25T08:00:00Z', outcome: 'amount_mismatch' }],
  events: [{ id: id(3), source: 'webhook', dialect: 'initiate', event: 'payment.completed', kind: 'payment', state: 'completed', reference: 'TX-1', amount: '2000', fee: '20', phone: '+22670123456', currency: 'XOF', problem: null, reason: 'amount_mismatch', receivedAt: '2026-11-25T08:02:00Z', raw: '{"event":"payment.completed"}', headers: { 'x-getmipay-signature': 'abc' } }],
  candidates: n % 7 === 2 ? [{ transactionId: id(901), memberName: 'Awa Ouédraogo', amount: '1500', phone: '+22670123456', method: 'wave', status: 'PENDING', gatewayState: 'UNKNOWN', at: '2026-11-25T08:00:00Z', score: 90, reasons: [{ code: 'same_phone', details: {} }, { code: 'minutes_apart', details: { minutes: 12 } }] }] : [],
  offers: n === 5 || n === 6 ? [] : [{ verb: 'query_again', needsChecker: false, params: {}, refused: 'cannot_be_asked' }, { verb: 'mark_completed', needsChecker: true, params: {}, refused: null }, { verb: 'mark_failed', needsChecker: true, params: {}, refused: null }, { verb: 'ignore', needsChecker: true, params: {}, refused: null }],
  resolutions: n === 5 || n === 6 ? [resolution(n, 'PROPOSED'), resolution(n, 'REJECTED')] : n === 1 ? [resolution(n, 'REJECTED')] : [],
  notes: [{ id: id(4), at: new Date().toISOString(), byName: 'Mariam Zongo', text: 'J’ai appelé Wave, réponse demain.' }],
});
async function fake(page: Page) {
  await page.route('**/admin/api/breaks**', (route) => {
    const url = new URL(route.request().url());
    const path = url.pathname.replace('/admin/api/breaks', '');
    if (path === '/figures') return route.fulfill({ json: { byAge: ['<15m', '<1h', '<24h', '<3d', 'older'].flatMap((ageBucket, i) => [{ flow: 'deposit', ageBucket, count: 12 - i, value: String(340000 * (i + 1)) }, { flow: i === 4 ? null : 'payout', ageBucket, count: i, value: String(1250000 * i) }]), byKind: [], proposed: 2, mine: 3, overdue: 1 } });
    if (path === '/officers') return route.fulfill({ json: { officers: [{ id: id(800), name: 'Finance Tontine' }] } });
    if (path === '/views') return route.fulfill({ json: { views: [{ id: id(6), name: 'Wave, gros montants', query: 'method=wave&min=100000' }] } });
    if (path === '') return route.fulfill({ json: { rows: Array.from({ length: 30 }, (_, n) => row(n)), count: 73, value: '2475000', next: null } });
    if (path.endsWith('/preview')) return route.fulfill({ json: { postings, needsChecker: true, effects: [{ code: 'deposit_completed', details: { amount: '1500' } }] } });
    const n = Number(path.slice(-12));
    return route.fulfill({ json: story(n) });
  });
}
const LOOKS = [['wide-fr', { width: 1280, height: 860 }, 'fr'], ['wide-dark-en', { width: 1440, height: 900, dark: true }, 'en'], ['phone-fr', { width: 390 }, 'fr']] as const;
inBrowser.each(LOOKS)('draft %s', async (name, screen, lang) => {
  const page = await browser.open(world.console.url, screen);
  await signInOn(page, 'finance', lang);
  await fake(page);
  const look = async (what: string) => {
    await settled(page);
    await shoot(page, `breaks-draft/${name}/${what}`);
    expect(await sideways(page), what).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  };
  await page.goto('/admin/breaks');
  await page.locator('.break-line').first().waitFor();
  await look('list');
  await page.goto(`/admin/breaks?break=${id(2)}`);
  await page.locator('.break-detail').waitFor();
  await look('orphan');
  await page.goto(`/admin/breaks?break=${id(5)}`);
  await page.locator('.proposal').waitFor();
  await look('proposal');
  await page.keyboard.press('r');
  await page.locator('dialog[open]').waitFor();
  await look('approve');
  await page.keyboard.press('Escape');
  await page.goto(`/admin/breaks?break=${id(1)}`);
  await page.locator('.break-detail').waitFor();
  await page.keyboard.press('r');
  await page.locator('dialog[open] .postings').waitFor();
  await look('resolve');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await look('help');
  await page.keyboard.press('Escape');
  await page.goto('/admin/breaks');
  await page.locator('.break-line input').nth(1).check();
  await page.locator('.break-line input').nth(2).check();
  await page.locator('.filters details summary').click();
  await look('chosen');
  await page.locator('.bulk-bar button').first().click();
  await page.locator('dialog[open]').waitFor();
  await look('bulk');
  await page.goto('/admin/approvals');
  await page.locator('.corrections .waiting').first().waitFor();
  await look('approvals');
  expect(browser.complaints).toEqual([]);
}, 120_000);
