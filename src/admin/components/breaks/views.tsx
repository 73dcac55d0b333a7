import React, { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import { Refusal, TextField } from '../forms/fields.tsx';
import { ApiFailure, post } from '../kit/api.ts';
import { Icon } from '../kit/icon.tsx';
import { useTell } from '../kit/notices.tsx';
import { words } from '../kit/page-data.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import type { BreakQuery } from './break-query.ts';
import { Dialog } from './dialog.tsx';
import type { BreakFigures, SavedView } from './queue-answers.ts';
import { countText } from './said.ts';

const say = words.breaks.view;
const LONGEST = 60;

function SaveView({ query, close, saved }: { query: string; close(): void; saved(): void }) {
  const [name, setName] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') {
      setError(say.nameNeeded);
      return;
    }
    try {
      await post('/breaks/views', { name: name.trim(), query });
      saved();
    } catch (failure) {
      setRefusal(failure instanceof ApiFailure ? failure.message : String(failure));
    }
  };
  return (
    <Dialog title={say.save} close={close}>
      <form className="form" onSubmit={save} noValidate>
        <Refusal text={refusal} />
        <TextField
          label={say.name}
          name="name"
          value={name}
          max={LONGEST}
          change={setName}
          error={error ?? undefined}
        />
        <button type="submit" className="button button-main">
          {say.verb}
        </button>
      </form>
    </Dialog>
  );
}

/** Views that everybody has, with what is in each. */
function Quick({ query, figures }: { query: BreakQuery; figures: BreakFigures | null }) {
  const quick = words.breaks.quick;
  const open = figures?.byAge.reduce((sum, { count }) => sum + count, 0);
  const views = [
    [quick.open, '', open],
    [quick.mine, 'assignee=me', figures?.mine],
    [quick.overdue, 'due=overdue', figures?.overdue],
    [quick.proposed, 'state=proposed', figures?.proposed],
    [words.breaks.states.resolved, 'state=resolved', undefined],
  ] as const;
  return (
    <>
      {views.map(([text, search, count]) => (
        <li key={search}>
          <Link
            className="view"
            to={`?${search}`}
            aria-current={query.text === search ? 'true' : undefined}
          >
            {text}
            {count === undefined ? null : <span className="view-count">{countText(count)}</span>}
          </Link>
        </li>
      ))}
    </>
  );
}

/** Views one touch away: everybody's, then this person's own. */
export function Views({ query, figures }: { query: BreakQuery; figures: BreakFigures | null }) {
  const { data, reload } = useLoaded<{ views: readonly SavedView[] }>('/breaks/views');
  const [saving, setSaving] = useState(false);
  const tell = useTell();
  const own = data?.views ?? [];
  const remove = async ({ id, name }: SavedView) => {
    try {
      await post(`/breaks/views/${id}/remove`, {});
      tell({ type: 'success', message: say.removed(name) });
      reload();
    } catch (failure) {
      tell({ type: 'error', message: failure instanceof ApiFailure ? failure.message : '' });
    }
  };
  return (
    <nav aria-label={say.title}>
      <ul className="views">
        <Quick query={query} figures={figures} />
        {own.map((view) => (
          <li key={view.id} className="own-view">
            <Link
              className="view"
              to={`?${view.query}`}
              aria-current={query.text === view.query ? 'true' : undefined}
            >
              <Icon name="bookmark" />
              {view.name}
            </Link>
            <button
              type="button"
              className="view-remove"
              aria-label={say.remove(view.name)}
              onClick={() => remove(view)}
            >
              <Icon name="cross" />
            </button>
          </li>
        ))}
        {query.filtered && own.every((view) => view.query !== query.text) ? (
          <li>
            <button type="button" className="link-button" onClick={() => setSaving(true)}>
              <Icon name="bookmark" />
              {say.save}
            </button>
          </li>
        ) : null}
      </ul>
      {saving ? (
        <SaveView
          query={query.text}
          close={() => setSaving(false)}
          saved={() => {
            setSaving(false);
            tell({ type: 'success', message: say.saved });
            reload();
          }}
        />
      ) : null}
    </nav>
  );
}
