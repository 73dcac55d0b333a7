import React, { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router-dom';
import { words } from './page-data.ts';

interface Crumb {
  readonly to: string;
  readonly text: string;
}

/** The page's one title, also the window's, with where it stands and the one main action. */
export function PageHead(props: {
  title: string;
  crumb?: Crumb;
  note?: ReactNode;
  children?: ReactNode;
}) {
  const { title, crumb, note, children } = props;
  useEffect(() => {
    document.title = `${title} · ${words.name}`;
    window.scrollTo(0, 0);
  }, [title]);
  return (
    <header className="page-head">
      <div>
        {crumb ? (
          <Link className="crumb" to={crumb.to}>
            {crumb.text}
          </Link>
        ) : null}
        <h1>{title}</h1>
        {note ? <div className="page-note">{note}</div> : null}
      </div>
      {children ? <div className="page-actions">{children}</div> : null}
    </header>
  );
}
