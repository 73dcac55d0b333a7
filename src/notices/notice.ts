import type { Queryable } from '../db/in-transaction.ts';
import type { Locale } from '../kernel/actor.ts';
import type { ErrorDetails } from '../kernel/errors.ts';
import { sentence } from '../kernel/messages.ts';

export type NoticeKind = 'break_above' | 'proof_failed' | 'invariant_broken' | 'approval_waiting';

export type Severity = 'info' | 'warning' | 'critical';

export interface NewNotice {
  readonly kind: NoticeKind;
  readonly severity: Severity;
  /** What it is about, where that is one record: `Break`, `Transaction`. */
  readonly subject?: { readonly type: string; readonly id: string };
  /** Whose treasurers see it too; without one, finance and administrators only. */
  readonly tontineId?: string;
  /** Names the fact: the same one is told once, however often it is found. At most 200 characters. */
  readonly dedupeKey: string;
  /** What its sentence says (`notice_…` in the word lists). No secret and no phone: it leaves the house. */
  readonly data: ErrorDetails;
}

/** What a notice is called by: the code of its sentence. */
export const codeOf = ({ kind, data }: { kind: NoticeKind; data: ErrorDetails }): string =>
  kind === 'break_above' ? `notice_break_${String(data['why'])}` : `notice_${kind}`;

export const noticeSentence = (
  locale: Locale,
  notice: { kind: NoticeKind; data: ErrorDetails },
): string => sentence(locale, codeOf(notice), notice.data);

/**
 * Writes a notice, into the transaction of what it tells where one is given. Answers its id; null where
 * the same fact was told before.
 */
export async function raiseNotice(db: Queryable, notice: NewNotice): Promise<string | null> {
  const { kind, severity, subject, tontineId = null, dedupeKey, data } = notice;
  const { rows } = await db.query<{ id: string }>(
    `insert into notice (kind, severity, subject_type, subject_id, tontine_id, dedupe_key, data)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (dedupe_key) do nothing returning id`,
    [
      kind,
      severity,
      subject?.type ?? null,
      subject?.id ?? null,
      tontineId,
      dedupeKey,
      JSON.stringify(data),
    ],
  );
  return rows[0]?.id ?? null;
}
