import { actorJson } from '../audit/record.ts';
import type { Prisma } from '../db/prisma.ts';
import { asRefusal } from '../db/refusals.ts';
import { readScope } from '../identity/scope.ts';
import type { Person } from '../kernel/actor.ts';
import { forbidden, notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import {
  type AskDeps,
  askGateway,
  FIRST_QUESTION,
  LONGEST_WAIT,
  type Told,
} from './ask-gateway.ts';
import type { StatusQuestion } from './gateway.ts';
import { readResult, type TransactionView } from './transaction-view.ts';

export interface QueryNowDeps extends AskDeps {
  readonly prisma: Prisma;
}

export interface QueryAnswer {
  /** `no_reference`: the order's answer was lost, so that there is no number to ask with. */
  readonly answer: Told | 'no_reference';
  readonly transaction: TransactionView;
}

const MAY_ASK: readonly Person['role'][] = ['FINANCE', 'TREASURER'];

/**
 * Asks the gateway about one transaction because a person wants to know. Audited.
 * @throws Forbidden `role_asks_nothing`; NotFound; Conflict `asked_just_now`
 */
export async function queryNow(
  deps: QueryNowDeps,
  { actor, transactionId }: { actor: Person; transactionId: string },
): Promise<QueryAnswer> {
  if (!MAY_ASK.includes(actor.role)) {
    throw forbidden('role_asks_nothing', `A ${actor.role} asks the gateway nothing.`);
  }
  const visible = isUuid(transactionId)
    ? await deps.prisma.transaction.findFirst({
        where: {
          AND: [
            { id: transactionId, type: { in: ['DEPOSIT', 'WITHDRAWAL'] } },
            readScope(actor).transaction,
          ],
        },
      })
    : null;
  if (!visible) throw notFound('transaction', String(transactionId).slice(0, 64));
  const answer =
    deps.gateway.can.statusQuery && visible.dialect === deps.gateway.dialect
      ? await ask(deps, actor, visible.id)
      : 'unsupported';
  return { answer, transaction: (await readResult(deps.pool, visible.id, false)).transaction };
}

async function ask(deps: QueryNowDeps, actor: Person, id: string): Promise<QueryAnswer['answer']> {
  const { rows } = await deps.pool
    .query<Omit<StatusQuestion, 'transactionId'>>(
      `select kind, reference, second_reference as "secondReference" from claim_status_query($1, $2, $3, $4)`,
      [id, FIRST_QUESTION, LONGEST_WAIT, actorJson(actor)],
    )
    .catch((error: unknown) => {
      throw asRefusal(error);
    });
  return rows[0] ? askGateway(deps, { ...rows[0], transactionId: id }) : 'no_reference';
}
