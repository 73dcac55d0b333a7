import { actorJson } from '../../audit/record.ts';
import { retryContention } from '../../db/in-transaction.ts';
import { asRefusal } from '../../db/refusals.ts';
import type { Person } from '../../kernel/actor.ts';
import { AppError, type ErrorDetails, invalid, notFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { parseNote, parseReason } from '../../payments/command.ts';
import { expectOfficer } from '../officer.ts';
import { MOST_AT_ONCE, type ResolveDeps } from './resolve.ts';

const OUTCOMES = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const;

export type ResolutionDecision = keyof typeof OUTCOMES;

const isDecision = (text: unknown): text is ResolutionDecision =>
  typeof text === 'string' && Object.hasOwn(OUTCOMES, text);

export interface DecideResolution {
  readonly actor: Person;
  readonly resolutionId: string;
  readonly decision: unknown;
  /** Needed for a rejection. */
  readonly reason?: unknown;
}

/**
 * The second person's decision, or the maker's withdrawal. An approval posts exactly what was shown; where that
 * would be something else by now it is refused and proposed again.
 * @throws Forbidden `officers_only`, `maker_is_checker`, `checker_concerned`, `only_maker_withdraws`; NotFound;
 * InvalidInput `reason_needed`; Conflict `not_proposed`, `plan_changed`
 */
export async function decideResolution(
  deps: Pick<ResolveDeps, 'pool' | 'changed'>,
  asked: DecideResolution,
): Promise<{ outcome: (typeof OUTCOMES)[ResolutionDecision] }> {
  const { actor, resolutionId, decision } = asked;
  expectOfficer(actor);
  if (!isDecision(decision))
    throw invalid('decision', 'decision_unknown', 'There is no such decision.');
  const reason =
    decision === 'reject' ? parseReason(asked.reason) : parseNote(asked.reason, 'reason');
  if (!isUuid(resolutionId)) throw notFound('resolution', String(resolutionId).slice(0, 64));
  await retryContention(() =>
    deps.pool.query('select decide_resolution($1, $2, $3, $4::jsonb)', [
      resolutionId,
      decision,
      reason,
      actorJson(actor),
    ]),
  ).catch((error: unknown) => {
    throw asRefusal(error);
  });
  if (decision === 'approve') await announce(deps, resolutionId);
  return { outcome: OUTCOMES[decision] };
}

async function announce(deps: Pick<ResolveDeps, 'pool' | 'changed'>, id: string): Promise<void> {
  const { rows } = await deps.pool.query<{ about: string | null }>(
    'select transaction_id as about from resolution where id = $1',
    [id],
  );
  if (rows[0]?.about) await deps.changed([rows[0].about]);
}

export interface DecisionResult {
  readonly resolutionId: string;
  readonly outcome: (typeof OUTCOMES)[ResolutionDecision] | 'refused' | 'unknown';
  readonly code: string | null;
  readonly details: ErrorDetails;
}

/** Many decisions, row by row: what fails in one stops no other. */
export async function decideResolutions(
  deps: Pick<ResolveDeps, 'pool' | 'changed' | 'log'>,
  asked: Omit<DecideResolution, 'resolutionId'> & { readonly resolutionIds: readonly string[] },
): Promise<{ results: DecisionResult[] }> {
  const { resolutionIds } = asked;
  expectOfficer(asked.actor);
  if (resolutionIds.length === 0 || resolutionIds.length > MOST_AT_ONCE) {
    throw invalid('resolutionIds', 'choice_invalid', `Choose 1 to ${MOST_AT_ONCE}.`);
  }
  const results: DecisionResult[] = [];
  for (const resolutionId of resolutionIds) {
    results.push(await decideRow(deps, { ...asked, resolutionId }));
  }
  return { results };
}

async function decideRow(
  deps: Pick<ResolveDeps, 'pool' | 'changed' | 'log'>,
  asked: DecideResolution,
): Promise<DecisionResult> {
  const { resolutionId } = asked;
  try {
    const { outcome } = await decideResolution(deps, asked);
    return { resolutionId, outcome, code: null, details: {} };
  } catch (error) {
    if (error instanceof AppError) {
      return { resolutionId, outcome: 'refused', code: error.code, details: error.details };
    }
    deps.log.error({ err: error, resolutionId }, 'a resolution could not be decided');
    return { resolutionId, outcome: 'unknown', code: null, details: {} };
  }
}
