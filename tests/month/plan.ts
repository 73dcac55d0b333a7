export interface PlannedOrder {
  readonly at: number;
  readonly type: 'deposit' | 'payout';
  /** Index of the member. */
  readonly member: number;
  readonly amount: number;
  readonly method: string;
  /** A member's own, or a treasurer's for them. */
  readonly by: 'member' | 'treasurer';
  readonly key: string;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const METHODS = ['wave', 'orange_money', 'moov_money'];

/** mulberry32: small, and the same everywhere for a seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A month of a tontine: orders by day and evening, deposits first, in the order of time. */
export function planMonth(options: {
  readonly seed: number;
  readonly start: number;
  readonly days: number;
  readonly perDay: number;
  readonly members: number;
}): PlannedOrder[] {
  const random = randomOf(options.seed);
  const pick = (count: number) => Math.floor(random() * count);
  const orders: PlannedOrder[] = [];
  for (let day = 0; day < options.days; day += 1) {
    for (let made = 0; made < options.perDay; made += 1) {
      const payout = day > 0 && random() < 0.45;
      orders.push({
        at: options.start + day * DAY_MS + 6 * HOUR_MS + Math.floor(random() * 15 * HOUR_MS),
        type: payout ? 'payout' : 'deposit',
        member: pick(options.members),
        amount: 100 + pick(payout ? 160 : 400) * 50,
        method: METHODS[pick(METHODS.length)] ?? 'wave',
        by: random() < 0.5 ? 'member' : 'treasurer',
        key: `month-${day}-${made}`,
      });
    }
  }
  return orders.sort((a, b) => a.at - b.at);
}
