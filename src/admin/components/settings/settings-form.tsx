import React, { type FormEvent, useState } from 'react';
import { groupThousands } from '../../../kernel/money.ts';
import { ProseField } from '../forms/approve-fields.tsx';
import { Refusal, TextField } from '../forms/fields.tsx';
import { useAct } from '../forms/use-act.ts';
import { words } from '../kit/page-data.ts';
import type { SettingsActAnswer, SettingsData } from './answers.ts';
import { ChangedBy } from './changed-by.tsx';
import { changeOf, type Draft, draftOf, mistakesIn } from './draft.ts';
import { MethodsTable } from './methods-table.tsx';

const say = words.settings;

interface FormProps {
  readonly settings: SettingsData;
  saved(settings: SettingsData): void;
}

/** The rules, changed by one save that says beforehand what it means. */
export function SettingsForm({ settings, saved }: FormProps) {
  const start = draftOf(settings);
  const [draft, setDraft] = useState<Draft>({ ...start, above: groupThousands(start.above) });
  const { act, sending, errors, setErrors, refusal, tell } =
    useAct<SettingsActAnswer>('/pages/settings');
  const { data, sentences } = changeOf(draft, settings);
  const change = (name: 'above' | 'hours' | 'reason') => (value: string) =>
    setDraft((before) => ({ ...before, [name]: value }));
  const turn = (key: string, on: boolean) =>
    setDraft((before) => {
      const off = new Set(before.off);
      if (on) off.delete(key);
      else off.add(key);
      return { ...before, off };
    });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const found = mistakesIn(draft);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const told = await act({ ...data, reason: draft.reason });
    if (!told?.settings) return;
    tell(told.notice);
    saved(told.settings);
  };
  return (
    <form className="settings-form" onSubmit={save} noValidate>
      <Refusal text={refusal} />
      <section className="card form">
        <h2>{say.approvals}</h2>
        <div>
          <TextField
            label={say.above}
            name="approvalAbove"
            numeric
            value={draft.above}
            change={change('above')}
            error={errors['approvalAbove']}
          />
          <ChangedBy changed={settings.changed['approval_above']} />
        </div>
        <div>
          <TextField
            label={say.ttl}
            name="approvalTtlHours"
            numeric
            max={3}
            value={draft.hours}
            change={change('hours')}
            error={errors['approvalTtlHours']}
          />
          <ChangedBy changed={settings.changed['approval_ttl_hours']} />
        </div>
      </section>
      <section className="card form">
        <h2>{say.methods}</h2>
        <p className="hint">{say.methodsHint}</p>
        <MethodsTable methods={settings.methods} off={draft.off} turn={turn} />
        <ChangedBy changed={settings.changed['methods_off']} />
      </section>
      <section className="card form">
        <h2>{say.whatChanges}</h2>
        <div aria-live="polite">
          {sentences.length === 0 ? (
            <p className="muted">{say.nothing}</p>
          ) : (
            <ul className="confirm-sentence">
              {sentences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
        </div>
        {sentences.length > 0 ? (
          <>
            <ProseField
              name="reason"
              label={words.person.reason}
              hint={words.person.reasonHint}
              max={255}
              value={draft.reason}
              change={change('reason')}
              error={errors['reason']}
            />
            <button type="submit" className="button button-main button-wide" disabled={sending}>
              {sending ? words.pay.sending : say.verb}
            </button>
          </>
        ) : null}
      </section>
    </form>
  );
}
