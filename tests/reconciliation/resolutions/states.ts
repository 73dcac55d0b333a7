import type { ConsoleForTests } from '../../support/console.ts';
import type { GivenPerson } from '../../support/given.ts';
import { fact, unique } from '../../support/payments.ts';
import { givenDeposit, givenPayout, givenSaver, makeStale, payoutFact } from './given.ts';

type World = Pick<ConsoleForTests, 'database' | 'people' | 'console'>;

export interface GivenState {
  /** What the queue finds the break by. */
  readonly about: string;
  readonly member: GivenPerson;
}

/** As posted, by account; a code is a refusal. */
export type Expected = string | Readonly<Record<string, number>>;

export interface State {
  readonly name: string;
  given(world: World): Promise<GivenState>;
  readonly verbs: Readonly<Record<string, Expected>>;
  /** Done by one person; every other verb that is not refused needs two. */
  readonly alone: readonly string[];
  /** What a reversal cannot give back, by verb: nothing goes into clearing again. */
  readonly left?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const NOTHING_TOLD = {
  apply_event: 'event_says_nothing',
  match_line: 'nothing_to_match',
  post_suspense: 'nothing_to_post',
  write_off: 'nothing_to_post',
  release_hold: 'nothing_held',
  collect: 'nothing_to_collect',
} as const;

const posted = (difference: number) => ({
  post_suspense: { suspense: difference, gateway_float: -difference },
  write_off: { corrections: difference, gateway_float: -difference },
});

const told = { release_hold: 'nothing_held', collect: 'nothing_to_collect' } as const;

/** Every state that a transaction with a break can be in, with what each verb posts, or why it does not. */
export const STATES: readonly State[] = [
  {
    name: 'a deposit that waits, with a quoted fee',
    given: async (world) => {
      const member = await givenSaver(world.database.owner, 1_000);
      const { id } = await givenDeposit(world, member, { fee: 50 });
      await makeStale(world, id);
      return { about: id, member };
    },
    verbs: {
      ...NOTHING_TOLD,
      mark_completed: { wallet: 5_000, gateway_float: -4_950, fees: -50 },
      mark_failed: {},
      ignore: {},
      set_aside: {},
    },
    alone: ['set_aside'],
  },
  {
    name: 'a payout that waits, with a quoted fee',
    given: async (world) => {
      const member = await givenSaver(world.database.owner, 6_000);
      const { id } = await givenPayout(world, member, { fee: 50 });
      await makeStale(world, id);
      return { about: id, member };
    },
    verbs: {
      ...NOTHING_TOLD,
      mark_completed: { payout_clearing: -5_000, gateway_float: 5_050, fees: -50 },
      mark_failed: { payout_clearing: -5_000, wallet: 5_000 },
      ignore: {},
      set_aside: 'only_deposits_aside',
    },
    alone: [],
    left: {
      mark_completed: { payout_clearing: -5_000, wallet: 5_000 },
      mark_failed: { payout_clearing: -5_000, suspense: 5_000 },
    },
  },
  {
    name: 'a deposit that was completed and then failed',
    given: async (world) => {
      const member = await givenSaver(world.database.owner, 1_000);
      const { id, reference } = await givenDeposit(world, member);
      await world.console.app.settle(fact({ reference, fee: 50n }));
      await world.console.app.settle(fact({ reference, state: 'failed' }));
      return { about: id, member };
    },
    verbs: {
      ...told,
      ...posted(-4_950),
      mark_completed: 'already_final',
      mark_failed: { wallet: -5_000, gateway_float: 4_950, fees: 50 },
      apply_event: { wallet: -5_000, gateway_float: 4_950, fees: 50 },
      match_line: 'nothing_to_match',
      ignore: {},
      set_aside: 'only_deposits_aside',
    },
    alone: [],
  },
  {
    name: 'a deposit that was completed and then failed, and was spent meanwhile',
    given: async (world) => {
      const member = await givenSaver(world.database.owner, 1_000);
      const { id, reference } = await givenDeposit(world, member);
      await world.console.app.settle(fact({ reference }));
      await givenPayout(world, member, { amount: 4_500 });
      await world.console.app.settle(fact({ reference, state: 'failed' }));
      return { about: id, member };
    },
    verbs: {
      ...told,
      mark_failed: { wallet: -1_500, receivable: -3_500, gateway_float: 5_000 },
      apply_event: { wallet: -1_500, receivable: -3_500, gateway_float: 5_000 },
    },
    alone: [],
  },
  {
    name: 'a deposit that failed and then completed',
    given: async (world) => {
      const member = await givenSaver(world.database.owner, 1_000);
      const { id, reference } = await givenDeposit(world, member);
      await world.console.app.settle(fact({ reference, state: 'failed' }));
      await world.console.app.settle(fact({ reference, fee: 50n, currency: 'XOF' }));
      return { about: id, member };
    },
    verbs: {
      ...told,
      ...posted(4_950),
      mark_completed: { wallet: 5_000, gateway_float: -4_950, fees: -50 },
      apply_event: { wallet: 5_000, gateway_float: -4_950, fees: -50 },
      mark_failed: 'already_final',
      match_line: 'nothing_to_match',
      ignore: {},
      set_aside: 'only_deposits_aside',
    },
    alone: [],
  },
  {
    name: 'a payout that was completed and then failed',
    given: async (world) => {
      const member = await givenSaver(world.database.owner, 6_000);
      const { id, reference } = await givenPayout(world, member);
      await world.console.app.settle(payoutFact({ reference, fee: 50n }));
      await world.console.app.settle(payoutFact({ reference, state: 'failed' }));
      return { about: id, member };
    },
    verbs: {
      ...told,
      ...posted(5_050),
      mark_completed: 'already_final',
      mark_failed: { wallet: 5_000, gateway_float: -5_050, fees: 50 },
      apply_event: { wallet: 5_000, gateway_float: -5_050, fees: 50 },
      match_line: 'nothing_to_match',
      ignore: {},
      set_aside: 'only_deposits_aside',
    },
    alone: [],
  },
  {
    name: 'a payout that failed and then completed, of which a part is held',
    given: async (world) => {
      const member = await givenSaver(world.database.owner, 6_000);
      const { id, reference } = await givenPayout(world, member);
      await world.console.app.settle(payoutFact({ reference, state: 'failed' }));
      await givenPayout(world, member, { amount: 3_000 });
      await world.console.app.settle(payoutFact({ reference, fee: 50n }));
      return { about: id, member };
    },
    verbs: {
      ...posted(-5_050),
      mark_completed: { suspense: -3_000, receivable: -2_000, gateway_float: 5_050, fees: -50 },
      apply_event: { suspense: -3_000, receivable: -2_000, gateway_float: 5_050, fees: -50 },
      mark_failed: 'already_final',
      release_hold: { suspense: -3_000, wallet: 3_000 },
      collect: 'nothing_to_collect',
      match_line: 'nothing_to_match',
      ignore: 'hold_undecided',
      set_aside: 'only_deposits_aside',
    },
    alone: [],
  },
  {
    name: 'a deposit that waits while a message tells another amount',
    given: async (world) => {
      const member = await givenSaver(world.database.owner, 1_000);
      const { id, reference } = await givenDeposit(world, member);
      await world.console.app.settle(fact({ reference, amount: 5_500n }));
      return { about: id, member };
    },
    verbs: {
      ...told,
      ...posted(5_500),
      mark_completed: { wallet: 5_000, gateway_float: -5_000 },
      mark_failed: {},
      apply_event: 'amounts_differ',
      match_line: 'nothing_to_match',
      ignore: {},
      set_aside: 'only_deposits_aside',
    },
    alone: [],
  },
  {
    name: 'a deposit that was never sent, and is told as completed',
    given: async (world) => {
      const member = await givenSaver(world.database.owner, 1_000);
      const { id } = await givenDeposit(world, member, { state: 'NOT_SENT' });
      await world.console.app.settle(fact({ ownId: id }));
      return { about: id, member };
    },
    verbs: {
      ...told,
      mark_completed: 'not_sent_yet',
      mark_failed: 'not_sent_yet',
      apply_event: 'not_sent_yet',
      set_aside: 'only_deposits_aside',
    },
    alone: [],
  },
  {
    name: 'money that nobody knows',
    given: async (world) => {
      const member = await givenSaver(world.database.owner, 1_000);
      const about = unique('orphan');
      await world.console.app.settle(fact({ reference: about, amount: 700n, currency: 'XOF' }));
      return { about, member };
    },
    verbs: {
      ...posted(700),
      mark_completed: 'resolution_needs_transaction',
      mark_failed: 'resolution_needs_transaction',
      apply_event: 'resolution_needs_transaction',
      match_line: 'nothing_to_match',
      release_hold: 'nothing_held',
      collect: 'nothing_to_collect',
      ignore: {},
      set_aside: 'only_deposits_aside',
    },
    alone: [],
  },
];
