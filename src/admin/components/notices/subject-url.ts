import { recordUrl, root } from '../kit/page-data.ts';
import type { NoticeRow } from './answers.ts';

/** Where what a notice tells can be looked at, and acted on. */
export function subjectUrl({ kind, subjectType, subjectId, data }: NoticeRow): string {
  if (subjectType === 'Transaction' && subjectId) return recordUrl('Transaction', subjectId);
  if (subjectType === 'Break' && subjectId) return `${root}/breaks?ids=${subjectId}`;
  if (kind === 'proof_failed') return `${root}/proof${data['day'] ? `?day=${data['day']}` : ''}`;
  if (kind === 'approval_waiting') return `${root}/approvals`;
  return `${root}/breaks${kind === 'invariant_broken' ? '?kind=invariant_broken' : ''}`;
}
