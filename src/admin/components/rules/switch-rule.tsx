import React from 'react';
import { Refusal } from '../forms/fields.tsx';
import { useTell } from '../kit/notices.tsx';
import { words } from '../kit/page-data.ts';
import { useSend } from '../kit/use-send.ts';
import type { Rule } from './answers.ts';

const say = words.rules;

/** Says what the switch means, and turns it; the trial stands right above. */
export function SwitchRule({ rule, done, leave }: { rule: Rule; done(): void; leave(): void }) {
  const { send, sending, failure } = useSend();
  const tell = useTell();
  const { id, name, enabled } = rule;
  const turn = async () => {
    if (!(await send(`/rules/${id}/switch`, { enabled: !enabled }))) return;
    tell({ type: 'success', message: enabled ? say.turnedOff(name) : say.turnedOn(name) });
    done();
  };
  return (
    <div className="form">
      <Refusal text={failure?.message ?? null} />
      <p className="confirm-sentence">{enabled ? say.offSentence(name) : say.onSentence(name)}</p>
      <button
        type="button"
        className="button button-main button-wide"
        disabled={sending}
        onClick={turn}
      >
        {sending ? words.pay.sending : enabled ? say.turnOff(name) : say.turnOn(name)}
      </button>
      <button type="button" className="button button-wide" disabled={sending} onClick={leave}>
        {words.shell.close}
      </button>
    </div>
  );
}
