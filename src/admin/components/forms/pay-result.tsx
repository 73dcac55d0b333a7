import type { RecordJSON } from 'adminjs';
import React, { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { sentence } from '../../../kernel/messages.ts';
import { recordPath } from '../kit/api.ts';
import { locale, recordUrl, words } from '../kit/page-data.ts';
import { StatusChip } from '../kit/status-chip.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { useWatching } from '../kit/use-watching.ts';
import { Amount } from '../kit/values.tsx';
import type { ActAnswer } from '../record/answers.ts';
import { FailureReason, Technical } from '../record/failure-reason.tsx';
import { Warning } from '../record/warning.tsx';
import { isWaiting, whatNow } from '../record/what-now.ts';
import { PayAwaiting } from './pay-awaiting.tsx';
import { PaymentLink } from './pay-link.tsx';

interface ResultProps {
  readonly direction: 'deposit' | 'payout';
  readonly answer: ActAnswer;
  readonly walletId: string;
  again(): void;
  /** The same deposit once more, with another code of the operator's. */
  anotherCode(): void;
}

/** The transaction and its wallet as they are now, while the webhook or a decision is awaited. */
function useLive({ answer, walletId }: ResultProps) {
  const { transaction } = answer;
  const seen = useLoaded<{ record: RecordJSON }>(
    transaction ? recordPath('Transaction', transaction.id, 'show') : null,
  );
  const wallet = useLoaded<{ record: RecordJSON }>(recordPath('Wallet', walletId, 'show'));
  const record = seen.data?.record ?? null;
  const status = String(record?.params['status'] ?? transaction?.status ?? '');
  useWatching(seen.look, isWaiting({ status }));
  const { look: rereadWallet } = wallet;
  useEffect(() => {
    if (status) rereadWallet();
  }, [status, rereadWallet]);
  return { record, status, balance: wallet.data?.record.params['balance'] ?? answer.balance };
}

type Said = readonly [text: string, tone: 'success' | 'info' | 'error'];

/** What was answered at once, until the transaction has moved on. */
function saidNow({ direction, answer }: ResultProps, status: string, params: object): Said {
  const { notice, transaction } = answer;
  if (!transaction || status === transaction.status) return [notice.message, notice.type];
  const { amount } = transaction;
  if (status === 'COMPLETED' || status === 'FAILED') {
    const code = `${direction}_${status.toLowerCase()}`;
    return [sentence(locale, code, { amount }), status === 'COMPLETED' ? 'success' : 'error'];
  }
  if (status === 'PENDING') return [sentence(locale, 'payout_accepted', { amount }), 'info'];
  return [whatNow({ ...params }), 'error'];
}

/** What became of it, where the money is, and what to do next. */
export function PayResult(props: ResultProps) {
  const { answer, walletId, again, anotherCode } = props;
  const { transaction, outcome } = answer;
  const { record, status, balance } = useLive(props);
  const params = record?.params ?? {};
  const [said, tone] = saidNow(props, status, params);
  const reason = params['failureReason'] ?? transaction?.failureReason;
  const badCode = status === 'FAILED' && reason === 'otp_refused';
  // The notice of a refusal says it already, and what to do.
  const isSaid = badCode && outcome === 'refused';
  const message = params['failureMessage'] ?? transaction?.failureMessage;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card form result">
      <h2 ref={heading} tabIndex={-1} className={`result-${tone}`} aria-live="polite">
        {said}
      </h2>
      {transaction ? (
        <StatusChip status={outcome === 'unknown' && status === 'PENDING' ? 'UNKNOWN' : status} />
      ) : null}
      {status === 'FAILED' && !isSaid ? <FailureReason reason={reason} /> : null}
      {record && status === 'AWAITING_APPROVAL' ? <PayAwaiting record={record} /> : null}
      <p>
        {words.pay.newBalance}{' '}
        <strong>
          <Amount value={balance} />
        </strong>
      </p>
      {status === 'FAILED' ? <Technical reason={reason} message={message} /> : null}
      {transaction ? <Warning code={transaction.warning} isOpen={status === 'PENDING'} /> : null}
      {transaction && status === 'PENDING' ? <PaymentLink transaction={transaction} /> : null}
      <div className="row">
        {badCode ? (
          <button type="button" className="button button-main" onClick={anotherCode}>
            {words.gateway.otp.another}
          </button>
        ) : null}
        {transaction ? (
          <Link className="button" to={recordUrl('Transaction', transaction.id)}>
            {words.pay.seeTransaction}
          </Link>
        ) : null}
        <Link className="button" to={recordUrl('Wallet', walletId)}>
          {words.pay.backToWallet}
        </Link>
        <button type="button" className="link-button" onClick={again}>
          {words.pay.again}
        </button>
      </div>
    </section>
  );
}
