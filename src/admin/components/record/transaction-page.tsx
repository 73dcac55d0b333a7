import React from 'react';
import { instant } from '../kit/format.ts';
import { listUrl, word, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { OperationChips } from '../kit/status-chip.tsx';
import { useWatching } from '../kit/use-watching.ts';
import { Amount, hasArrived, signOf, Who } from '../kit/values.tsx';
import type { PageProps } from './answers.ts';
import { CopyId } from './copy-id.tsx';
import { CorrectionLinks } from './corrections.tsx';
import { DisputeLink } from './dispute-link.tsx';
import { momentsOf } from './moments.ts';
import { outcomeText } from './outcome-text.ts';
import { Postings } from './postings.tsx';
import { RawMessage } from './raw-message.tsx';
import { Timeline } from './timeline.tsx';
import { TransactionFacts } from './transaction-facts.tsx';
import { TransactionNow } from './transaction-now.tsx';
import { isWaiting } from './what-now.ts';

type Kind = keyof typeof words.transaction.title;

/** What, what now, what happened, the books, and the raw messages folded away. */
export function TransactionPage({ answer, look }: PageProps) {
  const { record, story } = answer;
  const { params } = record;
  useWatching(look, isWaiting(params));
  const person = record.populated['user']?.params;
  const kind = (params['type'] ?? 'ADJUSTMENT') as Kind;
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
        <OperationChips params={params} />
        <Who name={String(person?.['fullName'] ?? '')} phone={person?.['phone']} />
        <TransactionFacts record={record} />
      </section>
      {story?.dispute ? <DisputeLink dispute={story.dispute} /> : null}
      <TransactionNow
        record={record}
        corrections={story?.corrections ?? []}
        askable={story?.askable ?? null}
        isTold={
          story?.events.some(
            ({ source, outcome }) => source === 'webhook' && outcome === 'suspended',
          ) ?? false
        }
        look={look}
      />
      {story ? <CorrectionLinks story={story} /> : null}
      <section className="card">
        <h2>{words.transaction.timeline}</h2>
        <Timeline moments={story ? momentsOf(story) : []} />
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
        {story?.events.map(({ id, source, raw, headers, outcome, receivedAt }) => (
          <RawMessage
            key={id}
            raw={raw}
            headers={headers}
            title={`${word('eventSource', source)} · ${outcomeText(source, outcome)} · ${instant(receivedAt)}`}
          />
        ))}
      </section>
    </>
  );
}
