import React from 'react';
import { Link } from 'react-router-dom';
import { sentence } from '../../../kernel/messages.ts';
import { instant } from '../kit/format.ts';
import {
  fieldName,
  listUrl,
  locale,
  methodName,
  recordUrl,
  word,
  words,
} from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { StatusChip, shownStatus } from '../kit/status-chip.tsx';
import { useWatching } from '../kit/use-watching.ts';
import { Amount, hasArrived, Phone, signOf, When, Who } from '../kit/values.tsx';
import type { PageProps } from './answers.ts';
import { CopyId } from './copy-id.tsx';
import { Postings } from './postings.tsx';
import { RawMessage } from './raw-message.tsx';
import { Timeline } from './timeline.tsx';
import { isWaiting, whatNow } from './what-now.ts';

type Kind = keyof typeof words.transaction.title;

/** What, what now, what happened, the books, and the raw messages folded away. */
export function TransactionPage({ answer, look }: PageProps) {
  const { record, story } = answer;
  const { params } = record;
  useWatching(look, isWaiting(params));
  const person = record.populated['user']?.params;
  const kind = (params['type'] ?? 'ADJUSTMENT') as Kind;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [fieldName('method'), params['method'] ? methodName(String(params['method'])) : null],
    [fieldName('phone'), params['phone'] ? <Phone key="phone" value={params['phone']} /> : null],
    [fieldName('initiatedBy'), story?.initiatedBy ?? null],
    [fieldName('createdAt'), <When key="when" value={params['createdAt']} exact />],
    [fieldName('gatewayReference'), params['gatewayReference']],
    [
      fieldName('fee'),
      params['fee'] && params['fee'] !== '0' ? <Amount key="fee" value={params['fee']} /> : null,
    ],
    [fieldName('note'), params['note']],
  ];
  return (
    <>
      <PageHead
        title={words.transaction.title[kind]}
        crumb={{ to: listUrl('Transaction'), text: words.resources.Transaction }}
        note={<CopyId id={record.id} />}
      />
      <section className="card what">
        <p className="big">
          <Amount value={params['amount']} sign={signOf(params)} arrived={hasArrived(params)} />
        </p>
        <StatusChip status={shownStatus(params)} />
        <Who name={String(person?.['fullName'] ?? '')} phone={person?.['phone']} />
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
      </section>
      <section className={isWaiting(params) ? 'card now' : 'card'}>
        <h2>{words.transaction.whatNow}</h2>
        {params['failureReason'] ? (
          <p>{sentence(locale, `reason_${params['failureReason']}`)}</p>
        ) : null}
        {params['stale'] && params['staleReason'] ? (
          <p>
            {words.transaction.staleSince(instant(String(params['staleSince'])))}.{' '}
            {sentence(locale, `stale_${params['staleReason']}`)}
          </p>
        ) : null}
        <p>{whatNow(params)}</p>
        <div className="row">
          {params['walletId'] ? (
            <Link className="button" to={recordUrl('Wallet', String(params['walletId']))}>
              {words.transaction.openWallet}
            </Link>
          ) : null}
          {params['paymentUrl'] && params['status'] === 'PENDING' ? (
            <a
              className="button button-main"
              href={String(params['paymentUrl'])}
              target="_blank"
              rel="noreferrer"
            >
              {words.transaction.paymentLink}
            </a>
          ) : null}
        </div>
      </section>
      <section className="card">
        <h2>{words.transaction.timeline}</h2>
        <Timeline moments={story?.timeline ?? []} />
      </section>
      <section className="card">
        <h2>{words.transaction.books}</h2>
        {story?.journals.length ? null : <p className="muted">{words.transaction.noBooks}</p>}
        {story?.journals.map((journal) => (
          <Postings
            key={journal.id}
            lines={journal.lines}
            caption={`${word('journal', journal.kind)} · ${instant(journal.recordedAt)}`}
          />
        ))}
      </section>
      <section className="card">
        <h2>{words.transaction.raw}</h2>
        {story?.events.length ? null : <p className="muted">{words.transaction.noRaw}</p>}
        {story?.events.map(({ id, raw, headers, outcome, receivedAt }) => (
          <RawMessage
            key={id}
            raw={raw}
            headers={headers}
            title={`${word('outcome', outcome)} · ${instant(receivedAt)}`}
          />
        ))}
      </section>
    </>
  );
}
