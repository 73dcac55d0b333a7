import type { Locale } from '../kernel/actor.ts';
import { sentence } from '../kernel/messages.ts';
import { wordsFor } from './locale/index.ts';

interface Refusal {
  readonly notice?: { readonly message: string; readonly type: string };
  readonly record?: { readonly baseError?: { readonly type?: string } | null };
}

/**
 * AdminJS's own refusals carry a key of its word list, or English with an id in it. People get a
 * sentence, in a body that is otherwise as it came.
 */
export function speak(json: string, locale: Locale): string {
  if (!json.includes('"type":"error"')) return json;
  const answer: Refusal = JSON.parse(json);
  const kind = answer.record?.baseError?.type;
  const message =
    kind === 'ForbiddenError'
      ? wordsFor(locale).states.forbidden
      : kind === 'NotFoundError'
        ? sentence(locale, 'not_found')
        : null;
  if (!answer.notice || message === null) return json;
  return JSON.stringify({ ...answer, notice: { ...answer.notice, message } });
}
