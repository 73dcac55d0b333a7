import type { RecordJSON } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import {
  fieldName,
  isResource,
  listUrl,
  mayOpen,
  recordUrl,
  word,
  words,
} from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { When } from '../kit/values.tsx';
import type { AuditAnswer, PageProps } from './answers.ts';
import { changesIn, FactValue } from './audit-values.tsx';
import { CopyId } from './copy-id.tsx';

const say = words.audit;

/** Before and after, side by side, in the words of the forms. */
function Changes({ before, after }: AuditAnswer) {
  const changes = changesIn(before, after);
  if (changes.length === 0) return <p className="muted">{say.noChanges}</p>;
  return (
    <table className="plain changes">
      <thead>
        <tr>
          <th scope="col">{say.what}</th>
          <th scope="col">{say.before}</th>
          <th scope="col">{say.after}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ name, was, is }) => (
          <tr key={name}>
            <th scope="row">{fieldName(name)}</th>
            <td>
              <FactValue name={name} value={was} />
            </td>
            <td>
              <FactValue name={name} value={is} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The record that it was done to, where there is one to open. */
function Subject({ params }: RecordJSON) {
  const type = String(params['subjectType'] ?? '');
  const id = params['subjectId'];
  const kind = word('subject', type);
  const name = params['subjectName'] ? `${kind} · ${params['subjectName']}` : kind;
  if (!id || !isResource(type) || !mayOpen(type)) return <span>{name}</span>;
  return <Link to={recordUrl(type, String(id))}>{name}</Link>;
}

const others = (name: string, value: unknown, text: string) => (
  <Link
    to={listUrl('AuditEntry', `?${new URLSearchParams({ [`filters.${name}`]: String(value) })}`)}
  >
    {text}
  </Link>
);

/** Who did what to what, from where, why, and what it changed. */
export function AuditPage({ answer }: PageProps) {
  const { record, entry } = answer;
  const { params } = record;
  const { actorId, actorName, who, ip, subjectId, reason } = params;
  const session = entry?.session ?? null;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [
      fieldName('actorName'),
      actorId ? (
        <Link key="who" to={recordUrl('User', String(actorId))}>
          {String(who ?? actorName)}
        </Link>
      ) : (
        `${actorName} (${say.bySystem})`
      ),
    ],
    [fieldName('subjectType'), <Subject key="subject" {...record} />],
    [fieldName('at'), <When key="at" value={params['at']} exact />],
    [fieldName('reason'), reason],
    [fieldName('ip'), ip ? others('ip', ip, String(ip)) : null],
    [say.session, session ? others('session', session, session.slice(0, 8)) : null],
  ];
  return (
    <>
      <PageHead
        title={word('audit', params['action'])}
        crumb={{ to: listUrl('AuditEntry'), text: words.resources.AuditEntry }}
        note={<CopyId id={record.id} />}
      />
      <section className="card">
        <dl className="details">
          {facts
            .filter(([, value]) => value)
            .map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
        {subjectId ? <p>{others('subjectId', subjectId, say.onIt)}</p> : null}
      </section>
      <section className="card">
        <h2>{say.changes}</h2>
        {entry ? <Changes {...entry} /> : null}
      </section>
    </>
  );
}
