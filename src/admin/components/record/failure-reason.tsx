import React from 'react';
import { sentence } from '../../../kernel/messages.ts';
import { locale, words } from '../kit/page-data.ts';

interface FailureProps {
  readonly reason: unknown;
  readonly message: unknown;
}

/** Why it failed, for a person; what the gateway said word for word is folded behind. */
export function FailureReason({ reason, message }: FailureProps) {
  if (!reason && !message) return null;
  const say = words.transaction;
  return (
    <>
      {reason ? <p>{sentence(locale, `reason_${reason}`)}</p> : null}
      <details className="technical">
        <summary>{say.technical}</summary>
        <dl>
          {reason ? (
            <div>
              <dt>{say.gatewayCode}</dt>
              <dd>
                <code>{String(reason)}</code>
              </dd>
            </div>
          ) : null}
          {message ? (
            <div>
              <dt>{say.gatewayMessage}</dt>
              <dd>
                <code>{String(message)}</code>
              </dd>
            </div>
          ) : null}
        </dl>
      </details>
    </>
  );
}
