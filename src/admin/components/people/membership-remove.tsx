import React, { type FormEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { Refusal } from '../forms/fields.tsx';
import { useAct } from '../forms/use-act.ts';
import { recordPath } from '../kit/api.ts';
import { recordUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import type { PageProps } from '../record/answers.ts';

const say = words.membership.remove;

/** Says what ends and what stays, and takes the person out by one press. */
export function MembershipRemove({ answer }: PageProps) {
  const { record } = answer;
  const name = String(record.populated['user']?.params['fullName'] ?? '');
  const tontine = String(record.populated['tontine']?.params['name'] ?? '');
  const back = recordUrl('Tontine', String(record.params['tontineId']));
  const { act, sending, refusal, tell } = useAct(recordPath('Membership', record.id, 'remove'));
  const navigate = useNavigate();
  const remove = async (event: FormEvent) => {
    event.preventDefault();
    const told = await act({});
    if (!told) return;
    tell(told.notice);
    navigate(told.redirectUrl ?? back);
  };
  const means = record.params['kind'] === 'TREASURER' ? say.treasurer : say.member;
  return (
    <>
      <PageHead title={say.title} crumb={{ to: back, text: tontine }} />
      <form className="card form" onSubmit={remove} noValidate>
        <Refusal text={refusal} />
        <p className="confirm-sentence">{means(name, tontine)}</p>
        <button type="submit" className="button button-danger button-wide" disabled={sending}>
          {sending ? words.pay.sending : say.verb(name)}
        </button>
      </form>
    </>
  );
}
