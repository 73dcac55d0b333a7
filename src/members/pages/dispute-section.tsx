import React from 'react';
import { formatInstant } from '../../kernel/time.ts';
import { Live } from '../components/live.tsx';
import { Notice } from '../components/notice.tsx';
import { TextArea } from '../components/text-area.tsx';
import type { Dispute, Receipt } from '../receipt-reads.ts';
import type { Viewer } from '../view.ts';
import type { FormProblem } from './payment-form.tsx';

export interface DisputeProps {
  readonly viewer: Viewer;
  readonly receipt: Receipt;
  /** What was typed and why it was refused; null: nothing was sent. */
  readonly refused: { readonly message: string; readonly problem: FormProblem } | null;
}

/** "Je ne reconnais pas cette opération": the question, and what became of it. */
export const DisputeSection = (props: DisputeProps) => {
  const { receipt, viewer } = props;
  const [last] = receipt.disputes;
  const isOpen = last !== undefined && last.answer === null;
  const words = viewer.words.dispute;
  return (
    <section className="dispute" id="question" aria-label={words.title}>
      <Live name="dispute" say={last ? (isOpen ? words.open : words.answered) : ''}>
        {receipt.disputes.map((dispute) => (
          <Asked key={dispute.id} dispute={dispute} viewer={viewer} />
        ))}
        {isOpen ? null : <Question {...props} />}
      </Live>
    </section>
  );
};

const Asked = ({ dispute, viewer }: { dispute: Dispute; viewer: Viewer }) => {
  const { words, zone, locale } = viewer;
  const at = (instant: Date) => formatInstant(instant, zone, locale);
  const { message, openedAt, answer, answeredAt } = dispute;
  return (
    <Notice
      tone={answer === null ? 'amber' : 'green'}
      title={answer === null ? words.dispute.open : words.dispute.answered}
    >
      {answer === null ? <p>{words.dispute.openText(at(openedAt))}</p> : null}
      {answer === null ? null : <p className="written">{answer}</p>}
      {answeredAt ? <p className="muted">{words.dispute.answeredAt(at(answeredAt))}</p> : null}
      {message ? (
        <p className="muted written">{`${words.dispute.yourMessage} : ${message}`}</p>
      ) : null}
    </Notice>
  );
};

const Question = ({ viewer, receipt, refused }: DisputeProps) => {
  const words = viewer.words.dispute;
  return (
    <details className="card" open={refused !== null}>
      <summary>{receipt.disputes.length > 0 ? words.again : words.title}</summary>
      <form method="post" action={`/wallet/operations/${receipt.id}/dispute/`}>
        <p className="muted">{words.lead}</p>
        <TextArea
          name="message"
          label={words.message}
          error={refused?.problem.sentence}
          maxLength={1000}
          rows={3}
          defaultValue={refused?.message ?? ''}
        />
        <button type="submit" className="button">
          {words.submit}
        </button>
      </form>
    </details>
  );
};
