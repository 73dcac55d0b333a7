import { beforeAll, describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { type GivenPerson, givenPerson } from '../../support/given.ts';
import { fact, unique } from '../../support/payments.ts';
import {
  breakAbout,
  codeOf,
  givenDeposit,
  givenPayout,
  givenSaver,
  payoutFact,
  propose,
} from '../resolutions/given.ts';
import { breaksAbout, type Told, toldByUs, toldByWave } from './given.ts';

const world = useConsole();
const OWN_NUMBER = '+22670777001';
let thief: GivenPerson;

beforeAll(async () => {
  thief = await givenPerson(world.database.owner, {
    username: unique('finance'),
    role: 'FINANCE',
    phone: OWN_NUMBER,
  });
});

/** A completed payout, and a line of Wave that names nothing of ours, with its break. */
async function givenStray(line: (member: GivenPerson) => Told, method = 'wave') {
  const member = await givenSaver(world.database.owner, 60_000);
  const payout = await givenPayout(world, member, { amount: 50_000, method });
  await world.console.app.settle(payoutFact({ reference: payout.reference }));
  const reference = unique('stray');
  await toldByWave(world, { reference, type: 'payout', amount: 50_000, ...line(member) });
  const [row] = await breaksAbout(world, reference);
  return { member, payout, breakId: row!.id };
}

const asThief = (breakId: string, verb: string, params = {}) =>
  codeOf(world.console.app.resolveBreak({ actor: thief, breakId, verb, params, reason: 'mine' }));

describe('pairing by hand', () => {
  test('a line to one’s own number is paired with nothing, and its pairing not approved', async () => {
    const { payout, breakId } = await givenStray(() => ({ phone: OWN_NUMBER }), 'moov_money');
    const params = { transactionId: payout.id };
    expect(await asThief(breakId, 'match_line', params)).toBe('checker_concerned');
    const { outcome, resolutionId } = await propose(world, breakId, 'match_line', params);
    expect(outcome).toBe('proposed');
    const approval = { actor: thief, resolutionId: resolutionId!, decision: 'approve' };
    expect(await codeOf(world.console.app.decideResolution(approval))).toBe('checker_concerned');
  });

  test.each<[string, (member: GivenPerson) => Told, string?]>([
    ['of another number', () => ({ phone: '+22670777003' })],
    ['without a number', () => ({ phone: null })],
    ['of another operator', ({ phone }) => ({ phone, hours: -5 }), 'moov_money'],
    ['of another day', ({ phone }) => ({ phone, hours: -40 })],
  ])('a line %s waits for a second person', async (_, line, method) => {
    const { payout, breakId } = await givenStray(line, method);
    const { outcome } = await propose(world, breakId, 'match_line', { transactionId: payout.id });
    expect(outcome).toBe('proposed');
  });

  test('a line of the same number, operator, amount and day is paired by one', async () => {
    const { payout, breakId } = await givenStray(({ phone }) => ({ phone, hours: -5 }));
    const { outcome } = await propose(world, breakId, 'match_line', { transactionId: payout.id });
    expect(outcome).toBe('done');
  });
});

describe('whose number only the evidence tells', () => {
  test('the line of a member’s deposit tells it: its owner does not answer the break', async () => {
    const member = await givenSaver(world.database.owner, 0);
    const { id, reference } = await givenDeposit(world, member);
    await world.console.app.settle(fact({ reference }));
    await toldByUs(world, { ownId: id, reference, amount: 6_000, phone: OWN_NUMBER });
    const { id: breakId, kind } = await breakAbout(world, id);
    expect(kind).toBe('amount_mismatch');
    expect(await asThief(breakId, 'write_off')).toBe('checker_concerned');
  });

  test('the event about a member’s deposit tells it: its owner does not answer the break', async () => {
    const member = await givenSaver(world.database.owner, 0);
    const { id, reference } = await givenDeposit(world, member);
    await world.console.app.settle(fact({ reference, phone: OWN_NUMBER }));
    const { id: breakId, kind } = await breakAbout(world, id);
    expect(kind).toBe('event_mismatch');
    expect(await asThief(breakId, 'mark_completed')).toBe('checker_concerned');
  });
});
