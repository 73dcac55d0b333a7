import type { BreakKind } from '../../../src/reconciliation/breaks/kinds.ts';

/** What our books know of one operation, and what really happened at the gateway. */
export interface Planted {
  readonly ord: number;
  readonly defect: BreakKind | null;
  readonly type: 'DEPOSIT' | 'WITHDRAWAL';
  readonly method: Method;
  readonly member: number;
  readonly amount: number;
  /** Milliseconds after the day's beginning. */
  readonly at: number;
  /** Null: we never heard of it. */
  readonly ours: 'completed' | 'failed' | 'unknown' | 'accepted' | null;
  readonly fee: number;
  /** Null: it does not exist there. Several: the gateway did it more than once. */
  readonly truth: readonly Truth[];
  /** A webhook beside the one that settled, suspended for what it says. */
  readonly told: { readonly state: 'completed' | 'failed'; readonly amount: number } | null;
}

export interface Truth {
  readonly state: 'pending' | 'completed' | 'failed';
  readonly amount: number;
  readonly fee: number;
}

export const METHODS = ['wave', 'orange_money', 'moov_money', 'mtn_money'] as const;
export type Method = (typeof METHODS)[number];

/** A phone of the country whose operator's statement tells of the method. */
export const PREFIXES: Readonly<Record<Method, string>> = {
  wave: '+22177000',
  orange_money: '+2267000',
  moov_money: '+225010100',
  mtn_money: '+225050500',
};

/** Two hundred known defects of twelve kinds. */
export const DEFECTS: readonly (readonly [BreakKind, number])[] = [
  ['outcome_unknown', 20],
  ['unknown_reference', 15],
  ['event_mismatch', 15],
  ['conflicting_event', 15],
  ['double_funded', 10],
  ['missing_in_ledger', 25],
  ['missing_at_gateway', 20],
  ['amount_mismatch', 20],
  ['fee_difference', 15],
  ['duplicate', 15],
  ['status_conflict', 10],
  ['missed_delivery', 20],
];

export const TRANSACTIONS = 10_000;
const FIRST_HOUR = 6;
const HOURS = 14;
export const MEMBERS_PER_METHOD = 10;

/** The day, the same at every run. Amounts are all different, so that a phone and an amount name one operation. */
export function plantedDay(): Planted[] {
  const kinds = DEFECTS.flatMap(([kind, count]) => Array.from({ length: count }, () => kind));
  const every = Math.floor(TRANSACTIONS / kinds.length);
  return Array.from({ length: TRANSACTIONS }, (_, ord) => {
    const nth = Math.floor(ord / every);
    return plant(ord, ord % every === 7 ? (kinds[nth] ?? null) : null, nth);
  });
}

function plant(ord: number, defect: BreakKind | null, nth: number): Planted {
  // Without a reference a doubled line of Moov's names nobody: what was doubled there is two unknown lines.
  const methods =
    defect === 'duplicate' || defect === 'fee_difference'
      ? METHODS.filter((m) => m !== 'moov_money')
      : METHODS;
  const method = methods[(defect ? nth : ord) % methods.length] ?? 'wave';
  const type =
    payoutOnly(defect) || (!depositOnly(defect) && ord % 3 === 0) ? 'WITHDRAWAL' : 'DEPOSIT';
  const amount = 1_000 + ord;
  const fee = type === 'DEPOSIT' ? Math.floor(amount / 100) : 10;
  const facts = {
    ord,
    defect,
    type,
    method,
    member: Math.floor(ord / METHODS.length) % MEMBERS_PER_METHOD,
    amount,
    at: FIRST_HOUR * 3_600_000 + Math.floor((ord * HOURS * 3_600_000) / TRANSACTIONS),
    fee,
  } as const;
  const truth: Truth = { state: 'completed', amount, fee };
  return {
    ...facts,
    ours: 'completed',
    truth: [truth],
    told: null,
    ...strange(defect, nth, truth),
  };
}

const payoutOnly = (defect: BreakKind | null) => defect === 'double_funded';
const depositOnly = (defect: BreakKind | null) =>
  defect === 'conflicting_event' || defect === 'duplicate';

/** What is wrong with it. */
function strange(defect: BreakKind | null, nth: number, truth: Truth): Partial<Planted> {
  const { amount } = truth;
  switch (defect) {
    case 'outcome_unknown':
      return { ours: 'unknown', truth: [{ ...truth, state: 'pending' }] };
    case 'unknown_reference':
      return { ours: null, told: { state: 'completed', amount } };
    case 'event_mismatch':
      return {
        ours: 'accepted',
        truth: [{ ...truth, amount: amount + 500 }],
        told: { state: 'completed', amount: amount + 500 },
      };
    case 'conflicting_event':
      return { truth: [{ ...truth, state: 'failed' }], told: { state: 'failed', amount } };
    case 'double_funded':
      return { ours: 'failed', told: { state: 'completed', amount } };
    case 'missing_in_ledger':
      return { ours: null };
    case 'missing_at_gateway':
      return { truth: [] };
    case 'amount_mismatch':
      return { truth: [{ ...truth, amount: amount - 300 }] };
    case 'fee_difference':
      return { truth: [{ ...truth, fee: truth.fee + 7 }] };
    case 'duplicate':
      // Every third with another amount as well: still one break.
      return { truth: [truth, { ...truth, amount: nth % 3 === 0 ? amount + 41 : amount }] };
    case 'status_conflict':
      return nth % 2 === 0 ? { ours: 'failed' } : { truth: [{ ...truth, state: 'failed' }] };
    case 'missed_delivery':
      return { ours: 'accepted' };
    default:
      return {};
  }
}
