import React, { type FormEvent, useState } from 'react';
import { useInbox } from '../approvals/use-inbox.tsx';
import { recordPath } from '../kit/api.ts';
import { words } from '../kit/page-data.ts';
import { ProseField } from './approve-fields.tsx';
import { Refusal } from './fields.tsx';
import { useAct } from './use-act.ts';

const say = words.cases;

/** Finance's answer, which the member reads as it is. */
export function DisputeAnswerForm({ id, answered }: { id: string; answered(): void }) {
  const { act, sending, errors, setErrors, refusal, tell } = useAct(
    recordPath('Dispute', id, 'answer'),
  );
  const { look } = useInbox();
  const [text, setText] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') {
      setErrors({ answer: say.answerNeeded });
      return;
    }
    const told = await act({ answer: text });
    if (!told) return;
    tell(told.notice);
    look();
    answered();
  };
  return (
    <form className="card form now" onSubmit={send} noValidate>
      <h2>{say.write}</h2>
      <p>{say.next}</p>
      <Refusal text={refusal} />
      <ProseField
        name="answer"
        label={say.answer}
        hint={say.answerHint}
        max={1000}
        value={text}
        change={setText}
        error={errors['answer']}
      />
      <button type="submit" className="button button-main button-wide" disabled={sending}>
        {sending ? words.pay.sending : say.send}
      </button>
    </form>
  );
}
