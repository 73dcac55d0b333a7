import type { Queryable } from '../../db/in-transaction.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Params } from '../resolutions/params.ts';
import { previewPlan } from '../resolutions/preview.ts';
import type { ResolutionRow } from '../resolutions/rows.ts';
import type { Candidate } from './candidates.ts';
import type { BreakKind, Verb } from './kinds.ts';
import type { BreakRow } from './rows.ts';

export interface VerbOffer {
  readonly verb: Verb;
  readonly needsChecker: boolean;
  readonly params: Params;
  /** Why it cannot be done now, as a code; null where it can. */
  readonly refused: string | null;
}

/** What a finance officer would try, the likeliest first. */
const LIKELY: Readonly<Record<BreakKind, readonly Verb[]>> = {
  outcome_unknown: ['query_again', 'set_aside', 'mark_completed', 'mark_failed', 'ignore'],
  unknown_reference: ['apply_event', 'match_line', 'post_suspense', 'ignore'],
  event_mismatch: ['mark_completed', 'mark_failed', 'post_suspense', 'ignore'],
  conflicting_event: ['mark_completed', 'mark_failed', 'post_suspense', 'ignore'],
  double_funded: ['mark_completed', 'release_hold', 'collect', 'ignore'],
  missing_in_ledger: ['match_line', 'post_suspense', 'write_off', 'ignore'],
  missing_at_gateway: ['query_again', 'post_suspense', 'mark_failed', 'write_off', 'ignore'],
  amount_mismatch: ['post_suspense', 'write_off', 'match_line', 'ignore'],
  fee_difference: ['write_off', 'post_suspense', 'ignore'],
  duplicate: ['post_suspense', 'write_off', 'ignore'],
  status_conflict: ['mark_completed', 'mark_failed', 'post_suspense', 'ignore'],
  missed_delivery: ['mark_completed', 'query_again', 'ignore'],
  gateway_answer: ['query_again', 'mark_failed', 'mark_completed', 'ignore'],
  proof_gap: ['post_suspense', 'write_off', 'ignore'],
  invariant_broken: ['ignore'],
};

/** Which resolutions this break can have now, each tried against the rules that will decide about it. */
export async function offersFor(
  db: Queryable,
  row: BreakRow,
  candidates: readonly Candidate[],
  resolutions: readonly ResolutionRow[],
  mayAsk: boolean,
): Promise<VerbOffer[]> {
  if (row.proposal) return [];
  const wanted: { verb: Verb; params: Params }[] = row.resolvedAt
    ? afterwards(row, resolutions)
    : likelyFor(row, resolutions).map((verb) => ({ verb, params: paramsFor(verb, candidates) }));
  const offers = await Promise.all(wanted.map((one) => tryOffer(db, row, one, mayAsk)));
  // A resolved break offers only what can be done; an open one says why the rest cannot.
  return row.resolvedAt ? offers.filter(({ refused }) => refused === null) : offers;
}

/** A payout whose return was taken back is held, whatever its break was opened for. */
function likelyFor({ kind, flow }: BreakRow, resolutions: readonly ResolutionRow[]) {
  const reopened = resolutions.some(
    ({ verb, state }) => verb === 'reverse' && state === 'APPROVED',
  );
  const likely = LIKELY[kind];
  return reopened && flow === 'payout' && !likely.includes('release_hold')
    ? [...likely, 'release_hold' as const]
    : likely;
}

/** An orphan is offered its best candidate; a person may choose another. */
function paramsFor(verb: Verb, candidates: readonly Candidate[]): Params {
  const best = candidates[0];
  return best && (verb === 'apply_event' || verb === 'match_line')
    ? { transactionId: best.transactionId }
    : {};
}

function afterwards(row: BreakRow, resolutions: readonly ResolutionRow[]) {
  const last = resolutions.find(
    ({ state, reversedById, verb }) =>
      (state === 'APPROVED' || state === 'DONE') && reversedById === null && verb !== 'reverse',
  );
  const undo = last ? [{ verb: 'reverse' as const, params: { resolutionId: last.id } }] : [];
  return row.transactionId ? [...undo, { verb: 'collect' as const, params: {} }] : undo;
}

async function tryOffer(
  db: Queryable,
  row: BreakRow,
  { verb, params }: { verb: Verb; params: Params },
  mayAsk: boolean,
): Promise<VerbOffer> {
  if (verb === 'query_again') {
    return { verb, params, needsChecker: false, refused: mayAsk ? null : 'cannot_be_asked' };
  }
  try {
    const { needsChecker } = await previewPlan(db, row.id, verb, params);
    return { verb, params, needsChecker, refused: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { verb, params, needsChecker: true, refused: error.code };
  }
}
