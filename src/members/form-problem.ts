import { AppError, type ErrorKind } from '../kernel/errors.ts';
import { sentence } from '../kernel/messages.ts';
import type { FormProblem } from './pages/payment-form.tsx';
import type { Viewer } from './view.ts';

export interface Refusal {
  readonly status: 400 | 409 | 503;
  readonly problem: FormProblem;
}

const STATUS: Partial<Readonly<Record<ErrorKind, Refusal['status']>>> = {
  InvalidInput: 400,
  Conflict: 409,
  GatewayUnavailable: 503,
};

/**
 * A refusal that the person can correct in the form, or send again in a moment, told there with what
 * was typed kept; everything else is thrown on. The statuses are those of `http/errors.ts`.
 */
export function refusalOf(error: unknown, { words, locale }: Viewer): Refusal {
  if (!(error instanceof AppError)) throw error;
  const status = STATUS[error.kind];
  if (status === undefined) throw error;
  const { field } = error.details;
  return {
    status,
    problem: {
      field: typeof field === 'string' ? field : fieldOf(error.code),
      sentence: ownWords(error.code, words.form) ?? sentence(locale, error.code, error.details),
    },
  };
}

/** The form in front of the person is a new one, so it need not be reloaded. */
function ownWords(code: string, form: Viewer['words']['form']): string | null {
  if (code === 'idempotency_conflict') return form.used;
  return code === 'idempotency_key_invalid' ? form.stale : null;
}

function fieldOf(code: string): string | null {
  if (code === 'insufficient_funds') return 'amount';
  return code === 'vault_name_taken' ? 'name' : null;
}
