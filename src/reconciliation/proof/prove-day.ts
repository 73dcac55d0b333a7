import { inTransaction } from '../../db/in-transaction.ts';
import { system } from '../../kernel/actor.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Currency } from '../../kernel/money.ts';
import { present } from '../../kernel/present.ts';
import { askBalance, type BalanceDeps } from './balance.ts';
import { currenciesPosted } from './currencies.ts';
import { type BusinessDay, businessDay } from './day.ts';
import { breakForGap, type ProofDeps } from './proof.ts';
import { lastReading } from './report.ts';

/** What became of one currency's day. */
export interface Proved {
  readonly day: string;
  readonly currency: Currency;
  /** `failed`: francs are left that nothing but the day's break explains. */
  readonly became: 'proved' | 'failed' | 'no_reading' | 'closed';
  /** What the gateway has more than is explained, whole francs. */
  readonly unexplained: bigint;
}

type Deps = ProofDeps & BalanceDeps;

/**
 * Proves yesterday, in each currency that the books hold. The gateway is asked what it holds where nobody has said so
 * yet; francs that nothing explains get the day's break, and are told.
 */
export async function proveYesterday(deps: Deps): Promise<Proved[]> {
  const { rows } = await deps.pool.query<{ day: string }>(
    'select ((db_now() at time zone $1)::date - 1)::text as day',
    [deps.zone],
  );
  const { day } = present(rows[0], 'yesterday');
  const proved: Proved[] = [];
  for (const currency of await currenciesPosted(deps.pool)) {
    proved.push(await prove(deps, businessDay(day, deps.zone, currency)));
  }
  return proved;
}

async function prove(deps: Deps, business: BusinessDay): Promise<Proved> {
  const { day, currency } = business;
  const told = (became: Proved['became'], unexplained = 0n) => ({
    day,
    currency,
    became,
    unexplained,
  });
  try {
    if (!(await hasReading(deps, business))) await askBalance(deps, system('prove-day'), business);
    const { amount } = await breakForGap(deps, business);
    return told(amount === 0n ? 'proved' : 'failed', amount);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'balance_missing') return told('no_reading');
    if (error.code === 'day_already_closed') return told('closed');
    throw error;
  }
}

const hasReading = (deps: Deps, day: BusinessDay): Promise<boolean> =>
  inTransaction(deps.pool, async (tx) => (await lastReading(tx, day)) !== null);
