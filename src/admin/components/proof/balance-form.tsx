import React, { type FormEvent, useState } from 'react';
import { groupThousands } from '../../../kernel/money.ts';
import { TextField } from '../forms/fields.tsx';
import { francs } from '../kit/format.ts';
import { useTell } from '../kit/notices.tsx';
import { words } from '../kit/page-data.ts';
import { useSend } from '../kit/use-send.ts';
import type { ToldBalance } from './answers.ts';
import { signedFrancs } from './signed.tsx';

const say = words.proof.balance;

/** A balance may be zero, and below it. */
function typedBalance(typed: string): string | null {
  const compact = typed.replace(/[\s\u00a0\u202f]/g, '').replace('−', '-');
  return /^-?\d{1,15}$/.test(compact) ? String(BigInt(compact)) : null;
}

/** The balance as somebody reads it on the gateway's statement. */
export function BalanceForm({
  day,
  currency,
  start,
  told,
  changed,
}: {
  day: string;
  currency: string;
  start: string;
  told: ToldBalance | null;
  changed(): void;
}) {
  const [typed, setTyped] = useState(groupThousands(start));
  const [missing, setMissing] = useState(false);
  const { send, sending, failure } = useSend();
  const tell = useTell();
  const amount = typedBalance(typed);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(amount === null);
    if (amount === null || !(await send('/proof/balance', { day, currency, amount }))) return;
    tell({ type: 'success', message: say.saved });
    changed();
  };
  const problem = missing && amount === null ? say.amountNeeded : (failure?.message ?? undefined);
  return (
    <form className="form no-print" onSubmit={save} noValidate>
      <TextField
        label={say.type}
        name="amount"
        hint={say.typeHint}
        max={24}
        value={typed}
        change={setTyped}
        error={problem}
      />
      {told ? (
        <button
          type="button"
          className="link-button"
          onClick={() => setTyped(groupThousands(told.amount))}
        >
          {say.toldOf(signedFrancs(told.amount), told.statements)}
        </button>
      ) : null}
      <button type="submit" className="button" disabled={sending}>
        {sending ? words.pay.sending : amount === null ? say.save : say.saveOf(francs(amount))}
      </button>
    </form>
  );
}
