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
