import React, { useState } from 'react';
import { Refusal } from '../forms/fields.tsx';
import { francs, instant, plainDay, today } from '../kit/format.ts';
import { useTell } from '../kit/notices.tsx';
import { words } from '../kit/page-data.ts';
import { useSend } from '../kit/use-send.ts';
import { mayAct } from '../statements/office.ts';
import type { ProofDay, ProofReport } from './answers.ts';
import { isZero, signedFrancs } from './signed.tsx';

const say = words.proof.close;

/** A day that is closed: by whom, and the fingerprint that shows a changed report. */
const Closed = ({ report }: { report: ProofReport }) => (
  <section className="card">
    <p>
      {say.closedBy(report.closedByName ?? '', report.closedAt ? instant(report.closedAt) : '')}
    </p>
    {report.sha256 ? (
      <dl className="hash">
        <dt>{say.hash}</dt>
        <dd>
          <code>{report.sha256}</code>
        </dd>
      </dl>
    ) : null}
    <p className="hint">{say.hashHint}</p>
  </section>
);

function sentenceOf({ day, balance, gap }: ProofReport): string {
  const amount = signedFrancs(balance?.amount ?? '0');
  return gap === null || isZero(gap)
    ? say.sentence(plainDay(day), amount)
    : say.sentenceGap(plainDay(day), amount, signedFrancs(gap));
}

/** Of the days that are shown, newest first: days close in their order. */
function orderObstacle(day: string, days: readonly ProofDay[]): string | null {
  const last = days.find(({ state }) => state === 'closed');
  if (!last) return null;
  if (last.day > day) return say.laterClosed(plainDay(last.day));
  const next = days.findLast((one) => one.day > last.day);
  return next && next.day < day ? say.earlierOpen(plainDay(next.day)) : null;
}

/** What must come first; null: the day can be closed. */
function obstacleOf(
  { day, balance, unexplained }: ProofReport,
  days: readonly ProofDay[],
): string | null {
  if (day >= today()) return say.notOver;
  const order = orderObstacle(day, days);
  if (order) return order;
  if (!balance) return say.needsBalance;
  return unexplained !== null && !isZero(unexplained) ? say.needsExplained : null;
}

/** Freezes the day's report, after one sentence that says so. */
export function CloseDay({
  report,
  days,
  changed,
}: {
  report: ProofReport;
  days: readonly ProofDay[];
  changed(): void;
}) {
  const [asked, setAsked] = useState(false);
  const { send, sending, failure } = useSend();
  const tell = useTell();
  const { day, currency, state } = report;
  const obstacle = obstacleOf(report, days);
  const guessed = report.items
    .filter(({ kind }) => kind === 'on_their_way')
    .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  if (state === 'closed') return <Closed report={report} />;
  if (!mayAct) return null;
  const close = async () => {
    if (!(await send('/proof/close', { day, currency }))) return;
    tell({ type: 'success', message: say.done(plainDay(day)) });
    changed();
  };
  return (
    <section className="card form no-print">
      <h2>{say.title}</h2>
      <p className="hint">{say.hint}</p>
      <Refusal text={failure?.message ?? null} />
      {asked && !obstacle ? (
        <>
          <p className="confirm-sentence">{sentenceOf(report)}</p>
          {guessed < 0n ? <p>{say.guessed(francs(String(-guessed)))}</p> : null}
          <button
            type="button"
            className="button button-main button-wide"
            disabled={sending}
            onClick={close}
          >
            {sending ? words.pay.sending : say.verb(plainDay(day))}
          </button>
          <button
            type="button"
            className="button button-wide"
            disabled={sending}
            onClick={() => setAsked(false)}
          >
            {say.back}
          </button>
        </>
      ) : (
        <>
          {obstacle ? <p>{obstacle}</p> : null}
          <button
            type="button"
            className="button button-main"
            disabled={obstacle !== null}
            onClick={() => setAsked(true)}
          >
            {say.start}
          </button>
        </>
      )}
    </section>
  );
}
