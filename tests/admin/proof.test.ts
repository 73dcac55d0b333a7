import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProofAnswer } from '../../src/admin/components/proof/answers.ts';
import { wordsFor } from '../../src/admin/locale/index.ts';
import { useConsole } from '../support/console.ts';
import { ASKABLE, MUTE, playedGateway } from '../support/played-gateway.ts';
import type { Visitor } from '../support/visitor.ts';
import { dayBefore, givenDepositOn } from './proof-steps.ts';

const played = playedGateway();
const world = useConsole({ wrapGateway: played.wrapGateway });
const people: Record<string, Visitor> = {};
let yesterday = '';
let before = '';

beforeAll(async () => {
  for (const name of ['finance', 'admin', 'tresorier', 'awa']) {
    people[name] = await world.console.signIn(name);
  }
  const now = world.console.app.clock.now();
  [yesterday, before] = [dayBefore(now), dayBefore(now, 2)];
  await givenDepositOn(world, before, { amount: 7_000, fee: 105 });
});

beforeEach(() => {
  played.play.can = ASKABLE;
  played.play.balance = { kind: 'no_answer', message: 'Nothing came.' };
});

const finance = () => people['finance']!;

async function read(who: Visitor, path: string): Promise<{ status: number } & ProofAnswer> {
  const { status, text } = await who.get(`/admin/api${path}`, { accept: 'application/json' });
  return { status, ...JSON.parse(text) };
}

const send = async (who: Visitor, path: string, data: object) => {
  const { status, text } = await who.postJson(`/admin/api/proof${path}`, data);
  return { status, ...JSON.parse(text) };
};

test('without a day the page shows yesterday, with the last sixty days', async () => {
  const answer = await read(finance(), '/proof');
  expect(answer).toMatchObject({ status: 200, report: { day: yesterday, state: 'open' } });
  expect(answer.days).toHaveLength(60);
  expect(answer.days[1]).toMatchObject({ day: yesterday, state: 'open', gap: null });
});

test('a day that is no day is refused beside its field', async () => {
  for (const day of ['hier', '2026-02-30', "2026-11-25' --"]) {
    const answer = await read(finance(), `/proof?${new URLSearchParams({ day })}`);
    expect(answer).toMatchObject({ status: 400, error: { code: 'date_invalid', field: 'day' } });
  }
});

test('the balance is typed in or asked, and a refusal is told in words', async () => {
  const day = before;
  expect(await send(finance(), '/balance', { day, amount: 'beaucoup' })).toMatchObject({
    status: 400,
    error: { code: 'balance_invalid', field: 'amount' },
  });
  expect(await send(finance(), '/ask', { day })).toMatchObject({
    status: 503,
    error: { code: 'balance_not_told' },
  });
  expect((await send(finance(), '/balance', { day, amount: '7 395' })).status).toBe(200);
  const { report } = await read(finance(), `/proof?day=${day}`);
  expect(report).toMatchObject({
    equation: { wallets: '7000', fees: '105', expected: '6895' },
    balance: { amount: '7395', source: 'typed', at: `${yesterday}T00:00:00.000Z` },
    methodsUntil: null,
    gap: '500',
    unexplained: '500',
  });
  played.play.balance = { kind: 'told', balance: 7_000n, currency: 'XOF' };
  const today = dayBefore(world.console.app.clock.now(), 0);
  expect((await send(finance(), '/ask', { day: today })).status).toBe(200);
  expect(report.balance!.recordedAt.slice(0, 10)).toBe(today);
  const now = await read(finance(), `/proof?day=${today}`);
  expect(now.report.balance).toMatchObject({ amount: '7000', source: 'queried' });
  expect(now.report.methodsUntil).toBe(now.report.at);
});

test('a gateway that tells no balance is not asked, and that is no failure', async () => {
  played.play.can = MUTE;
  const day = dayBefore(world.console.app.clock.now(), 0);
  expect(await send(finance(), '/ask', { day })).toMatchObject({
    status: 422,
    error: { code: 'balance_not_told' },
  });
});

test('today cannot be closed, however well it adds up', async () => {
  const day = dayBefore(world.console.app.clock.now(), 0);
  const { report } = await read(finance(), `/proof?day=${day}`);
  await send(finance(), '/balance', { day, amount: report.equation.expected });
  expect(await send(finance(), '/close', { day })).toMatchObject({
    status: 409,
    error: { code: 'day_not_over' },
  });
});

test('once nothing is left to explain, the day’s break is closed', async () => {
  const day = before;
  await send(finance(), '/balance', { day, amount: '6905' });
  const { breakId } = await send(finance(), '/explain', { day });
  expect(breakId).toEqual(expect.any(String));
  await send(finance(), '/balance', { day, amount: '6895' });
  expect(await send(finance(), '/explain', { day })).toMatchObject({ status: 200, breakId: null });
  const { report } = await read(finance(), `/proof?day=${day}`);
  expect(report).toMatchObject({ gap: '0', unexplained: '0', items: [] });
  const actor = world.people.finance;
  const { row } = await world.console.app.breakStory({ actor, breakId });
  expect(row).toMatchObject({ kind: 'proof_gap', closedBy: 'cleared' });
});

test('each currency is proved by itself, and offered once the books hold something in it', async () => {
  const day = before;
  expect((await read(finance(), '/proof')).currencies).toEqual(['XOF']);
  await world.database.owner.query(
    `select post(array[('OPENING', null, 1, 'XAF', system_account('gateway_float', 'XAF'), system_account('opening', 'XAF'), 10, null)::movement])`,
  );
  expect((await read(finance(), '/proof')).currencies).toEqual(['XOF', 'XAF']);
  const about = { day, currency: 'XAF' };
  const query = new URLSearchParams(about);
  expect((await send(finance(), '/balance', { ...about, amount: '300' })).status).toBe(200);
  const { report } = await read(finance(), `/proof?${query}`);
  expect(report).toMatchObject({ currency: 'XAF', balance: { amount: '300' }, unexplained: '300' });
  expect((await read(finance(), `/proof?day=${day}`)).report.balance?.amount).not.toBe('300');
  const file = await finance().get(`/admin/api/proof/report.csv?${query}`);
  expect(file.headers.get('content-disposition')).toContain(`preuve-${day}-XAF.csv`);
  await send(finance(), '/explain', about);
  expect((await send(finance(), '/close', about)).status).toBe(200);
  expect((await read(finance(), `/proof?${query}`)).report.state).toBe('closed');
  expect((await read(finance(), `/proof?day=${day}`)).report.state).toBe('open');
  expect((await read(finance(), `/proof?day=${day}&currency=EUR`)).status).toBe(400);
});

test('a day closes only when every franc is explained, and its report is frozen with a fingerprint', async () => {
  const day = before;
  await send(finance(), '/balance', { day, amount: '6995' });
  expect(await send(finance(), '/close', { day })).toMatchObject({
    status: 409,
    error: { code: 'gap_unexplained' },
  });
  const { breakId } = await send(finance(), '/explain', { day });
  const explained = await read(finance(), `/proof?day=${day}`);
  expect(explained.report).toMatchObject({ gap: '100', unexplained: '0' });
  expect(explained.report.items).toEqual([
    expect.objectContaining({ kind: 'break', id: breakId, label: 'proof_gap', amount: '100' }),
  ]);
  expect((await send(finance(), '/close', { day })).status).toBe(200);
  const { report, days } = await read(finance(), `/proof?day=${day}`);
  expect(report).toMatchObject({
    state: 'closed',
    closedByName: world.people.finance.username,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(days.find((one) => one.day === day)).toMatchObject({ state: 'closed', gap: '100' });
  for (const [path, data] of [
    ['/close', {}],
    ['/balance', { amount: '1' }],
    ['/explain', {}],
  ] as const) {
    expect([path, (await send(finance(), path, { day, ...data })).status]).toEqual([path, 409]);
  }
  // Days close in order: the one after it is next.
  expect((await read(finance(), '/proof')).report.day).toBe(yesterday);
  const today = dayBefore(world.console.app.clock.now(), 0);
  const early = await send(finance(), '/close', { day: today });
  expect(early).toMatchObject({ status: 409, error: { code: 'earlier_day_open' } });
  expect(early.error.message).toContain(yesterday);
});

test('the report comes as a file whose columns add up, in the reader’s language', async () => {
  const fr = await finance().get(`/admin/api/proof/report.csv?day=${before}`);
  expect(fr.headers.get('content-disposition')).toBe(`attachment; filename=preuve-${before}.csv`);
  const rows = fr.text
    .replace('\ufeff', '')
    .trim()
    .split('\r\n')
    .map((line) => line.slice(1, -1).split('","'));
  expect(rows[0]).toEqual(['Partie', 'Quoi', 'Référence', 'Plus', 'Moins']);
  expect(rows).toContainEqual(['Ce que GetMiPay doit avoir', 'Frais', '', '', '105']);
  const terms = rows.filter(
    ([part, what]) => part === rows[1]?.[0] && !what?.startsWith('Attendu'),
  );
  const sum = terms.reduce((total, [, , , plus, minus]) => total + Number(plus) - Number(minus), 0);
  expect(sum).toBe(6_895);
  expect(rows.flat().filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
  const reader = await world.console.signIn('finance');
  const en = await reader.get(`/admin/api/proof/report.csv?day=${before}&lang=en`);
  expect(en.text).toContain('"What GetMiPay should hold","Fees","","","105"');
});

test('administrators read and close nothing; treasurers and members are refused', async () => {
  const reads = ['/proof', `/proof?day=${yesterday}`, `/proof/report.csv?day=${yesterday}`];
  for (const path of reads) {
    const status = async (who: Visitor) =>
      (await who.get(`/admin/api${path}`, { accept: 'application/json' })).status;
    expect([path, await status(people['admin']!)]).toEqual([path, 200]);
    expect([path, await status(people['tresorier']!)]).toEqual([path, 403]);
    expect([path, await status(people['awa']!)]).toEqual([path, 403]);
    expect([path, await status(world.console.visitor())]).toEqual([path, 401]);
  }
  for (const name of ['admin', 'tresorier', 'awa']) {
    for (const path of ['/balance', '/ask', '/explain', '/close']) {
      const { status } = await send(people[name]!, path, { day: yesterday, amount: '0' });
      expect([name, path, status]).toEqual([name, path, 403]);
    }
  }
  expect((await read(finance(), `/proof?day=${yesterday}`)).report.balance).toBeNull();
});

test('an act that another site’s page starts is refused', async () => {
  const { status } = await finance().postJson(
    '/admin/api/proof/balance',
    { day: yesterday, amount: '1' },
    { 'sec-fetch-site': 'cross-site' },
  );
  expect(status).toBe(403);
  expect((await read(finance(), `/proof?day=${yesterday}`)).report.balance).toBeNull();
});

test.each(['fr', 'en'] as const)(
  'an account has one name, in the proof and at an instant: %s',
  (locale) => {
    const { proof, words } = wordsFor(locale);
    for (const [term, account] of [
      ['payoutClearing', 'payout_clearing'],
      ['suspense', 'suspense'],
      ['fees', 'fees'],
      ['receivable', 'receivable'],
      ['opening', 'opening'],
      ['corrections', 'corrections'],
    ] as const) {
      expect(proof.terms[term]).toBe(words.account[account]);
    }
  },
);
