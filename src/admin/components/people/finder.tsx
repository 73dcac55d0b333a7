import type { RecordJSON } from 'adminjs';
import React, { type ReactNode, useEffect, useState } from 'react';
import { isLongEnough } from '../../search-text.ts';
import { Field } from '../forms/fields.tsx';
import { listPath } from '../kit/api.ts';
import { type ResourceId, words } from '../kit/page-data.ts';
import { useLoaded } from '../kit/use-loaded.ts';

const TYPING_MS = 250;
const SHOWN = 8;

interface FinderProps {
  readonly resource: ResourceId;
  readonly label: string;
  readonly hint: string;
  readonly none: string;
  readonly chosen: RecordJSON | null;
  readonly error?: string | undefined;
  /** More filters, as in the list's address. */
  readonly filters?: Readonly<Record<string, string>>;
  draw(record: RecordJSON): ReactNode;
  mayChoose?(record: RecordJSON): boolean;
  choose(record: RecordJSON | null): void;
}

/** One record, found by typing a part of its name. */
export function Finder(props: FinderProps) {
  const { resource, label, hint, none, chosen, error, filters = {}, draw, mayChoose } = props;
  const { choose } = props;
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const query = new URLSearchParams({
    perPage: String(SHOWN),
    ...filters,
    ...(isLongEnough(asked) ? { 'filters.q': asked } : {}),
  });
  const { data } = useLoaded<{ records: readonly RecordJSON[] }>(
    chosen ? null : listPath(resource, query.toString()),
  );
  if (chosen) {
    return (
      <div className="field">
        <span className="label">{label}</span>
        <div className="row spread chosen">
          {draw(chosen)}
          <button type="button" className="link-button" onClick={() => choose(null)}>
            {words.vault.change}
          </button>
        </div>
      </div>
    );
  }
  const found = data?.records.filter((record) => mayChoose?.(record) ?? true);
  return (
    <div>
      <Field label={label} hint={hint} error={error}>
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
        {found?.map((record) => (
          <li key={record.id}>
            <button type="button" onClick={() => choose(record)}>
              {draw(record)}
            </button>
          </li>
        ))}
      </ul>
      {found?.length === 0 ? <p className="muted">{none}</p> : null}
    </div>
  );
}
