import React from 'react';
import { Link } from 'react-router-dom';
import type { ApiFailure } from './api.ts';
import { root, words } from './page-data.ts';

/** Lines where the text will be: nothing jumps when it comes. */
export const Skeleton = ({ rows = 6 }: { rows?: number }) => (
  <div className="skeleton" role="status" aria-label={words.states.loading}>
    {Array.from({ length: rows }, (_, index) => `line-${index}`).map((key) => (
      <i key={key} />
    ))}
  </div>
);

export const Empty = ({ title, hint }: { title: string; hint?: string | undefined }) => (
  <div className="state">
    <p className="state-title">{title}</p>
    {hint ? <p>{hint}</p> : null}
  </div>
);

export function Failed({ failure, retry }: { failure: ApiFailure; retry(): void }) {
  return (
    <div className="state" role="alert">
      <p className="state-title">{failure.status === 0 ? words.states.failed : failure.message}</p>
      {failure.status === 0 || failure.status >= 500 ? <p>{words.states.failedHint}</p> : null}
      {failure.reference ? (
        <p className="muted">{words.states.reference(failure.reference)}</p>
      ) : null}
      <button type="button" className="button" onClick={retry}>
        {words.states.retry}
      </button>
    </div>
  );
}

export const Gone = ({ title, to, back }: { title: string; to?: string; back?: string }) => (
  <div className="state">
    <p className="state-title">{title}</p>
    <p>{words.states.notFoundHint}</p>
    <Link className="button" to={to ?? root}>
      {back ?? words.states.home}
    </Link>
  </div>
);
