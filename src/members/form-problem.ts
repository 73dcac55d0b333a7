import { AppError } from '../kernel/errors.ts';
import { sentence } from '../kernel/messages.ts';
import type { FormProblem } from './pages/payment-form.tsx';
import type { Viewer } from './view.ts';

export interface Refusal {
  readonly status: 400 | 409;
  readonly problem: FormProblem;
}

/**
 * A refusal that the person can correct in the form, told there; everything else is thrown on.
 * The statuses are those of `http/errors.ts`.
 */
export function refusalOf(error: unknown, { words, locale }: Viewer): Refusal {
  if (!(error instanceof AppError)) throw error;
  if (error.kind !== 'InvalidInput' && error.kind !== 'Conflict') throw error;
  const { field } = error.details;
  return {
    status: error.kind === 'Conflict' ? 409 : 400,
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
