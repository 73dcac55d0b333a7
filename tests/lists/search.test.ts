import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { fact, type GivenPayment, givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { ask, idsIn, walk } from './walk.ts';

const world = useConsole();
let finance: Visitor;
let tresorier: Visitor;
let awa: GivenPayment;
let fatou: GivenPayment;
let abroad: GivenPayment;

const FOREIGN_PHONE = '+22665999888';

beforeAll(async () => {
  const { owner } = world.database;
  const { people } = world;
  finance = await world.console.signIn('finance');
  tresorier = await world.console.signIn('tresorier');
  awa = await givenPayment(owner, {
    type: 'DEPOSIT',
    amount: 1_000,
    by: people.tresorier,
    member: people.awa,
    reference: 'PAY_QX7-100%_B',
  });
  fatou = await givenPayment(owner, {
    type: 'WITHDRAWAL',
    amount: 2_000,
    by: people.other,
    member: people.fatou,
    reference: 'PAY_QX7-200',
  });
  abroad = await givenPayment(owner, {
    type: 'DEPOSIT',
    amount: 3_000,
    by: people.tresorier,
    member: { ...people.awa, phone: FOREIGN_PHONE },
    reference: 'ref-abroad',
  });
});

const found = async (text: string, who = finance) => {
  const answer = await ask(who, 'Transaction', `filters.q=${encodeURIComponent(text)}`);
  expect(answer.status, answer.error?.message).toBe(200);
  return new Set(idsIn(answer));
};

test('an operation is found by any three characters of its reference', async () => {
  expect(await found('QX7')).toEqual(new Set([awa.id, fatou.id]));
  expect(await found('qx7-2')).toEqual(new Set([fatou.id]));
  expect(await found('ref-abroad')).toEqual(new Set([abroad.id]));
  expect(await found(awa.id)).toEqual(new Set([awa.id]));
  expect(await found('QX8')).toEqual(new Set());
});

test('by the member’s name, with or without accents, and by phone, with or without spaces', async () => {
  const hers = new Set([awa.id, abroad.id]);
  for (const text of [
    'Oué',
    'OUE',
    'awa',
    'ouedraogo aw',
    '70 12 34',
    '+22670123456',
    '0022670123456',
  ])
    expect(await found(text), text).toEqual(hers);
  expect(await found('65 99 98')).toEqual(new Set([abroad.id]));
});

test('digits are found without what parts them, and 00 is a plus as well', async () => {
  for (const text of ['00226 65 99 98 88', '+226 65.99.98.88', '(65) 99-98', '22665999888'])
    expect(await found(text), text).toEqual(new Set([abroad.id]));
  for (const text of ['226 65 99 98 89', '0022', '002'])
    expect(await found(text), text).toEqual(new Set());
});

test('a percent sign, an underscore and a backslash are looked for as themselves', async () => {
  expect(await found('100%')).toEqual(new Set([awa.id]));
  expect(await found('%_B')).toEqual(new Set([awa.id]));
  expect(await found('PAY_')).toEqual(new Set([awa.id, fatou.id]));
  for (const text of ['P%Y', 'QX_-', 'A_a', '\\\\\\', "';--"])
    expect(await found(text), text).toEqual(new Set());
});

test('a treasurer finds nothing of another tontine, by reference, phone, name or id', async () => {
  for (const text of ['QX7-200', 'fatou', '71000003', fatou.id])
    expect(await found(text, tresorier), text).toEqual(new Set());
  expect(await found('QX7', tresorier)).toEqual(new Set([awa.id]));
});

test.each([
  ['Transaction', 'fr', 'Tapez au moins trois caractères.'],
  ['Wallet', 'en', 'Type three characters or more.'],
  ['User', 'fr', 'Tapez au moins trois caractères.'],
  ['WebhookEvent', 'en', 'Type three characters or more.'],
  ['AuditEntry', 'fr', 'Tapez au moins trois caractères.'],
])(
  'fewer than three characters are refused in %s, in words of %s',
  async (resource, language, words) => {
    const reader = await world.console.signIn('finance');
    await reader.get(`/admin?lang=${language}`);
    const { status, error } = await ask(reader, resource, 'filters.q=ab');
    expect(status).toBe(400);
    expect(error).toMatchObject({ code: 'search_too_short', message: words });
  },
);

test('a message is found by a part of its reference, also where it fits no operation', async () => {
  const { app } = world.console;
  const told = { kind: 'payment', amount: 1_000n, currency: 'XOF' } as const;
  await app.settle(fact({ ...told, reference: awa.reference }));
  await app.settle(fact({ ...told, reference: 'NOBODY-QX7-9' }));
  const ids = async (text: string) =>
    (await ask(finance, 'WebhookEvent', `filters.q=${encodeURIComponent(text)}`)).records?.map(
      ({ params }) => params['reference'],
    );
  expect(await ids('X7-')).toEqual(['NOBODY-QX7-9', awa.reference]);
  expect(await ids('dy-qx7')).toEqual(['NOBODY-QX7-9']);
  expect(await ids('100%_')).toEqual([awa.reference]);
});

test('a number that comes only with the webhook is searched for like any other', async () => {
  const { people, database } = world;
  const lost = await givenPayment(database.owner, {
    type: 'DEPOSIT',
    amount: 4_000,
    by: people.tresorier,
    member: people.moussa,
    state: 'UNKNOWN',
  });
  await world.console.app.settle(
    fact({
      kind: 'payment',
      reference: 'LATE-777',
      ownId: lost.id,
      amount: 4_000n,
      currency: 'XOF',
    }),
  );
  expect(await found('TE-777')).toEqual(new Set([lost.id]));
});

test('what is rare is looked for a stretch at a time, and says how far it was looked for', async () => {
  const { owner } = world.database;
  await owner.query(
    `insert into audit_entry (id, at, actor_name, action, subject_type, reason)
     select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7000800000000000' || lpad(to_hex(n), 4, '0'))::uuid, at, 'job', 'deposit.request', 'Transaction',
       case n when 1 then 'Aiguille' else 'foin' end
     from generate_series(1, 25000) n, lateral (select '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 second' as at) a`,
  );
  await owner.query('analyze audit_entry');
  const first = await ask(finance, 'AuditEntry', 'filters.q=aiguille');
  expect(idsIn(first)).toEqual([]);
  expect(first.meta).toMatchObject({ total: 0, totalIs: 'least', back: false });
  expect(Date.parse(first.meta.searchedTo ?? '')).toBeLessThan(Date.parse('2026-01-02T00:00:00Z'));
  const { ids, last } = await walk(finance, 'AuditEntry', 'filters.q=aiguille');
  expect(ids.length).toBe(1);
  expect(last.meta).toMatchObject({ searchedTo: null, total: 1, totalIs: 'exact' });
  const before = await ask(
    finance,
    'AuditEntry',
    `filters.q=aiguille&cursor=${last.meta.previous}`,
  );
  expect(before.meta).toMatchObject({ back: true, total: 1, totalIs: 'exact' });
  expect(Date.parse(before.meta.searchedTo ?? '')).toBeGreaterThan(
    Date.parse('2026-01-01T01:00:00Z'),
  );
  const ascending = await ask(finance, 'AuditEntry', 'filters.q=aiguille&direction=asc');
  expect(idsIn(ascending)).toEqual(ids);
  expect(ascending.meta).toMatchObject({ total: 1, totalIs: 'least', back: false });
  const back = await walk(
    finance,
    'AuditEntry',
    'filters.q=aiguille',
    'previous',
    last.meta.previous,
  );
  expect(back.ids).toEqual([]);
});

test('a count says no more than was counted', async () => {
  const { meta } = await ask(finance, 'AuditEntry', 'filters.action=deposit.request');
  expect(meta.totalIs).toBe('least');
  expect(meta.total).toBeGreaterThan(1_900);
  expect(meta.total).toBeLessThanOrEqual(2_000);
  const whole = await ask(finance, 'AuditEntry');
  expect(whole.meta.totalIs).toBe('about');
  expect(whole.meta.total).toBeGreaterThan(20_000);
  expect((await ask(finance, 'Transaction')).meta).toMatchObject({ totalIs: 'exact' });
  const second = await ask(finance, 'AuditEntry', `cursor=${whole.meta.next}`);
  expect(second.meta).toMatchObject({ total: whole.meta.total, totalIs: 'about' });
});
