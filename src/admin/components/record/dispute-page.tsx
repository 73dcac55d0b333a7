import React from 'react';
import { Link } from 'react-router-dom';
import { DisputeAnswerForm } from '../forms/dispute-answer.tsx';
import { instant } from '../kit/format.ts';
import { actionOf, fieldName, listUrl, methodName, recordUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { OperationChips, StatusChip } from '../kit/status-chip.tsx';
import { Amount, Phone, signOf, When, Who } from '../kit/values.tsx';
import type { DisputeAnswer, PageProps } from './answers.ts';
import { CopyId } from './copy-id.tsx';

const say = words.cases;

/** The operation that the member asks about, as far as an answer needs it. */
function InQuestion({ transaction }: DisputeAnswer) {
  const { id, method, phone, createdAt, initiatedBy } = transaction;
  return (
    <section className="card what">
      <h2>{say.about}</h2>
      <p className="big">
        <Amount value={transaction['amount']} sign={signOf(transaction)} />
      </p>
      <OperationChips params={transaction} />
      <dl className="details">
        <div>
          <dt>{fieldName('initiatedBy')}</dt>
          <dd>{initiatedBy ?? words.record.none}</dd>
        </div>
        {method ? (
          <div>
            <dt>{fieldName('method')}</dt>
            <dd>{methodName(method)}</dd>
          </div>
        ) : null}
        {phone ? (
          <div>
            <dt>{fieldName('phone')}</dt>
            <dd>
              <Phone value={phone} />
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{fieldName('createdAt')}</dt>
          <dd>
            <When value={createdAt} exact />
          </dd>
        </div>
      </dl>
      <div className="row">
        <Link className="button" to={recordUrl('Transaction', String(id))}>
          {say.seeTransaction}
        </Link>
      </div>
    </section>
  );
}

/** A member does not recognise an operation: what they write, what it is, and finance's answer. */
export function DisputePage({ answer, reload }: PageProps) {
  const { record, dispute } = answer;
  const { message, openedAt, answeredAt, answer: given, state } = record.params;
  const person = record.populated['openedBy']?.params ?? {};
  const name = String(person['fullName'] ?? '');
  return (
    <>
      <PageHead
        title={`${say.title} · ${name}`}
        crumb={{ to: listUrl('Dispute'), text: words.resources.Dispute }}
        note={<CopyId id={record.id} />}
      />
      <section className="card what">
        <StatusChip status={String(state)} />
        <Who name={name} phone={person['phone']} />
        <h2>{say.says}</h2>
        {message ? (
          <blockquote className="prose">{String(message)}</blockquote>
        ) : (
          <p className="muted">{say.noMessage}</p>
        )}
        <p className="muted">
          {say.opened} {say.openedBy(name, instant(String(openedAt)))}
        </p>
      </section>
      {dispute ? <InQuestion {...dispute} /> : null}
      {answeredAt ? (
        <section className="card">
          <h2>{say.answerTitle}</h2>
          <blockquote className="prose">{String(given)}</blockquote>
          <p className="muted">
            {say.answeredBy(dispute?.answeredBy ?? '', instant(String(answeredAt)))}
          </p>
        </section>
      ) : actionOf(record, 'answer') ? (
        <DisputeAnswerForm id={record.id} answered={reload} />
      ) : (
        <section className="card">
          <h2>{say.answerTitle}</h2>
          <p className="muted">{say.waiting}</p>
        </section>
      )}
    </>
  );
}
