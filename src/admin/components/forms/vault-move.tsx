import React, { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { recordPath } from '../kit/api.ts';
import { day, francs, typedFrancs } from '../kit/format.ts';
import { recordUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Amount } from '../kit/values.tsx';
import type { PageProps, VaultFormData } from '../record/answers.ts';
import { Refusal, TextField } from './fields.tsx';
import { useAct } from './use-act.ts';

/** Between a member's wallet and their vault: at once, so the button itself says what it will do. */
export function VaultMove({ action, answer }: PageProps) {
  const { vault, owner, walletBalance } = answer.form as VaultFormData;
  const { record } = answer;
  const say = action === 'moveIn' ? words.vault.moveIn : words.vault.moveOut;
  const available = action === 'moveIn' ? (walletBalance ?? '0') : vault.balance;
  const [typed, setTyped] = useState('');
  const navigate = useNavigate();
  const { act, sending, errors, setErrors, refusal, tell } = useAct(
    recordPath('Vault', record.id, action),
  );
  const amount = typedFrancs(typed);

  const move = async (event: FormEvent) => {
    event.preventDefault();
    const tooMuch = amount !== null && BigInt(amount) > BigInt(available);
    const wrong =
      amount === null
        ? words.pay.amountNeeded
        : tooMuch
          ? words.pay.notEnough(francs(available))
          : null;
    setErrors(wrong ? { amount: wrong } : {});
    if (wrong || amount === null) return;
    const told = await act({ amount });
    if (!told) return;
    tell(told.notice);
    navigate(recordUrl('Vault', record.id));
  };
  return (
    <>
      <PageHead title={say.title} crumb={{ to: recordUrl('Vault', record.id), text: vault.name }} />
      <form className="card form" onSubmit={move} noValidate>
        <Refusal text={refusal} />
        <p className="balance-line">
          {words.vault.inVault}{' '}
          <strong>
            <Amount value={vault.balance} />
          </strong>
          <br />
          {words.vault.inWallet}{' '}
          <strong>
            <Amount value={walletBalance} />
          </strong>
        </p>
        {action === 'moveOut' && vault.isLocked && vault.lockedUntil ? (
          <p className="notice notice-info">{words.vault.lockedHint(day(vault.lockedUntil))}</p>
        ) : null}
        <TextField
          label={words.pay.amount}
          name="amount"
          numeric
          value={typed}
          change={setTyped}
          error={errors['amount']}
        />
        {amount ? (
          <p className="confirm-sentence" aria-live="polite">
            {say.sentence(francs(amount), vault.name, owner.name)}
          </p>
        ) : null}
        <button type="submit" className="button button-main button-wide" disabled={sending}>
          {sending ? words.pay.sending : amount ? say.verb(francs(amount)) : say.action}
        </button>
      </form>
    </>
  );
}
