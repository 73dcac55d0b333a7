import React, { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Refusal } from '../forms/fields.tsx';
import { useAct } from '../forms/use-act.ts';
import { recordPath } from '../kit/api.ts';
import { phoneText } from '../kit/format.ts';
import { listUrl, recordUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import type { PageProps } from '../record/answers.ts';
import type { EditFormData, HandOver, PersonAnswer } from './answers.ts';
import { HandedOver } from './handed-over.tsx';
import { mistakesIn, PersonFields, type TypedPerson } from './person-fields.tsx';

const say = words.person;

const NOBODY: TypedPerson = {
  username: '',
  fullName: '',
  phone: '',
  email: '',
  role: 'MEMBER',
  locale: 'fr',
};

const useTyped = (start: TypedPerson) => {
  const [typed, setTyped] = useState(start);
  const change = (name: keyof TypedPerson) => (value: string) =>
    setTyped((before) => ({ ...before, [name]: value }));
  return { typed, change };
};

/** Adds a person, and then shows the password that they start with. */
export function PersonNew() {
  const { typed, change } = useTyped(NOBODY);
  const [once, setOnce] = useState<HandOver | null>(null);
  const [url, setUrl] = useState(listUrl('User'));
  const { act, sending, errors, setErrors, refusal } = useAct<PersonAnswer>(
    '/resources/User/actions/new',
  );
  const create = async (event: FormEvent) => {
    event.preventDefault();
    const found = mistakesIn(typed, true);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const told = await act({ ...typed });
    if (!told) return;
    setOnce(told.once ?? null);
    setUrl(told.redirectUrl ?? url);
  };
  const head = (title: string) => (
    <PageHead title={title} crumb={{ to: listUrl('User'), text: words.resources.User }} />
  );
  if (once)
    return (
      <>
        {head(typed.fullName)}
        <HandedOver once={once} said={say.done.created} to={url} />
      </>
    );
  return (
    <>
      {head(say.new.title)}
      <form className="card form" onSubmit={create} noValidate>
        <Refusal text={refusal} />
        <PersonFields typed={typed} errors={errors} isNew isSelf={false} change={change} />
        <button type="submit" className="button button-main button-wide" disabled={sending}>
          {sending ? words.pay.sending : say.new.verb}
        </button>
      </form>
    </>
  );
}

const digitsOf = (phone: string): string => phone.replace(/[^\d+]/g, '');

/** Changes what is known of a person; their username and password are not part of it. */
export function PersonEdit({ answer }: PageProps) {
  const { record } = answer;
  const { isSelf } = answer.form as EditFormData;
  const text = (name: string) => String(record.params[name] ?? '');
  const stored = text('phone');
  const { typed, change } = useTyped({
    username: text('username'),
    fullName: text('fullName'),
    phone: phoneText(stored).replaceAll('\u00a0', ' '),
    email: text('email'),
    role: text('role'),
    locale: text('locale'),
  });
  const { act, sending, errors, setErrors, refusal, tell } = useAct(
    recordPath('User', record.id, 'edit'),
  );
  const navigate = useNavigate();
  const newPhone = digitsOf(typed.phone);
  const phoneChanges = stored !== '' && newPhone !== '' && !stored.endsWith(newPhone);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const found = mistakesIn(typed, false);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const { fullName, phone, email, locale, role } = typed;
    const told = await act({ fullName, phone, email, locale, ...(isSelf ? {} : { role }) });
    if (!told) return;
    tell(told.notice);
    navigate(recordUrl('User', record.id));
  };
  return (
    <>
      <PageHead
        title={`${say.edit.title} · ${text('fullName')}`}
        crumb={{ to: recordUrl('User', record.id), text: text('fullName') }}
      />
      <form className="card form" onSubmit={save} noValidate>
        <Refusal text={refusal} />
        <PersonFields
          typed={typed}
          errors={errors}
          isNew={false}
          isSelf={isSelf}
          phoneNote={phoneChanges ? say.phoneWaits : undefined}
          change={change}
        />
        <button type="submit" className="button button-main button-wide" disabled={sending}>
          {sending ? words.pay.sending : say.edit.verb}
        </button>
      </form>
    </>
  );
}
