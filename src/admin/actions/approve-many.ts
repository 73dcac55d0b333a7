import type { Action, ActionResponse } from 'adminjs';
import type { App } from '../../app.ts';
import { AppError } from '../../kernel/errors.ts';
import { sentence } from '../../kernel/messages.ts';
import { typed } from '../../kernel/typed.ts';
import { currentPerson, currentVisit } from '../actor-store.ts';
import { wordsFor } from '../locale/index.ts';
import { isPost, pick } from './answer.ts';
import { decidersOnly } from './approve.ts';
import { openDisputes } from './dispute.ts';
import { stepUpAbove } from './pay-form.ts';

/** As many as one request decides. */
const MOST = 200;
/** So many payouts are sent side by side; each is a call of the gateway. */
const AT_ONCE = 4;

/** `failed`: approved, and the gateway did not take it. `unknown`: nobody can say yet. */
type RowOutcome =
  | 'approved'
  | 'rejected'
  | 'failed'
  | 'not_found'
  | 'code_needed'
  | 'refused'
  | 'unknown';

interface RowResult {
  readonly id: string;
  readonly outcome: RowOutcome;
  readonly message: string;
}

type PaymentResult = Awaited<ReturnType<App['approvePayout']>>;

const DONE: readonly RowOutcome[] = ['approved', 'rejected'];
const UNDONE: readonly string[] = ['refused', 'failed', 'not_sent'];

function said(result: PaymentResult, decision: 'approve' | 'reject'): Omit<RowResult, 'id'> {
  const { locale } = currentVisit();
  const { outcome, transaction } = result;
  if (decision === 'reject')
    return { outcome: 'rejected', message: wordsFor(locale).approvals.result.rejected };
  return {
    outcome: UNDONE.includes(outcome) ? 'failed' : 'approved',
    message: sentence(locale, `payout_${outcome}`, { amount: transaction.amount }),
  };
}

function refused(app: App, id: string, error: unknown): Omit<RowResult, 'id'> {
  const { locale } = currentVisit();
  const words = wordsFor(locale).approvals.result;
  if (!(error instanceof AppError)) {
    app.log.error({ transactionId: id, error }, 'a payout could not be decided');
    return { outcome: 'unknown', message: words.unknownHint };
  }
  if (error.code === 'code_needed') return { outcome: 'code_needed', message: words.codeHint };
  const outcome = error.kind === 'NotFound' ? 'not_found' : 'refused';
  return { outcome, message: sentence(locale, error.code, error.details) };
}

/** One row, whatever becomes of it: what fails here stops no other row. */
async function decideRow(
  app: App,
  id: string,
  decision: 'approve' | 'reject',
  reason: unknown,
): Promise<RowResult> {
  const actor = currentPerson();
  try {
    const result =
      decision === 'approve'
        ? await app.approvePayout({ actor, transactionId: id })
        : await app.rejectPayout({ actor, transactionId: id, reason });
    return { id, ...said(result, decision) };
  } catch (error) {
    return { id, ...refused(app, id, error) };
  }
}

async function decideRows(
  app: App,
  ids: readonly string[],
  decision: 'approve' | 'reject',
  reason: unknown,
): Promise<readonly RowResult[]> {
  const results: RowResult[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    results.push(...(await Promise.all(some.map((id) => decideRow(app, id, decision, reason)))));
  }
  return results;
}

/** Each id once, in the order given; what is no id finds nothing, like one that does not exist. */
function idsIn(asked: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(asked) ? asked : [];
  return [...new Set(list.map((id) => typed(id).slice(0, 64).toLowerCase()))];
}

const refuse = (message: string) => ({ results: [], notice: { message, type: 'error' as const } });

/** GET: what the inbox needs to know. POST `{ ids, decision, reason }`: decides row by row. */
export const decideMany = (app: App): Partial<Action<ActionResponse>> => ({
  actionType: 'resource',
  component: 'Approvals',
  isVisible: decidersOnly,
  isAccessible: decidersOnly,
  handler: async (asked) => {
    const { person, locale } = currentVisit();
    const words = wordsFor(locale).approvals;
    if (!isPost(asked)) {
      const [{ count }, cases, { approvalAbove }] = await Promise.all([
        app.approvalsWaiting({ actor: person }),
        // A treasurer reads cases; only finance has something to do about them.
        person.role === 'FINANCE' ? openDisputes(app, person) : 0,
        app.readSettings(),
      ]);
      const above = stepUpAbove(approvalAbove);
      return { inbox: { waiting: count, cases, most: MOST, approvalAbove, stepUpAbove: above } };
    }
    const { ids: given, decision, reason } = pick(asked, ['ids', 'decision', 'reason']);
    const ids = idsIn(given);
    if (decision !== 'approve' && decision !== 'reject') return refuse(words.decisionUnknown);
    if (ids.length === 0) return refuse(words.noneChosen);
    if (ids.length > MOST) return refuse(words.tooMany(MOST));
    if (decision === 'reject' && typed(reason).trim() === '') return refuse(words.reasonNeeded);
    const results = await decideRows(app, ids, decision, reason);
    const done = results.filter(({ outcome }) => DONE.includes(outcome)).length;
    return {
      results,
      notice: {
        message: words.result.said(done, ids.length),
        type: done === ids.length ? ('success' as const) : ('info' as const),
      },
    };
  },
});
