import type { Action, ActionContext, ActionResponse, BaseRecord } from 'adminjs';
import type { App } from '../../app.ts';
import { currentPerson, currentVisit } from '../actor-store.ts';
import { wordsFor } from '../locale/index.ts';
import { isPost, recordOf, reread, roleOf, toJson, told } from './answer.ts';

/** Who may ask at all; the operation says so again. */
const askersOnly = (context: ActionContext): boolean =>
  ['FINANCE', 'TREASURER'].includes(roleOf(context) ?? '');

/** The gateway has had this order, so that there is something to ask about. */
const wasSent = (record: BaseRecord): boolean => Boolean(record.get('sentAt'));

/**
 * Whether the gateway can be asked about a transaction: each keeps the dialect that it was sent in.
 * Null where nobody would ask: it never left.
 */
export function askable(app: App, record: BaseRecord): boolean | null {
  if (!wasSent(record)) return null;
  const { can, dialect } = app.gatewayState();
  return can.statusQuery && record.get('dialect') === dialect;
}

/** Asks the gateway what became of one transaction. Opening it is a GET and asks nothing. */
export const queryNow = (app: App): Partial<Action<ActionResponse>> => ({
  actionType: 'record',
  component: 'QueryNow',
  isVisible: (context) =>
    askersOnly(context) && context.record !== undefined && askable(app, context.record) === true,
  isAccessible: askersOnly,
  handler: async (asked, _response, context) => {
    const record = recordOf(context);
    if (!isPost(asked)) return { record: toJson(record, context) };
    return told(context, async () => {
      const { answer } = await app.queryNow({ actor: currentPerson(), transactionId: record.id() });
      return {
        record: await reread(context),
        answer,
        notice: {
          message: wordsFor(currentVisit().locale).gateway.ask.answer[answer],
          type: ['completed', 'duplicate'].includes(answer)
            ? ('success' as const)
            : ('info' as const),
        },
      };
    });
  },
});
