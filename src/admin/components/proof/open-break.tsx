import React from 'react';
import { Refusal } from '../forms/fields.tsx';
import { useTell } from '../kit/notices.tsx';
import { words } from '../kit/page-data.ts';
import { useSend } from '../kit/use-send.ts';
import { signedFrancs } from './signed.tsx';

const say = words.proof.gap;

/** What nothing explains becomes a break, so that somebody deals with it. */
export function OpenBreak({
  day,
  currency,
  rest,
  changed,
}: {
  day: string;
  currency: string;
  rest: string;
  changed(): void;
}) {
  const { send, sending, failure } = useSend();
  const tell = useTell();
  const open = async () => {
    const told = await send<{ breakId: string | null }>('/proof/explain', { day, currency });
    if (!told) return;
    tell({ type: 'success', message: told.breakId ? say.opened : say.alreadyZero });
    changed();
  };
  return (
    <div className="no-print rest">
      <Refusal text={failure?.message ?? null} />
      <button type="button" className="button" disabled={sending} onClick={open}>
        {sending ? words.pay.sending : say.open(signedFrancs(rest))}
      </button>
      <p className="hint">{say.openHint}</p>
    </div>
  );
}
