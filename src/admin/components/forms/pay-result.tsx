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
import type { ActAnswer, PostedTransaction } from '../record/answers.ts';
import { CopyButton } from '../record/copy-id.tsx';

/** The member pays from their own phone: by scanning, or by the link. */
function PaymentLink({ transaction }: { transaction: PostedTransaction }) {
  const { paymentUrl, paymentQr } = transaction;
  if (!paymentUrl) return null;
  return (
    <div className="payment-link">
      <p>{words.pay.showMember}</p>
      {paymentQr ? (
        <img
          className="qr"
          alt={words.pay.qr}
          src={`data:image/svg+xml;utf8,${encodeURIComponent(paymentQr)}`}
        />
      ) : null}
      <div className="row">
        <a className="button button-main" href={paymentUrl} target="_blank" rel="noreferrer">
          {words.pay.openLink}
        </a>
        <CopyButton text={paymentUrl} label={words.pay.copyLink} />
      </div>
    </div>
  );
}

interface ResultProps {
  readonly direction: 'deposit' | 'payout';
  readonly answer: ActAnswer;
  readonly walletId: string;
  again(): void;
}

/** The transaction and its wallet as they are now, while the webhook is awaited. */
function useLive({ answer, walletId }: ResultProps) {
  const { transaction } = answer;
  const seen = useLoaded<{ record: RecordJSON }>(
    transaction ? recordPath('Transaction', transaction.id, 'show') : null,
  );
  const wallet = useLoaded<{ record: RecordJSON }>(recordPath('Wallet', walletId, 'show'));
  const status = String(seen.data?.record.params['status'] ?? transaction?.status ?? '');
  useWatching(seen.look, status === 'PENDING');
  const { look: rereadWallet } = wallet;
  useEffect(() => {
    if (status) rereadWallet();
  }, [status, rereadWallet]);
  return { status, balance: wallet.data?.record.params['balance'] ?? answer.balance };
}

/** What became of it, where the money is, and what to do next. */
export function PayResult(props: ResultProps) {
  const { answer, direction, walletId, again } = props;
  const { notice, transaction, outcome } = answer;
  const { status, balance } = useLive(props);
  const settled = status !== transaction?.status && (status === 'COMPLETED' || status === 'FAILED');
  const said = settled
    ? sentence(locale, `${direction}_${status.toLowerCase()}`, {
        amount: transaction?.amount ?? '',
      })
    : notice.message;
  const tone = !settled ? notice.type : status === 'COMPLETED' ? 'success' : 'error';
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
      <p>
        {words.pay.newBalance}{' '}
        <strong>
          <Amount value={balance} />
        </strong>
      </p>
      {transaction && status === 'PENDING' ? <PaymentLink transaction={transaction} /> : null}
      <div className="row">
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
