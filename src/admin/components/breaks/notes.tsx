import React, { type FormEvent, useState } from 'react';
import { Field, Refusal } from '../forms/fields.tsx';
import { ago, instant } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import type { BreakNote } from './answers.ts';
import { useSending } from './use-posted.ts';

const say = words.breaks.notes;
export const NOTES_ID = 'break-notes';
const LONGEST = 1000;

interface NotesProps {
  readonly breakId: string;
  readonly notes: readonly BreakNote[];
  added(): void;
}

/** What people wrote to each other about it. */
export function Notes({ breakId, notes, added }: NotesProps) {
  const { send, sending, refusal } = useSending();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(text.trim() === '');
    if (text.trim() === '') return;
    const told = await send(`/breaks/${breakId}/notes`, { text });
    if (!told) return;
    setText('');
    added();
  };
  return (
    <section className="card" id={NOTES_ID}>
      <h3>{say.title}</h3>
      {notes.length === 0 ? <p className="muted">{say.none}</p> : null}
      <ul className="notes">
        {notes.map((note) => (
          <li key={note.id}>
            <p className="prose">{note.text}</p>
            <p className="muted" title={instant(note.at)}>
              {words.breakActs.history.made(note.byName, ago(note.at))}
            </p>
          </li>
        ))}
      </ul>
      <form className="note-form" onSubmit={add} noValidate>
        <Refusal text={refusal} />
        <Field label={say.write} error={missing && text.trim() === '' ? say.needed : undefined}>
          {(control) => (
            <textarea
              {...control}
              rows={2}
              maxLength={LONGEST}
              value={text}
              onChange={({ target }) => setText(target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add(event);
              }}
            />
          )}
        </Field>
        <button type="submit" className="button button-small" disabled={sending}>
          {say.verb}
        </button>
      </form>
    </section>
  );
}
