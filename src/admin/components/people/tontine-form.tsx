import React, { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Refusal, TextField } from '../forms/fields.tsx';
import { useAct } from '../forms/use-act.ts';
import { recordPath } from '../kit/api.ts';
import { listUrl, recordUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import type { PageProps } from '../record/answers.ts';

const say = words.tontine;

/** A tontine's one field: its name. */
function NameForm({ path, start, verb }: { path: string; start: string; verb: string }) {
  const [name, setName] = useState(start);
  const { act, sending, errors, setErrors, refusal, tell } = useAct(path);
  const navigate = useNavigate();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setErrors(name.trim() ? {} : { name: say.nameNeeded });
    if (!name.trim()) return;
    const told = await act({ name });
    if (!told) return;
    tell(told.notice);
    navigate(told.redirectUrl ?? listUrl('Tontine'));
  };
  return (
    <form className="card form" onSubmit={send} noValidate>
      <Refusal text={refusal} />
      <TextField
        label={say.name}
        name="name"
        max={120}
        value={name}
        change={setName}
        error={errors['name']}
      />
      <button type="submit" className="button button-main button-wide" disabled={sending}>
        {sending ? words.pay.sending : verb}
      </button>
    </form>
  );
}

export const TontineNew = () => (
  <>
    <PageHead
      title={say.new.title}
      crumb={{ to: listUrl('Tontine'), text: words.resources.Tontine }}
    />
    <NameForm path="/resources/Tontine/actions/new" start="" verb={say.new.verb} />
  </>
);

export function TontineRename({ answer }: PageProps) {
  const { record } = answer;
  const name = String(record.params['name'] ?? '');
  return (
    <>
      <PageHead
        title={`${say.edit.title} · ${name}`}
        crumb={{ to: recordUrl('Tontine', record.id), text: name }}
      />
      <NameForm path={recordPath('Tontine', record.id, 'edit')} start={name} verb={say.edit.verb} />
    </>
  );
}
