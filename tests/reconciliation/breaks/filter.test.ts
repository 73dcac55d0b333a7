import { beforeAll, describe, expect, test } from 'vitest';
import { breakFigures } from '../../../src/reconciliation/breaks/figures.ts';
import type { BreakFilter } from '../../../src/reconciliation/breaks/filter.ts';
import { listBreaks } from '../../../src/reconciliation/breaks/list.ts';
import { useDatabase } from '../../support/database.ts';
import { givenPeople, type People } from '../../support/given.ts';
import { givenPayment, unique } from '../../support/payments.ts';
import { codeOf } from '../resolutions/given.ts';
import { type Planted, plant } from './given.ts';

const db = useDatabase();
const ZONE = 'Africa/Abidjan';
let people: People;
/** All that there is, by id. */
const planted = new Map<string, Planted & { readonly name: string | null }>();

const KINDS = ['missing_in_ledger', 'duplicate', 'fee_difference', 'unknown_reference'] as const;
const AGES = [5, 30, 600, 2_000, 9_000];
const METHODS = ['wave', 'orange_money', null];

beforeAll(async () => {
  people = await givenPeople(db.owner);
  const officers = [people.finance.id, people.admin.id, null];
  for (let n = 0; n < 60; n += 1) {
    const named = n % 4 === 0;
    const member = n % 8 === 0 ? people.awa : people.moussa;
    const by = people.tresorier;
    const payment = { type: 'DEPOSIT', amount: 1, by, member } as const;
    const transactionId = named ? (await givenPayment(db.pool, payment)).id : null;
    const one: Planted = {
      kind: KINDS[n % KINDS.length]!,
      flow: ([null, 'deposit', 'payout'] as const)[Math.floor(n / 2) % 3]!,
      method: METHODS[Math.floor(n / 3) % 3]!,
      value: 100 + ((n * 37) % 50) * 10,
      reference: named ? null : `REF_${n}%x`,
      phone: named ? null : `+22670${String(n).padStart(6, '0')}`,
      transactionId,
      assigneeId: officers[Math.floor(n / 5) % 3]!,
      age: AGES[n % AGES.length]!,
      due: n % 6 === 0 ? -60 : n % 6 === 1 ? 60 * 24 * 40 : null,
      closed: n % 11 === 0,
    };
    const id = await plant(db.owner, one);
    planted.set(id, { ...one, name: named ? member.username : null });
  }
});

/** Each filter with what it must let through, told a second time and in another language. */
const FILTERS: readonly (readonly [
  string,
  () => BreakFilter,
  (one: Planted & { name: string | null }) => boolean,
])[] = [
  [
    'kind',
    () => ({ kind: ['duplicate', 'fee_difference'] }),
    ({ kind }) => kind !== 'missing_in_ledger' && kind !== 'unknown_reference',
  ],
  ['deposits', () => ({ flow: 'deposit' }), ({ flow }) => flow === 'deposit'],
  ['payouts', () => ({ flow: 'payout' }), ({ flow }) => flow === 'payout'],
  ['method', () => ({ method: 'wave' }), ({ method }) => method === 'wave'],
  ['under 15 minutes', () => ({ age: '<15m' }), ({ age }) => age === 5],
  ['under an hour', () => ({ age: '<1h' }), ({ age }) => age === 30],
  ['under a day', () => ({ age: '<24h' }), ({ age }) => age === 600],
  ['under three days', () => ({ age: '<3d' }), ({ age }) => age === 2_000],
  ['older', () => ({ age: 'older' }), ({ age }) => age === 9_000],
  ['mine', () => ({ assignee: 'me' }), ({ assigneeId }) => assigneeId === people.finance.id],
  ['nobody’s', () => ({ assignee: 'none' }), ({ assigneeId }) => assigneeId === null],
  [
    'a colleague’s',
    () => ({ assignee: people.admin.id }),
    ({ assigneeId }) => assigneeId === people.admin.id,
  ],
  ['overdue', () => ({ due: 'overdue' }), ({ due }) => due === -60],
  ['due today', () => ({ due: 'today' }), ({ due }) => due === -60],
  ['a name', () => ({ q: 'ouedraogo' }), ({ name }) => name === 'awa'],
  [
    'a phone with spaces',
    () => ({ q: '+226 70 00 00' }),
    ({ phone }) => phone?.startsWith('+2267000') ?? false,
  ],
  [
    'a wildcard as a letter',
    () => ({ q: 'f_1' }),
    ({ reference }) => reference?.includes('F_1') ?? false,
  ],
  [
    'another wildcard',
    () => ({ q: '5%x' }),
    ({ reference }) => reference?.includes('5%x') ?? false,
  ],
  ['at least so much', () => ({ min: '350' }), ({ value }) => (value ?? 0) >= 350],
];

async function shown(filter: BreakFilter): Promise<string[]> {
  const { rows, count, value } = await listBreaks(db.pool, ZONE, {
    actor: people.finance,
    filter,
    limit: 100,
  });
  expect(count).toBe(rows.length);
  expect(value).toBe(String(rows.reduce((sum, row) => sum + Number(row.value), 0)));
  return rows.map(({ id }) => id).sort();
}

const expected = (...tests: ((one: Planted & { name: string | null }) => boolean)[]) =>
  [...planted]
    .filter(([, one]) => !one.closed && tests.every((fits) => fits(one)))
    .map(([id]) => id)
    .sort();

describe('each filter shows exactly what it says', () => {
  test.each(FILTERS)('%s', async (_name, filter, fits) => {
    const ids = expected(fits);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.length).toBeLessThan(expected().length);
    expect(await shown(filter())).toEqual(ids);
  });

  test('and so does each pair, in the list and in the figures', async () => {
    for (const [name, one, fitsOne] of FILTERS) {
      for (const [other, two, fitsTwo] of FILTERS) {
        const filter = { ...one(), ...two() };
        // Of one name the later counts.
        const clash = Object.keys(one()).some((key) => key in two());
        const ids = clash ? expected(fitsTwo) : expected(fitsOne, fitsTwo);
        expect(await shown(filter), `${name} and ${other}`).toEqual(ids);
      }
    }
  });

  test('resolved ones are asked for by their state', async () => {
    const resolved = [...planted].filter(([, { closed }]) => closed).map(([id]) => id);
    expect(await shown({ state: 'resolved' })).toEqual(resolved.sort());
    expect(await shown({ state: 'proposed' })).toEqual([]);
    expect(await shown({ ids: resolved })).toEqual([]);
  });
});

test('the figures add up to what the list shows', async () => {
  const filter = { min: '200' };
  const { byAge, byKind } = await breakFigures(db.pool, ZONE, { actor: people.finance, filter });
  const ids = await shown(filter);
  const total = (figures: readonly { count: number }[]) =>
    figures.reduce((sum, { count }) => sum + count, 0);
  expect([total(byAge), total(byKind)]).toEqual([ids.length, ids.length]);
  const flows = byAge.filter(({ flow }) => flow === 'deposit');
  expect(total(flows)).toBe((await shown({ ...filter, flow: 'deposit' })).length);
});

test.each<[string, object, string]>([
  ['two characters', { q: 'ab' }, 'search_too_short'],
  ['three that are spaces', { q: '   ' }, 'search_too_short'],
  ['a state', { state: 'lost' }, 'filter_invalid'],
  ['a kind', { kind: ['nothing'] }, 'filter_invalid'],
  ['a kind of every object', { state: 'toString' }, 'filter_invalid'],
  ['a method that no column can hold', { method: 'a\0b' }, 'filter_invalid'],
  ['an amount', { min: '-1' }, 'filter_invalid'],
  ['an amount in letters', { min: '1e9' }, 'filter_invalid'],
  ['a person', { assignee: 'nobody' }, 'filter_invalid'],
  ['an id', { ids: ['1'] }, 'filter_invalid'],
])('what cannot be read is refused: %s', async (_name, filter, code) => {
  const asked = { actor: people.finance, filter };
  expect(await codeOf(listBreaks(db.pool, ZONE, asked))).toBe(code);
  expect(await codeOf(breakFigures(db.pool, ZONE, asked))).toBe(code);
});

test('a search that looks like code finds nothing and breaks nothing', async () => {
  for (const q of [`'; drop table x; --`, '\\\\\\', '%%%', '___', 'a\0bcd', unique('none')]) {
    expect(await shown({ q }), q).toEqual([]);
  }
});

test('whoever is called otherwise now is found by the new name, also among the resolved', async () => {
  const rename = (name: string) =>
    db.owner.query('update app_user set full_name = $1 where id = $2', [name, people.awa.id]);
  const { rows } = await db.owner.query('select full_name from app_user where id = $1', [
    people.awa.id,
  ]);
  const ofAwa = (closed: boolean) =>
    [...planted]
      .filter(([, one]) => one.name === 'awa' && one.closed === closed)
      .map(([id]) => id)
      .sort();
  expect(await shown({ q: 'zénabou' })).toEqual([]);
  await rename('Zénabou Kéré');
  expect(await shown({ q: 'Zénabou' })).toEqual(ofAwa(false));
  expect(await shown({ q: 'zenabou', state: 'resolved' })).toEqual(ofAwa(true));
  expect(ofAwa(true).length).toBeGreaterThan(0);
  await rename(rows[0].full_name);
  expect(await shown({ q: 'zenabou' })).toEqual([]);
});
