import type { Pool } from 'pg';
import { recordAudit } from '../../audit/record.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import type { Person } from '../../kernel/actor.ts';
import { invalid, notFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { endOfDay } from '../../kernel/time.ts';
import { typed } from '../../kernel/typed.ts';
import { expectOfficer } from '../officer.ts';

const MOST_AT_ONCE = 500;
const LONGEST_NOTE = 1000;

/** Who can be given a break. @throws Forbidden `officers_only` */
export async function officers(
  pool: Pool,
  { actor }: { actor: Person },
): Promise<{ id: string; name: string }[]> {
  expectOfficer(actor);
  const { rows } = await pool.query<{ id: string; name: string }>(
    `select id, full_name as name from app_user where role in ('FINANCE', 'ADMIN') and not disabled order by full_name, id`,
  );
  return rows;
}

/** @throws Forbidden `officers_only`; NotFound for a person who cannot be given a break */
export async function assignBreaks(
  pool: Pool,
  asked: { actor: Person; breakIds: readonly string[]; assigneeId: string | null },
): Promise<{ changed: number }> {
  const { actor, assigneeId } = asked;
  const known = await officers(pool, { actor });
  if (assigneeId !== null && !known.some(({ id }) => id === assigneeId)) {
    throw notFound('officer', String(assigneeId).slice(0, 64));
  }
  return change(pool, actor, asked.breakIds, 'assignee_id', assigneeId, 'break.assign');
}

/** `dueAt` is a day, YYYY-MM-DD: the break is due at its end. @throws InvalidInput `date_invalid` */
export async function setBreaksDue(
  pool: Pool,
  zone: string,
  asked: { actor: Person; breakIds: readonly string[]; dueAt: unknown },
): Promise<{ changed: number }> {
  expectOfficer(asked.actor);
  const due = typed(asked.dueAt) === '' ? null : endOfDay(asked.dueAt, zone, 'dueAt');
  return change(pool, asked.actor, asked.breakIds, 'due_at', due, 'break.due');
}

function change(
  pool: Pool,
  actor: Person,
  breakIds: readonly string[],
  column: 'assignee_id' | 'due_at',
  value: string | Date | null,
  action: string,
): Promise<{ changed: number }> {
  if (breakIds.length > MOST_AT_ONCE || breakIds.some((id) => !isUuid(id))) {
    throw invalid('breakIds', 'choice_invalid', `Choose 1 to ${MOST_AT_ONCE} breaks.`);
  }
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `update break_item set ${column} = $2 where id = any ($1::uuid[]) and resolved_at is null and ${column} is distinct from $2 returning id`,
      [breakIds, value],
    );
    for (const { id } of rows) {
      const after = { [column]: value instanceof Date ? value.toISOString() : value };
      await recordAudit(tx, actor, { action, subjectType: 'Break', subjectId: id, after });
    }
    return { changed: rows.length };
  });
}

/** @throws Forbidden `officers_only`; InvalidInput `note_needed`, `text_too_long`; NotFound */
export async function noteBreak(
  pool: Pool,
  asked: { actor: Person; breakId: string; text: unknown },
): Promise<{ id: string }> {
  const { actor, breakId } = asked;
  expectOfficer(actor);
  const text = typed(asked.text).replaceAll('\0', '').trim();
  if (!text) throw invalid('text', 'note_needed', 'Write a note.');
  if (text.length > LONGEST_NOTE) {
    throw invalid('text', 'text_too_long', `At most ${LONGEST_NOTE} characters.`, {
      most: LONGEST_NOTE,
    });
  }
  const { rows } = isUuid(breakId)
    ? await pool.query<{ id: string }>(
        'insert into break_note (break_id, by_id, text) select id, $2, $3 from break_item where id = $1 returning id',
        [breakId, actor.id, text],
      )
    : { rows: [] };
  const made = rows[0];
  if (!made) throw notFound('break', String(breakId).slice(0, 64));
  return made;
}
