import React, { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { ProseField } from '../forms/approve-fields.tsx';
import { Refusal } from '../forms/fields.tsx';
import { useAct } from '../forms/use-act.ts';
import { recordPath } from '../kit/api.ts';
import { recordUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import type { PageProps } from '../record/answers.ts';
import type { HandOver, PersonAnswer } from './answers.ts';
import { HandedOver } from './handed-over.tsx';

const say = words.person;

type ReasonedAct = 'disable' | 'enable' | 'reset';

/** Takes access away or gives it back: says what it means, asks why, and does it once. */
export function ReasonForm({ action, answer }: PageProps) {
  const { record } = answer;
  const meant = say[action as ReasonedAct];
  const name = String(record.params['fullName'] ?? '');
  const url = recordUrl('User', record.id);
  const [reason, setReason] = useState('');
  const [once, setOnce] = useState<HandOver | null>(null);
  const { act, sending, errors, setErrors, refusal, tell } = useAct<PersonAnswer>(
    recordPath('User', record.id, action),
  );
  const navigate = useNavigate();

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setErrors(reason.trim() ? {} : { reason: say.reasonNeeded });
    if (!reason.trim()) return;
    const told = await act({ reason });
    if (!told) return;
    if (told.once) setOnce(told.once);
    else {
      tell(told.notice);
      navigate(url);
    }
  };
  return (
    <>
      <PageHead title={`${meant.title} · ${name}`} crumb={{ to: url, text: name }} />
      {once ? (
        <HandedOver once={once} said={say.done.reset} to={url} />
      ) : (
        <form className="card form" onSubmit={send} noValidate>
          <Refusal text={refusal} />
          <p className="confirm-sentence">{meant.means(name)}</p>
          <ProseField
            name="reason"
            label={say.reason}
            hint={say.reasonHint}
            max={255}
            value={reason}
            change={setReason}
            error={errors['reason']}
          />
          <button
            type="submit"
            className={`button button-wide ${action === 'disable' ? 'button-danger' : 'button-main'}`}
            disabled={sending}
          >
            {sending ? words.pay.sending : meant.verb(name)}
          </button>
        </form>
      )}
    </>
  );
}
