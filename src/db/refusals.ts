import { AppError, type ErrorDetails, type ErrorKind } from '../kernel/errors.ts';
import { sqlstateOf } from './sqlstate.ts';

/** The SQL functions refuse with these states; the message is the code, the detail its details as JSON. */
const KIND_OF: Readonly<Record<string, ErrorKind>> = {
  TP001: 'Conflict',
  TP003: 'Conflict',
  TP004: 'InvalidInput',
  TP005: 'Conflict',
  TP006: 'Forbidden',
  TP404: 'NotFound',
};

const SENTENCES: Readonly<Record<string, (d: ErrorDetails) => string>> = {
  insufficient_funds: (d) =>
    `The balance of ${d.balance} F CFA does not suffice for ${d.amount} F CFA.`,
  idempotency_conflict: (d) =>
    `This form was already used for transaction ${d.transactionId}, with other content.`,
  limit_balance: (d) =>
    `The wallet would hold ${d.expected} F CFA; at most ${d.limit} F CFA are allowed.`,
  limit_month: (d) =>
    `Deposits of the month would reach ${d.expected} F CFA; at most ${d.limit} F CFA are allowed.`,
  too_many_unanswered: (d) =>
    `${d.count} orders of the last hour have no answer yet; nothing was started.`,
  vault_locked: (d) => `The vault is locked until ${d.until}.`,
  lock_only_extends: (d) => `A lock can only be extended beyond ${d.until}.`,
  vault_name_taken: (d) => `There is already a vault called "${d.name}".`,
  not_awaiting: (d) => `The payout no longer waits: it is ${d.status}.`,
  approval_expired: (d) => `The payout could be approved until ${d.until}.`,
  checker_is_maker: () => 'Whoever started a payout does not approve it.',
  checker_is_payee: () => 'Whoever is paid does not approve the payout.',
  not_your_tontine: () => 'The payout was started for another tontine.',
  role_approves_nothing: () =>
    'Only finance, or another treasurer of the tontine, decides about payouts.',
  only_maker_cancels: () => 'Only whoever started a payout takes it back.',
  payouts_frozen: () => 'Payouts are frozen: an invariant of the books is broken.',
  admin_unfreezes: () => 'An administrator has to approve this.',
  officers_only: () => 'Reconciliation is for finance and administrators.',
  maker_is_checker: () => 'Whoever proposed a resolution does not approve it.',
  checker_concerned: () => 'Whoever gains or loses by it neither proposes nor approves.',
  only_maker_withdraws: () => 'Only whoever proposed a resolution takes it back.',
  plan_changed: () => 'It would post something else by now; propose it again.',
  not_proposed: (d) => `The resolution no longer waits: it is ${d.state}.`,
  already_proposed: () => 'A resolution of this break waits for a second person.',
  break_resolved: () => 'This break is resolved.',
  resolution_needs_transaction: () => 'Choose the transaction first.',
  not_sent_yet: (d) => `Transaction ${d.id} was never sent.`,
  already_final: (d) => `The transaction is ${d.status} already.`,
  already_corrected: (d) => `Transaction ${d.id} is corrected already.`,
  nothing_to_match: () => 'There is no line and transaction to match.',
  match_not_possible: () => 'These lines and transactions cannot be matched.',
  already_matched: () => 'The transaction is matched with another line.',
  amounts_differ: (d) => `The gateway says ${d.there} F CFA, we ${d.here} F CFA.`,
  sums_differ: (d) => `The sums differ by ${d.difference} F CFA.`,
  nothing_to_reverse: () => 'There is nothing to reverse.',
  already_reversed: () => 'This resolution is reversed already.',
  reverse_later_first: () => 'A later decision about the transaction has to be reversed first.',
  break_has_transaction: (d) => `This break is about transaction ${d.id}.`,
  hold_undecided: (d) => `For this payout ${d.amount} F CFA are held.`,
  event_says_nothing: () => 'The event says nothing that could be applied.',
  nothing_to_post: () => 'There is no difference to post.',
  nothing_held: () => 'Nothing is held for this payout.',
  nothing_to_collect: () => 'Nothing is owed, or the wallet is empty.',
  only_deposits_aside: () => 'Only a deposit that waits for its payer can be set aside.',
  verb_unknown: (d) => `There is no resolution "${d.verb}".`,
  statement_not_undoable: () => 'This import cannot be taken back in its present state.',
  statement_repeated: () => 'A later statement repeats its lines.',
  statement_told_before: () => 'An earlier statement counts its lines as replaced by these.',
  statement_in_use: () => 'Lines of this import are part of a decision.',
  statement_day_closed: () => 'A day that this import covers is closed.',
  day_already_closed: (d) => `The day ${d.day} is closed.`,
  day_not_over: (d) => `The day ${d.day} is not over.`,
  later_day_closed: (d) => `A day after ${d.day} is closed.`,
  not_found: (d) => `There is no ${d.what} ${d.id}.`,
};

/** Turns a refusal of the SQL functions into the error that people read; passes all else on. */
export function asRefusal(error: unknown): unknown {
  const state = sqlstateOf(error);
  const kind = state ? KIND_OF[state] : undefined;
  if (!kind || !(error instanceof Error)) return error;
  const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : '{}';
  const details = JSON.parse(detail) as ErrorDetails;
  const field =
    kind === 'InvalidInput' || error.message === 'insufficient_funds' ? { field: 'amount' } : {};
  return new AppError(
    kind,
    error.message,
    SENTENCES[error.message]?.(details) ?? error.message,
    { ...details, ...field },
    error,
  );
}
