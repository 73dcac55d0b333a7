import type { RecordJSON } from 'adminjs';
import React from 'react';
import { word, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';

/** What is on its way into and out of a wallet: a sign each, since both can be there. */
export function OnItsWay({ record }: { record: RecordJSON }) {
  const { comingIn, goingOut } = record.params;
  if (!comingIn && !goingOut) return <span className="muted nothing">{words.record.none}</span>;
  return (
    <span className="on-its-way">
      <span className="card-label">{words.fields.onItsWay}</span>
      {comingIn ? <Amount value={comingIn} sign="+" /> : null}
      {goingOut ? <Amount value={goingOut} sign="−" /> : null}
    </span>
  );
}

/** Who acted: a person by name over user name, or the job that did it by itself. */
export function ActorCell({ record }: { record: RecordJSON }) {
  const { who, actorName, actorId } = record.params;
  return (
    <span className="who">
      <span className="who-name">{String(who ?? actorName ?? '')}</span>
      <span className="muted">
        {actorId ? (who ? String(actorName) : null) : words.audit.bySystem}
      </span>
    </span>
  );
}

/** On whom, or on what: a record's name over what it is. */
export function SubjectCell({ record }: { record: RecordJSON }) {
  const { subjectName, subjectType } = record.params;
  const kind = word('subject', subjectType);
  return (
    <span className="who">
      <span>{subjectName ? String(subjectName) : kind}</span>
      {subjectName ? <span className="muted">{kind}</span> : null}
    </span>
  );
}
