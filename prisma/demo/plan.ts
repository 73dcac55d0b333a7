import { present } from '../../src/kernel/present.ts';
import type { DemoPerson, DemoTontines } from './people.ts';

/** One operation of the demo's history. */
export interface PlannedPayment {
  readonly key: string;
  readonly type: 'deposit' | 'payout';
  readonly treasurer: DemoPerson;
  readonly member: DemoPerson;
  readonly amount: number;
  readonly method: string;
  /** Another phone than the member's: the sandbox's magic numbers. */
  readonly phone: string;
  readonly daysAgo: number;
  /** `returned`: completed, then told as failed; `open`: nobody decides it; `waiting`: nobody has approved it. */
  readonly ends: 'completed' | 'failed' | 'returned' | 'open' | 'waiting';
  readonly minutesToSettle: number;
}

/** What pays in Burkina Faso. */
const METHODS = ['wave', 'orange_money', 'moov_money'];
const DAYS = 30;
const ORDINARY_PAYMENTS = 170;
const AWA_AND_MOUSSA: readonly [string, PlannedPayment['type'], number, number][] = [
  ['awa', 'deposit', 15_000, 26],
  ['moussa', 'deposit', 30_000, 24],
  ['awa', 'payout', 10_000, 17],
  ['moussa', 'deposit', 20_000, 12],
  ['awa', 'deposit', 20_000, 8],
  ['moussa', 'payout', 10_000, 4],
];

const STAYS_OPEN = '+22670000011';
const CONTRADICTED = '+22670000007';
/** Not the member's own: a treasurer's payout to it waits for a second person. */
const RELATIVE = '+22670456789';

/** The sandbox's magic numbers that leave something for finance to look at (see its home page). */
const ODD: readonly [type: PlannedPayment['type'], phone: string, daysAgo: number][] = [
  ['payout', STAYS_OPEN, 2.2],
  ['payout', STAYS_OPEN, 0.9],
  ['payout', '+22670000004', 1.4],
  ['payout', '+22670000003', 0.3],
  ['deposit', '+22670000001', 0.4],
  ['payout', '+22670000001', 3.1],
  ['deposit', '+22670000010', 0.2],
  ['payout', CONTRADICTED, 0.13],
  ['payout', RELATIVE, 0.11],
  ['payout', RELATIVE, 0.04],
];

const ODD_ENDS: Readonly<Record<string, PlannedPayment['ends']>> = {
  [STAYS_OPEN]: 'open',
  [CONTRADICTED]: 'returned',
  [RELATIVE]: 'waiting',
};

/** A small generator with a fixed start: every demo has the same history (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/**
 * Thirty days of two tontines, the same at every call: most payments end well, some fail, some stay
 * open. Awa ends with 25,000 F and Moussa with 40,000 F.
 */
export function planHistory({ wendPanga, teranga }: DemoTontines): PlannedPayment[] {
  const roll = dice(20_261_125);
  const pick = <T>(from: readonly T[]): T => present(from[roll(from.length)], 'choice');
  const plan: PlannedPayment[] = [];
  const balance = new Map<string, number>();
  const add = (payment: Omit<PlannedPayment, 'key' | 'method' | 'minutesToSettle'>) =>
    plan.push({
      ...payment,
      key: `demo-${plan.length}`,
      method: pick(METHODS),
      minutesToSettle: 1 + roll(9),
    });

  for (const [name, type, amount, daysAgo] of AWA_AND_MOUSSA) {
    const { treasurer, members } = wendPanga;
    const member = present(
      members.find(({ username }) => username === name),
      name,
    );
    add({ type, treasurer, member, phone: member.phone, amount, daysAgo, ends: 'completed' });
  }
  for (let n = 0; n < ORDINARY_PAYMENTS; n += 1) {
    const { treasurer, members } = roll(3) === 0 ? teranga : wendPanga;
    const member = pick(members.filter(({ username }) => !['awa', 'moussa'].includes(username)));
    const held = balance.get(member.id) ?? 0;
    const type = held >= 10_000 && roll(3) === 0 ? 'payout' : 'deposit';
    const amount = type === 'deposit' ? (1 + roll(20)) * 2_500 : Math.floor(held / 2 / 500) * 500;
    const daysAgo = DAYS - (n / ORDINARY_PAYMENTS) * DAYS + 0.02;
    const open = type === 'deposit' && daysAgo < 3 && roll(4) === 0;
    const ends = open ? 'open' : roll(12) === 0 ? 'failed' : 'completed';
    const gained = type === 'deposit' ? amount : -amount;
    if (ends === 'completed') balance.set(member.id, held + gained);
    add({ type, treasurer, member, phone: member.phone, amount, daysAgo, ends });
  }
  const rich = wendPanga.members.filter(({ id }) => (balance.get(id) ?? 0) >= 20_000);
  for (const [n, [type, phone, daysAgo]] of ODD.entries()) {
    const ends = ODD_ENDS[phone] ?? 'completed';
    const amount = 2_000 + 500 * n;
    add({ type, treasurer: wendPanga.treasurer, member: pick(rich), phone, amount, daysAgo, ends });
  }
  return plan.sort((a, b) => b.daysAgo - a.daysAgo);
}
