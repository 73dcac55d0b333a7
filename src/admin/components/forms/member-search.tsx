import type { RecordJSON } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { isLongEnough } from '../../search-text.ts';
import { listPath } from '../kit/api.ts';
import { words } from '../kit/page-data.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { Who } from '../kit/values.tsx';
import { Field } from './fields.tsx';

const TYPING_MS = 250;

const personIn = ({ params }: RecordJSON) => ({
  name: String(params['fullName'] ?? ''),
  phone: params['phone'],
});

interface SearchProps {
  readonly chosen: RecordJSON | null;
  readonly error?: string | undefined;
  choose(member: RecordJSON | null): void;
}

/** A member, found by typing a part of their name or phone. */
export function MemberSearch({ chosen, choose, error }: SearchProps) {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const query = new URLSearchParams({
    perPage: '6',
    'filters.role': 'MEMBER',
    ...(isLongEnough(asked) ? { 'filters.q': asked } : {}),
  });
  const { data } = useLoaded<{ records: readonly RecordJSON[] }>(
    chosen ? null : listPath('User', query.toString()),
  );
  if (chosen) {
    return (
      <div className="field">
        <span className="label">{words.vault.member}</span>
        <div className="row spread chosen">
          <Who {...personIn(chosen)} />
          <button type="button" className="link-button" onClick={() => choose(null)}>
            {words.vault.change}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div>
      <Field label={words.vault.member} hint={words.vault.memberHint} error={error}>
        {(control) => (
          <input
            {...control}
            type="search"
            maxLength={200}
            autoComplete="off"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
      <ul className="choices">
        {data?.records.map((record) => (
          <li key={record.id}>
            <button type="button" onClick={() => choose(record)}>
              <Who {...personIn(record)} />
            </button>
          </li>
        ))}
      </ul>
      {data?.records.length === 0 ? <p className="muted">{words.vault.noMember}</p> : null}
    </div>
  );
}
