import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Refusal } from '../forms/fields.tsx';
import { useTell } from '../kit/notices.tsx';
import { root, words } from '../kit/page-data.ts';
import { useSend } from '../kit/use-send.ts';
import type { StatementFilePage } from './answers.ts';
import { mayAct } from './office.ts';
import { isMoving } from './state-chip.tsx';

const say = words.statements.file;

/** Takes a whole import back, after one sentence that says what goes away; or says what it is needed for. */
export function Undo({ file }: { file: StatementFilePage }) {
  const [asked, setAsked] = useState(false);
  const { send, sending, failure } = useSend();
  const tell = useTell();
  const navigate = useNavigate();
  const { name } = file;
  if (!mayAct || isMoving(file.state) || file.state === 'UNDONE') return null;
  if (!file.undoable) return <p className="muted">{file.undoObstacle}</p>;
  if (!asked) {
    return (
      <div>
        <button type="button" className="button" onClick={() => setAsked(true)}>
          {say.undo}
        </button>
      </div>
    );
  }
  const undo = async () => {
    if (!(await send(`/statements/${file.id}/undo`, {}))) return;
    tell({ type: 'success', message: say.undone(name) });
    navigate(`${root}/statements`);
  };
  return (
    <section className="card form confirm">
      <Refusal text={failure?.message ?? null} />
      <p className="confirm-sentence">{say.undoSentence(name, file.lines)}</p>
      <button
        type="button"
        className="button button-danger button-wide"
        disabled={sending}
        onClick={undo}
      >
        {sending ? words.pay.sending : say.undoVerb(name)}
      </button>
      <button
        type="button"
        className="button button-wide"
        disabled={sending}
        onClick={() => setAsked(false)}
      >
        {say.keep}
      </button>
    </section>
  );
}
