import React from 'react';
import { page, words } from '../kit/page-data.ts';

const say = words.acting;

/** The tontine that a treasurer acts for, and the way to another one of theirs. */
export function ActingFor() {
  const { session } = page;
  if (session?.role !== 'TREASURER') return null;
  return (
    <div className="acting-for">
      <span className="muted">{session.tontine ? say.title : say.none}</span>
      {session.tontine ? <strong>{session.tontine}</strong> : null}
      {session.mayChoose ? <a href="/tontine">{say.change}</a> : null}
    </div>
  );
}
