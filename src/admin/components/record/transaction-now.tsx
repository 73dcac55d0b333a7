import type { RecordJSON } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { sentence } from '../../../kernel/messages.ts';
import { elapsed } from '../kit/format.ts';
import { actionOf, locale, recordUrl, words } from '../kit/page-data.ts';
import type { StoryCorrection } from './answers.ts';
import { Decision } from './decision.tsx';
import { FailureReason, Technical } from './failure-reason.tsx';
import { QueryNow } from './query-now.tsx';
import { Warning } from './warning.tsx';
import { correctedNow, isWaiting, whatNow } from './what-now.ts';

interface NowProps {
  readonly record: RecordJSON;
  readonly corrections: readonly StoryCorrection[];
  readonly askable: boolean | null;
  /** Whether a message came that did not fit. */
  readonly isTold: boolean;
  look(): void;
}

/** Why it is as it is, where the money is, and the one thing that makes sense to do. */
export function TransactionNow({ record, corrections, askable, isTold, look }: NowProps) {
  const { params } = record;
  const say = words.transaction;
  const { stale, staleReason, failureReason, failureMessage, status } = params;
  const corrected = correctedNow(params, corrections);
  const sentAt = params['sentAt'] ?? params['createdAt'];
  return (
    <section className={isWaiting(params) ? 'card now' : 'card'}>
      <h2>{say.whatNow}</h2>
      <FailureReason reason={failureReason} />
      {stale && staleReason ? (
        <p>
          {say.staleFor(elapsed(String(sentAt)))}.{' '}
          {isTold ? null : sentence(locale, `stale_${staleReason}`)}
        </p>
      ) : null}
      <p className={corrected ? 'notice notice-info' : undefined}>
        {corrected ?? whatNow(params, actionOf(record, 'approve') !== undefined, isTold)}
      </p>
      <Warning code={params['warning']} isOpen={status === 'PENDING'} />
      <Decision record={record} />
      <QueryNow record={record} askable={askable} look={look} />
      <Technical reason={failureReason} message={failureMessage} />
      <div className="row">
        {params['walletId'] ? (
          <Link className="button" to={recordUrl('Wallet', String(params['walletId']))}>
            {say.openWallet}
          </Link>
        ) : null}
        {params['paymentUrl'] && status === 'PENDING' ? (
          <a
            className="button button-main"
            href={String(params['paymentUrl'])}
            target="_blank"
            rel="noreferrer"
          >
            {say.paymentLink}
          </a>
        ) : null}
      </div>
    </section>
  );
}
