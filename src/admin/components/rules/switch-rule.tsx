import React from 'react';
import { Refusal } from '../forms/fields.tsx';
import { useTell } from '../kit/notices.tsx';
import { words } from '../kit/page-data.ts';
import { useSend } from '../kit/use-send.ts';
import type { Rule } from './answers.ts';
import { ruleName } from './draft.ts';

const say = words.rules;

/** Says what the switch means, and turns it; the trial stands right above. Who only tried a rule that is on leaves it on. */
export function SwitchRule({ rule, done, leave }: { rule: Rule; done(): void; leave(): void }) {
  const { send, sending, failure } = useSend();
  const tell = useTell();
  const { id, enabled } = rule;
  const name = ruleName(rule);
  const turn = async () => {
    if (!(await send(`/rules/${id}/switch`, { enabled: !enabled }))) return;
    tell({ type: 'success', message: enabled ? say.turnedOff(name) : say.turnedOn(name) });
    done();
  };
  const sentence = (
    <p key="sentence" className={enabled ? 'hint' : 'confirm-sentence'}>
      {enabled ? say.offSentence(name) : say.onSentence(name)}
    </p>
  );
  const act = (
    <button
      key="act"
      type="button"
      className={enabled ? 'button button-wide' : 'button button-main button-wide'}
      disabled={sending}
      onClick={turn}
    >
      {sending ? words.pay.sending : enabled ? say.turnOff(name) : say.turnOn(name)}
    </button>
  );
  const close = (
    <button
      key="close"
      type="button"
      className={enabled ? 'button button-main button-wide' : 'button button-wide'}
      disabled={sending}
      onClick={leave}
    >
      {words.shell.close}
    </button>
  );
  return (
    <div className="form">
      <Refusal text={failure?.message ?? null} />
      {enabled ? [close, sentence, act] : [sentence, act, close]}
    </div>
  );
}
