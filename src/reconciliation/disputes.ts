import type { Pool } from 'pg';
import { recordAudit } from '../audit/record.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { Person } from '../kernel/actor.ts';
import { AppError, forbidden, invalid, notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { present } from '../kernel/present.ts';
import { typed } from '../kernel/typed.ts';

const LONGEST = 1000;

function parseText(text: unknown, field: string): string {
  const clean = typed(text).replaceAll('\0', '').trim();
  if (clean.length > LONGEST) {
    throw invalid(field, 'text_too_long', `At most ${LONGEST} characters.`, { most: LONGEST });
  }
  return clean;
}

/**
 * "I do not recognise this operation": the member asks, finance answers. While a question is open,
 * asking again answers the same one.
 * @throws NotFound where the transaction is not on the member's own wallet; InvalidInput `text_too_long`
 */
export async function openDispute(
  pool: Pool,
  asked: { actor: Person; transactionId: string; message: unknown },
): Promise<{ disputeId: string }> {
  const { actor, transactionId } = asked;
  const message = parseText(asked.message, 'message');
  return inTransaction(pool, async (tx) => {
    const { rowCount } = isUuid(transactionId)
      ? await tx.query('select from transaction where id = $1 and user_id = $2', [
          transactionId,
          actor.id,
        ])
      : { rowCount: 0 };
    if (!rowCount) throw notFound('transaction', String(transactionId).slice(0, 64));
    const { rows } = await tx.query<{ id: string }>(
      `insert into dispute (transaction_id, opened_by, message) values ($1, $2, $3)
       on conflict (transaction_id) where answered_at is null do nothing returning id`,
      [transactionId, actor.id, message],
    );
    const opened = rows[0];
    if (opened) {
      await recordAudit(tx, actor, {
        action: 'dispute.open',
        subjectType: 'Dispute',
        subjectId: opened.id,
        after: { transactionId, message },
      });
      return { disputeId: opened.id };
    }
    const { rows: open } = await tx.query<{ id: string }>(
      'select id from dispute where transaction_id = $1 and answered_at is null',
      [transactionId],
    );
    return { disputeId: present(open[0], 'open dispute').id };
  });
}

/**
 * Finance's answer, which the member reads; it closes the question.
 * @throws Forbidden `finance_only`; InvalidInput `answer_needed`, `text_too_long`; Conflict `dispute_closed`; NotFound
 */
export async function answerDispute(
  pool: Pool,
  asked: { actor: Person; disputeId: string; answer: unknown },
): Promise<void> {
  const { actor, disputeId } = asked;
  if (actor.role !== 'FINANCE') throw forbidden('finance_only', 'Only finance answers members.');
  const answer = parseText(asked.answer, 'answer');
  if (!answer) throw invalid('answer', 'answer_needed', 'Write an answer for the member.');
  if (!isUuid(disputeId)) throw notFound('dispute', String(disputeId).slice(0, 64));
  await inTransaction(pool, async (tx) => {
    const { rowCount } = await tx.query(
      'update dispute set answered_by = $2, answer = $3, answered_at = db_now() where id = $1 and answered_at is null',
      [disputeId, actor.id, answer],
    );
    if (!rowCount) {
      const { rowCount: known } = await tx.query('select from dispute where id = $1', [disputeId]);
      if (!known) throw notFound('dispute', disputeId);
      throw new AppError('Conflict', 'dispute_closed', 'Somebody has answered already.');
    }
    await recordAudit(tx, actor, {
      action: 'dispute.answer',
      subjectType: 'Dispute',
      subjectId: disputeId,
      after: { answer },
    });
  });
}
