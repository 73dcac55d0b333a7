import React, { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useInbox } from '../approvals/use-inbox.tsx';
import { amountOf, memberOf, reasonsOf } from '../approvals/waiting.ts';
import { recordPath } from '../kit/api.ts';
import { ago, francs, phoneText } from '../kit/format.ts';
import { methodName, recordUrl, root, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import type { DecideFormData, PageProps } from '../record/answers.ts';
import { CodeField, ReasonField } from './approve-fields.tsx';
import { Refusal } from './fields.tsx';
import { type FieldErrors, useAct } from './use-act.ts';

const say = words.approvals;
const FIELDS = ['code', 'reason'];

/** Approve, reject or cancel one payout: one sentence, what the decision needs, one button. */
export function DecideForm({ action, answer }: PageProps) {
  const { record } = answer;
  const { decision, needsCode } = answer.form as DecideFormData;
  const { act, sending, errors, setErrors, refusal, tell } = useAct(
    recordPath('Transaction', record.id, action),
  );
  const [typed, setTyped] = useState({ code: '', reason: '' });
  const { look } = useInbox();
  const navigate = useNavigate();
  const amount = francs(amountOf(record));
  const { name } = memberOf(record);
  const elsewhere = Object.entries(errors).find(([field]) => !FIELDS.includes(field))?.[1] ?? null;

  const missing = (): FieldErrors => ({
    ...(needsCode && typed.code.trim() === '' ? { code: say.codeNeeded } : {}),
    ...(decision === 'reject' && typed.reason.trim() === '' ? { reason: say.reasonNeeded } : {}),
  });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const found = missing();
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const told = await act({
      ...(needsCode ? { code: typed.code } : {}),
      ...(decision === 'reject' ? { reason: typed.reason } : {}),
    });
    if (!told) return;
    look();
    tell(told.notice);
    // A checker goes on with the next one, unless this one has something to say.
    const goesOn = decision !== 'cancel' && told.notice.type !== 'error';
    navigate(goesOn ? `${root}/approvals` : recordUrl('Transaction', record.id));
  };
  return (
    <>
      <PageHead
        title={say[decision].title}
        crumb={
          decision === 'cancel'
            ? { to: recordUrl('Transaction', record.id), text: words.one.Transaction }
            : { to: `${root}/approvals`, text: say.title }
        }
      />
      <form className="card form confirm" onSubmit={send} noValidate>
        <Refusal text={refusal ?? elsewhere} />
        <p className="confirm-sentence">
          {say[decision].sentence(
            amount,
            name,
            phoneText(String(record.params['phone'])),
            methodName(String(record.params['method'])),
          )}
        </p>
        <div className="why">
          <p className="muted">
            {say.maker}{' '}
            {say.by(
              String(record.params['makerName'] ?? ''),
              ago(String(record.params['createdAt'])),
            )}
          </p>
          <ul className="reasons">
            {reasonsOf(record).map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
        {needsCode ? (
          <CodeField
            value={typed.code}
            change={(code) => setTyped((before) => ({ ...before, code }))}
            error={errors['code']}
          />
        ) : null}
        {decision === 'reject' ? (
          <ReasonField
            value={typed.reason}
            change={(reason) => setTyped((before) => ({ ...before, reason }))}
            error={errors['reason']}
          />
        ) : null}
        <button type="submit" className="button button-main button-wide" disabled={sending}>
          {sending ? words.pay.sending : say[decision].verb(amount)}
        </button>
      </form>
    </>
  );
}
