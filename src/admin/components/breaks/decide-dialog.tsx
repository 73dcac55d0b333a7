import React, { type FormEvent, useEffect, useRef, useState } from 'react';
import { ProseField } from '../forms/approve-fields.tsx';
import { Refusal } from '../forms/fields.tsx';
import { ago } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import type { BreakRow, Decision, ResolutionRow } from './answers.ts';
import { Dialog } from './dialog.tsx';
import { PostingTable } from './posting-table.tsx';
import { valueIn, verbText, whoIn } from './said.ts';
import { useSending } from './use-posted.ts';

const say = words.breakActs.proposal;
const LONGEST = 255;

const SENTENCES = {
  approve: say.approveSentence,
  reject: say.rejectSentence,
  withdraw: say.withdrawSentence,
};
const BUTTONS = { approve: say.approveVerb, reject: say.rejectVerb, withdraw: say.withdrawVerb };

export type Decided = 'approved' | 'rejected' | 'withdrawn';

interface DecideProps {
  readonly row: BreakRow;
  readonly resolution: ResolutionRow;
  readonly decision: Decision;
  close(): void;
  done(outcome: Decided): void;
}

/** The second pair of eyes: who proposed what, why, and the postings; then yes, or no with a reason. */
export function DecideDialog({ row, resolution, decision, close, done }: DecideProps) {
  const { send, sending, refusal } = useSending();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const isNo = decision === 'reject';
  useEffect(() => {
    if (!isNo) button.current?.focus();
  }, [isNo]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isMissing = isNo && reason.trim() === '';
    setMissing(isMissing);
    if (isMissing) return;
    const told = await send<{ outcome: Decided }>(`/resolutions/${resolution.id}/decide`, {
      decision,
      ...(reason.trim() ? { reason } : {}),
    });
    if (told) done(told.outcome);
  };
  const verb = verbText(resolution.verb);
  return (
    <Dialog title={say[decision]} close={close}>
      <form className="form resolve" onSubmit={submit} noValidate>
        <Refusal text={refusal} />
        <p className="confirm-sentence">{SENTENCES[decision](verb, valueIn(row), whoIn(row))}</p>
        <p className="muted">{say.by(resolution.madeByName, ago(resolution.madeAt))}</p>
        <blockquote className="prose">{resolution.reason}</blockquote>
        <PostingTable postings={resolution.postings} />
        {decision === 'withdraw' ? null : (
          <ProseField
            name="reason"
            label={words.breakActs.reasonLabel}
            hint={isNo ? say.rejectHint : say.approveHint}
            max={LONGEST}
            value={reason}
            change={setReason}
            error={missing && reason.trim() === '' ? words.breakActs.reasonNeeded : undefined}
          />
        )}
        <div className="row acts">
          <button
            ref={button}
            type="submit"
            className={isNo ? 'button button-danger' : 'button button-main'}
            disabled={sending}
          >
            {sending ? words.breakActs.sending : BUTTONS[decision](valueIn(row))}
          </button>
          <button type="button" className="button" onClick={close}>
            {words.breakActs.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
