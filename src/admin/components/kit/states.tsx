import React, { useEffect } from 'react';
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
  if (failure.status === 403) return <Forbidden title={failure.message} />;
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

interface GoneProps {
  readonly title: string;
  readonly hint?: string;
  readonly to?: string;
  readonly back?: string;
}

/** A whole page that is not there, or not for this person; always with a way on. */
export function Gone({ title, hint, to, back }: GoneProps) {
  useEffect(() => {
    document.title = `${title} · ${words.name}`;
  }, [title]);
  return (
    <div className="state">
      <h1 className="state-title">{title}</h1>
      <p>{hint ?? words.states.notFoundHint}</p>
      <Link className="button" to={to ?? root}>
        {back ?? words.states.home}
      </Link>
    </div>
  );
}

/** A page that exists, for others. */
export const NotForYou = ({ to, back }: Pick<GoneProps, 'to' | 'back'>) => (
  <Gone
    title={words.states.forbidden}
    hint={words.states.askAdmin}
    {...(to && back ? { to, back } : {})}
  />
);

/** What a page of this person's may not show them. */
const Forbidden = ({ title }: { title: string }) => (
  <div className="state">
    <p className="state-title">{title}</p>
    <p>{words.states.askAdmin}</p>
    <Link className="button" to={root}>
      {words.states.home}
    </Link>
  </div>
);
