import React from 'react';
import { sentence } from '../../../kernel/messages.ts';
import { locale, words } from '../kit/page-data.ts';

/** Why it failed, in words for a person. */
export const FailureReason = ({ reason }: { reason: unknown }) =>
  reason ? <p>{sentence(locale, `reason_${reason}`)}</p> : null;

/** What the gateway said, word for word: folded, for whoever has to ask them. */
export function Technical({ reason, message }: { reason: unknown; message: unknown }) {
  const say = words.transaction;
  const said = [
    [say.gatewayCode, reason],
    [say.gatewayMessage, message],
  ].filter(([, text]) => text);
  if (said.length === 0) return null;
  return (
    <details className="technical">
      <summary>{say.technical}</summary>
      <dl>
        {said.map(([name, text]) => (
          <div key={String(name)}>
            <dt>{String(name)}</dt>
            <dd>
              <code>{String(text)}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
