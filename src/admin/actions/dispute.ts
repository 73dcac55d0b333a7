import type { Action, ActionContext, ActionResponse } from 'adminjs';
import type { App } from '../../app.ts';
import type { Person } from '../../kernel/actor.ts';
import { currentPerson, currentVisit } from '../actor-store.ts';
import { countRowsOf } from '../lists/model-sql.ts';
import { wordsFor } from '../locale/index.ts';
import { CORRECTIONS, correctionOf } from '../resources/transaction.ts';
import { isPost, pick, recordOf, reread, roleOf, toJson, told } from './answer.ts';

/** How many cases wait for finance's answer, as far as this person sees them. */
export const openDisputes = (app: App, person: Person): Promise<number> =>
  countRowsOf(app, 'Dispute', { AND: [{ answeredAt: null }, app.scope(person).dispute] });

const financeOnly = (context: ActionContext): boolean => roleOf(context) === 'FINANCE';

/** The member's question, the operation that it is about, and the answer where there is one. */
export const showDispute = (app: App): Partial<Action<ActionResponse>> => ({
  handler: async (_asked, _response, context) => {
    const record = recordOf(context);
    const found = await app.prisma.dispute.findFirst({
      where: { AND: [{ id: record.id() }, app.scope(currentPerson()).dispute] },
      select: {
        answeredBy: { select: { fullName: true } },
        transaction: {
          select: {
            id: true,
            type: true,
            status: true,
            gatewayState: true,
            amount: true,
            method: true,
            phone: true,
            createdAt: true,
            initiatedBy: { select: { fullName: true } },
            corrections: CORRECTIONS,
          },
        },
      },
    });
    const { corrections = [], ...transaction } = found?.transaction ?? {};
    return {
      record: toJson(record, context),
      dispute: found && {
        answeredBy: found.answeredBy?.fullName ?? null,
        transaction: {
          ...transaction,
          ...correctionOf(corrections),
          amount: found.transaction.amount.toFixed(),
          initiatedBy: found.transaction.initiatedBy?.fullName ?? null,
        },
      },
    };
  },
});

/** Finance's answer; the member reads it. POST only. */
export const answerDispute = (app: App): Partial<Action<ActionResponse>> => ({
  actionType: 'record',
  component: 'DisputeAnswer',
  isVisible: (context) => financeOnly(context) && !context.record?.get('answeredAt'),
  isAccessible: financeOnly,
  handler: async (asked, _response, context) => {
    const record = recordOf(context);
    if (!isPost(asked)) return { record: toJson(record, context) };
    const { answer } = pick(asked, ['answer']);
    return told(context, async () => {
      await app.answerDispute({ actor: currentPerson(), disputeId: record.id(), answer });
      return {
        record: await reread(context),
        notice: { message: wordsFor(currentVisit().locale).cases.sent, type: 'success' as const },
      };
    });
  },
});
