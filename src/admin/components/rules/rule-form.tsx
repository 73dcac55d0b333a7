import React, { type FormEvent, useEffect, useRef, useState } from 'react';
import { Refusal, TextField } from '../forms/fields.tsx';
import { methodIds, methodName, words } from '../kit/page-data.ts';
import { useSend } from '../kit/use-send.ts';
import { Choice } from '../statements/choice.tsx';
import type { Rule } from './answers.ts';
import { BASES, type Draft, draftOf, mistakesIn, ruleName, termsOf } from './draft.ts';

const say = words.rules;

interface FormProps {
  /** Null: a new one. */
  readonly rule: Rule | null;
  saved(name: string): void;
  leave(): void;
}

/** A rule's terms, as a person changes them. */
export function RuleForm({ rule, saved, leave }: FormProps) {
  const [draft, setDraft] = useState(draftOf(rule));
  const [mistakes, setMistakes] = useState<Readonly<Record<string, string>>>({});
  const { send, sending, failure, problem } = useSend();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const change = (name: keyof Draft) => (value: string) =>
    setDraft((before) => ({ ...before, [name]: value }));
  const errorOf = (name: keyof Draft) => mistakes[name] ?? problem(name) ?? undefined;
  const isOfField = failure?.field !== null && failure?.field !== undefined;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const found = mistakesIn(draft);
    setMistakes(found);
    if (Object.keys(found).length > 0) return;
    const told = await send('/rules', { rule: termsOf(draft, rule) });
    if (told) saved(draft.name.trim());
  };
  const text = (name: keyof Draft, hint?: string) => (
    <TextField
      label={name === 'windowMinutes' ? say.window : say[name as 'name']}
      name={name}
      hint={hint}
      numeric={name !== 'name'}
      max={name === 'name' ? 80 : 9}
      value={draft[name]}
      change={change(name)}
      error={errorOf(name)}
    />
  );
  return (
    <form className="card form" onSubmit={save} noValidate>
      <h2 ref={heading} tabIndex={-1}>
        {rule ? say.editOf(ruleName(rule)) : say.add}
      </h2>
      <Refusal text={failure && !isOfField ? failure.message : null} />
      {text('name', say.nameHint)}
      <Choice
        label={say.basis}
        name="basis"
        value={draft.basis}
        hint={say.basisHints[draft.basis]}
        options={BASES.map((basis) => [basis, say.bases[basis]] as const)}
        change={change('basis')}
      />
      {text('priority', say.priorityHints[draft.basis])}
      {text('tolerance', say.toleranceHint)}
      {draft.basis === 'phone_amount' ? text('windowMinutes', say.windowHint) : null}
      <Choice
        label={say.method}
        name="method"
        value={draft.method}
        options={[['', say.anyMethod], ...methodIds.map((id) => [id, methodName(id)] as const)]}
        change={change('method')}
      />
      <p className="hint">{rule ? say.changeInactive : say.newInactive}</p>
      <button type="submit" className="button button-main button-wide" disabled={sending}>
        {sending ? words.pay.sending : say.save}
      </button>
      <button type="button" className="button button-wide" disabled={sending} onClick={leave}>
        {say.cancel}
      </button>
    </form>
  );
}
