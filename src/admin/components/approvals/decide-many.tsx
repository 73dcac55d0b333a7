import type { RecordJSON } from 'adminjs';
import React, { type FormEvent, useEffect, useRef, useState } from 'react';
import { ReasonField } from '../forms/approve-fields.tsx';
import { francs } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import { Amount, Phone } from '../kit/values.tsx';
import type { DecidedRow, ManyDecision } from './answers.ts';
import { useDecideMany } from './use-decide-many.ts';
import { memberOf, needsCode, sumOf } from './waiting.ts';

const say = words.approvals;

interface ManyProps {
  readonly decision: ManyDecision;
  readonly records: readonly RecordJSON[];
  readonly stepUpAbove: string | null;
  back(): void;
  finish(rows: readonly DecidedRow[]): void;
}

/** Before several payouts move: how many, how much, each of them by name, and one button. */
export function DecideMany({ decision, records, stepUpAbove, back, finish }: ManyProps) {
  const { decide, done } = useDecideMany();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const count = records.length;
  const total = francs(sumOf(records));
  const rejects = decision === 'reject';
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (rejects && reason.trim() === '') {
      setMissing(true);
      return;
    }
    const rows = await decide(records, decision, reason);
    if (rows) finish(rows);
  };
  return (
    <form className="card form confirm" onSubmit={send} noValidate>
      <h2 ref={heading} tabIndex={-1}>
        {say.many[decision](count)}
      </h2>
      <p className="confirm-sentence">
        {rejects ? say.many.rejectSentence(count, total) : say.many.approveSentence(count, total)}
      </p>
      <ul className="chosen-rows">
        {records.map((record) => (
          <li key={record.id}>
            <span className="who">
              <span className="who-name">{memberOf(record).name}</span>
              <Phone value={record.params['phone']} />
              {!rejects && needsCode(record, stepUpAbove) ? (
                <span className="muted">{say.result.codeHint}</span>
              ) : null}
            </span>
            <Amount value={record.params['amount']} />
          </li>
        ))}
      </ul>
      {rejects ? (
        <ReasonField
          value={reason}
          change={setReason}
          error={missing && reason.trim() === '' ? say.reasonNeeded : undefined}
        />
      ) : null}
      <button
        type="submit"
        className="button button-main button-wide"
        disabled={done !== null}
        aria-live="polite"
      >
        {done === null ? `${say.many[decision](count)}, ${total}` : say.many.working(done, count)}
      </button>
      {done === null ? null : <progress value={done} max={count} aria-label={say.title} />}
      <button type="button" className="button button-wide" disabled={done !== null} onClick={back}>
        {words.pay.edit}
      </button>
    </form>
  );
}
