import type { Action, ActionContext, ActionResponse } from 'adminjs';
import type { App } from '../../app.ts';
import { formatFrancs } from '../../kernel/money.ts';
import { currentPerson, currentVisit } from '../actor-store.ts';
import { wordsFor } from '../locale/index.ts';
import { isPost, pick, recordOf, roleOf, toJson, told } from './answer.ts';
import { announce } from './pay.ts';
import { stepUpAbove } from './pay-form.ts';

type Decision = 'approve' | 'reject' | 'cancel';
type PaymentResult = Awaited<ReturnType<App['approvePayout']>>;

/** Who may decide at all; the operations say so again, with the reason. */
export const decidersOnly = (context: ActionContext): boolean =>
  ['TREASURER', 'FINANCE'].includes(roleOf(context) ?? '');

/** The button is shown to whom the operation would let. */
function isOffered(app: App, decision: Decision, { record }: ActionContext): boolean {
  if (!record) return false;
  const { status, initiatedById, userId, tontineId } = record.params;
  const may = app.mayDecide(currentPerson(), { status, initiatedById, userId, tontineId });
  return may === (decision === 'cancel' ? 'cancel' : 'approve');
}

async function act(
  app: App,
  decision: Decision,
  transactionId: string,
  typed: { readonly reason?: unknown; readonly code?: unknown },
): Promise<PaymentResult> {
  const actor = currentPerson();
  const { reason, code } = typed;
  if (decision === 'approve') return app.approvePayout({ actor, transactionId, code });
  if (decision === 'reject') return app.rejectPayout({ actor, transactionId, reason });
  return app.cancelPayout({ actor, transactionId });
}

/** Approved, the payment speaks for itself; otherwise the hold is back and that is all. */
async function say(app: App, decision: Decision, result: PaymentResult, context: ActionContext) {
  const answer = await announce(app, 'payout', result, context);
  if (decision === 'approve') return answer;
  const words = wordsFor(currentVisit().locale);
  const name = recordOf(context).populated['user']?.get('fullName') ?? '';
  const amount = formatFrancs(result.transaction.amount);
  const message = words.approvals[decision].done(amount, name);
  return { ...answer, notice: { message, type: 'success' as const } };
}

/** Approve, reject or cancel one payout. Opening the page is a GET and decides nothing. */
export const decideOne = (app: App, decision: Decision): Partial<Action<ActionResponse>> => ({
  actionType: 'record',
  component: 'Decide',
  isVisible: (context) => isOffered(app, decision, context),
  isAccessible: decidersOnly,
  handler: async (asked, _response, context) => {
    const record = recordOf(context);
    if (!isPost(asked)) {
      const above = stepUpAbove((await app.readSettings()).approvalAbove);
      const needsCode =
        decision === 'approve' && above !== null && BigInt(record.get('amount')) > BigInt(above);
      return { record: toJson(record, context), form: { decision, needsCode } };
    }
    const typed = pick(asked, ['reason', 'code']);
    return told(context, async () =>
      say(app, decision, await act(app, decision, record.id(), typed), context),
    );
  },
});
