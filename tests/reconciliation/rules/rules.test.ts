import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Rule } from '../../../src/reconciliation/rules/rule.ts';
import { useConsole } from '../../support/console.ts';
import { type GivenPerson, givenPerson } from '../../support/given.ts';
import { breaksOf, csv, imported, linesOf, newFolder, noon, paid } from '../import/given.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
let second: GivenPerson;
let day = 50;

beforeAll(async () => {
  second = await givenPerson(world.database.owner, { username: 'controle', role: 'FINANCE' });
});

beforeEach(async () => {
  day += 1;
  await world.database.owner.query(`delete from match_rule where changed_by is not null`);
  await world.database.owner.query('update match_rule set enabled = true, tolerance = 0');
});

const rule = (over: Partial<Rule> = {}): Rule => ({
  name: 'Essai',
  priority: 1,
  basis: 'own_reference',
  tolerance: '0',
  windowMinutes: 120,
  method: null,
  ...over,
});

async function switchedOn(over: Partial<Rule>): Promise<string> {
  const { app } = world.console;
  const { id } = await app.saveRule({ actor: world.people.finance, rule: rule(over) });
  await app.switchRule({ actor: second, id, enabled: true });
  return id;
}

const switchAll = (basis: Rule['basis'], enabled: boolean) =>
  world.database.owner.query('update match_rule set enabled = $2 where basis = $1', [
    basis,
    enabled,
  ]);

const outcomes = async (content: string) =>
  (await linesOf(world.database.pool, (await imported(world, content)).id)).map(
    ({ outcome, rule: by, difference }) => [outcome, by, difference],
  );

const breaks = (q: string) => breaksOf(world.console.app, world.people.finance, q);

test('within a rule’s tolerance a line is matched, and its francs stay named; beyond it they are a break', async () => {
  await switchAll('own_reference', false);
  await switchedOn({ tolerance: '25' });
  const made = await paid(
    world,
    { when: noon(day) },
    { when: noon(day, 1) },
    { when: noon(day, 2) },
  );
  const told = (nth: number, over: object) => ({
    ownId: made[nth]!.id,
    reference: `T-${day}-${nth}`,
    at: noon(day),
    ...over,
  });
  expect(
    await outcomes(
      csv(told(0, { amount: 5_025 }), told(1, { amount: 5_026 }), told(2, { fee: 25 })),
    ),
  ).toEqual([
    ['matched', 'own_reference', '25'],
    ['amount_mismatch', 'own_reference', '26'],
    ['matched', 'own_reference', '-25'],
  ]);
  expect(await breaks(made[0]!.id)).toEqual([]);
  expect(await breaks(made[1]!.id)).toEqual(['amount_mismatch']);
});

test('of two rules the first by priority decides, and a method’s own before the general one', async () => {
  await switchAll('own_reference', false);
  await switchedOn({ name: 'Large', priority: 9, tolerance: '100' });
  await switchedOn({ name: 'Étroite', priority: 2, tolerance: '5' });
  await switchedOn({ name: 'Orange', priority: 10, tolerance: '50', method: 'orange_money' });
  const made = await paid(
    world,
    { when: noon(day) },
    { when: noon(day, 1), method: 'orange_money' },
  );
  const lines = made.map(({ id }, nth) => ({
    ownId: id,
    reference: `M-${day}-${nth}`,
    amount: 5_040,
    at: noon(day),
  }));
  expect((await outcomes(csv(...lines))).map(([outcome]) => outcome)).toEqual([
    'amount_mismatch',
    'matched',
  ]);
});

test('a rule for one method alone pairs no other method’s lines', async () => {
  await switchAll('own_reference', false);
  await switchAll('phone_amount', false);
  await switchedOn({ method: 'orange_money' });
  const made = await paid(
    world,
    { when: noon(day) },
    { when: noon(day, 1), method: 'orange_money' },
  );
  const lines = made.map(({ id }, nth) => ({
    ownId: id,
    reference: `O-${day}-${nth}`,
    at: noon(day),
  }));
  expect((await outcomes(csv(...lines))).map(([outcome]) => outcome)).toEqual([
    'missing_in_ledger',
    'matched',
  ]);
});

test('a rule that is off pairs nothing; the next in order takes its lines', async () => {
  await switchAll('own_reference', false);
  const [made] = await paid(world, { when: noon(day) });
  expect(
    await outcomes(csv({ ownId: made!.id, reference: made!.reference, at: noon(day) })),
  ).toEqual([['matched', 'gateway_reference', '0']]);
  await switchAll('gateway_reference', false);
  const [next] = await paid(world, { when: noon(day, 200), amount: 5_100 });
  const line = { ownId: next!.id, reference: next!.reference, amount: 5_100 };
  expect(await outcomes(csv({ ...line, at: noon(day, 200) }))).toEqual([
    ['matched', 'phone_amount', '0'],
  ]);
  await switchAll('phone_amount', false);
  const [last] = await paid(world, { when: noon(day, 400), amount: 5_200 });
  const alone = { ownId: last!.id, reference: last!.reference, amount: 5_200 };
  expect(await outcomes(csv({ ...alone, at: noon(day, 400) }))).toEqual([
    ['missing_in_ledger', null, '5200'],
  ]);
});

/** Everything that a trial could have written. */
const written = async () =>
  (
    await world.database.owner.query(
      `select (select md5(string_agg(l::text, ',' order by l.id)) from statement_line l) as lines, (select md5(string_agg(b::text, ',' order by b.id)) from break_item b) as breaks,
         (select count(*) from match_rule) as rules, (select count(*) from audit_entry) as audited, (select count(*) from statement_pair) as pairs`,
    )
  ).rows[0];

test('a dry run writes nothing, and says what switching the rule on then does', async () => {
  const { app } = world.console;
  await switchAll('phone_amount', false);
  // What the tests before have left is nobody's any more.
  await world.database.owner.query(
    `update statement_line set phone = null where outcome = 'missing_in_ledger'`,
  );
  const made = await paid(
    world,
    { when: noon(day), amount: 6_100 },
    { when: noon(day, 1), amount: 6_200 },
    { when: noon(day, 2), amount: 6_200 },
  );
  const file = await imported(
    world,
    csv(
      { reference: `D-${day}-1`, amount: 6_110, at: noon(day) },
      { reference: `D-${day}-2`, amount: 6_200, at: noon(day) },
    ),
  );
  const asked = rule({ name: 'Souple', basis: 'phone_amount', tolerance: '10', priority: 3 });
  const before = await written();
  const trial = await app.tryRule({ actor: world.people.finance, rule: asked });
  expect(await written()).toEqual(before);
  expect(trial).toMatchObject({ lines: 1, value: '6110' });
  expect(trial.samples).toMatchObject([
    {
      reference: `D-${day}-1`,
      transactionId: made[0]!.id,
      difference: '10',
      memberName: 'Awa Ouédraogo',
    },
  ]);

  await switchedOn(asked);
  const lines = await linesOf(world.database.pool, file.id);
  expect(lines.map(({ transactionId, outcome }) => [transactionId, outcome])).toEqual([
    [made[0]!.id, 'matched'],
    [null, 'missing_in_ledger'],
  ]);
  expect(await breaks(`D-${day}-1`)).toEqual([]);
  expect(await breaks(`D-${day}-2`)).toEqual(['missing_in_ledger']);
});

test('a back-test counts what a rule would have paired as people did, and otherwise, with its francs', async () => {
  const { app } = world.console;
  for (const basis of ['own_reference', 'gateway_reference', 'phone_amount'] as const) {
    await switchAll(basis, false);
  }
  const [as, other, chosen, gone] = await paid(
    world,
    { when: noon(day), amount: 7_100 },
    { when: noon(day, 1), amount: 7_200 },
    { when: noon(day, 600), amount: 7_200 },
    { when: noon(day, 2), amount: 7_300 },
  );
  await imported(
    world,
    csv(
      { reference: `B-${day}-1`, amount: 7_100, at: noon(day) },
      { reference: `B-${day}-2`, amount: 7_200, at: noon(day) },
      { reference: `B-${day}-3`, amount: 7_300, at: noon(day, 700) },
    ),
  );
  for (const [nth, { id }] of [as!, chosen!, gone!].entries()) {
    const { rows } = await app.breaks({
      actor: world.people.finance,
      filter: { q: `B-${day}-${nth + 1}` },
    });
    const { resolutionId, outcome } = await app.resolveBreak({
      actor: world.people.finance,
      breakId: rows[0]!.id,
      verb: 'match_line',
      params: { transactionIds: [id] },
      reason: 'the member told us',
    });
    if (outcome !== 'proposed') continue;
    await app.decideResolution({
      actor: world.people.admin,
      resolutionId: resolutionId!,
      decision: 'approve',
    });
  }
  const before = await written();
  const test1 = await app.backTestRule({
    actor: world.people.finance,
    rule: rule({ basis: 'phone_amount', windowMinutes: 60 }),
  });
  expect(await written()).toEqual(before);
  // The first as the person did; the second with the payment that was nearer; the third with none.
  expect(test1).toMatchObject({ decisions: 3, would: 2, right: 1, wrong: 1, wrongValue: '7200' });
  expect(test1.samples).toMatchObject([
    { reference: `B-${day}-2`, transactionId: other!.id, chosenId: chosen!.id },
  ]);
  const wide = await app.backTestRule({
    actor: world.people.finance,
    rule: rule({ basis: 'phone_amount', windowMinutes: 24 * 60 }),
  });
  expect(wide).toMatchObject({ decisions: 3, would: 2, right: 2, wrong: 0, wrongValue: '0' });
});
