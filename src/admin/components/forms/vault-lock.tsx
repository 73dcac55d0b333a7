import React, { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { recordPath } from '../kit/api.ts';
import { day, today } from '../kit/format.ts';
import { recordUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Lock } from '../kit/values.tsx';
import type { PageProps, VaultFormData } from '../record/answers.ts';
import { Refusal, TextField } from './fields.tsx';
import { useAct } from './use-act.ts';

/** Locks a vault until a day, or pushes its lock further out. */
export function VaultLock({ answer }: PageProps) {
  const { vault } = answer.form as VaultFormData;
  const { record } = answer;
  const [until, setUntil] = useState('');
  const navigate = useNavigate();
  const { act, sending, errors, setErrors, refusal, tell } = useAct(
    recordPath('Vault', record.id, 'lock'),
  );

  const lock = async (event: FormEvent) => {
    event.preventDefault();
    setErrors(until ? {} : { until: words.vault.lock.dateNeeded });
    if (!until) return;
    const told = await act({ until });
    if (!told) return;
    tell(told.notice);
    navigate(recordUrl('Vault', record.id));
  };
  return (
    <>
      <PageHead
        title={words.vault.lock.title}
        crumb={{ to: recordUrl('Vault', record.id), text: vault.name }}
      />
      <form className="card form" onSubmit={lock} noValidate>
        <Refusal text={refusal} />
        <Lock until={vault.lockedUntil} isLocked={vault.isLocked} />
        <TextField
          label={words.vault.lock.until}
          name="until"
          type="date"
          min={today()}
          value={until}
          change={setUntil}
          error={errors['until']}
          hint={words.vault.lock.hint}
        />
        <button type="submit" className="button button-main button-wide" disabled={sending}>
          {sending
            ? words.pay.sending
            : until
              ? words.vault.lock.verb(day(until))
              : words.vault.lock.action}
        </button>
      </form>
    </>
  );
}
