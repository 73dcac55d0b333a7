import type { RecordJSON } from 'adminjs';
import React, { type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { sentence } from '../../../kernel/messages.ts';
import { instant } from '../kit/format.ts';
import { lineOutcomeName } from '../kit/line-outcome.ts';
import { fieldName, locale, recordUrl, word, words } from '../kit/page-data.ts';
import { OperationChips, StatusChip } from '../kit/status-chip.tsx';
import { Amount, Phone, signOf, When } from '../kit/values.tsx';
import { CorrectionLine } from '../record/corrections.tsx';
import { Postings } from '../record/postings.tsx';
import { RawMessage } from '../record/raw-message.tsx';
import { Timeline } from '../record/timeline.tsx';
import { TransactionFacts } from '../record/transaction-facts.tsx';
import type { BreakStory, OtherOperation, OurSide } from './answers.ts';
import type { BreakEvent, StatementLine } from './evidence-answers.ts';

const say = words.breaks.detail;

function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="details">
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Our operation with its history and its postings, as on its own page. */
function Ours({ side }: { side: OurSide }) {
  const record = { params: side.params, populated: {} } as unknown as RecordJSON;
  return (
    <>
      <div className="row spread">
        <strong className="evidence-amount">
          <Amount value={side.params['amount']} sign={signOf(side.params)} />
        </strong>
        <OperationChips params={side.params} />
      </div>
      <TransactionFacts record={record} />
      <details className="raw" open>
        <summary>{words.transaction.timeline}</summary>
        <Timeline moments={side.timeline} />
      </details>
      {side.journals.map((journal) => (
        <Postings
          key={journal.id}
          lines={journal.lines}
          caption={`${word('journal', journal.kind)} · ${instant(journal.recordedAt)}`}
        />
      ))}
      <p>
        <Link to={recordUrl('Transaction', String(side.params['id']))}>{say.openOurs}</Link>
      </p>
      {side.corrections.length > 0 ? (
        <ul aria-label={words.transaction.corrections.list}>
          {side.corrections.map((one) => (
            <CorrectionLine key={one.id} correction={one} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** Operations that a line stands for as well. */
const Others = ({ others }: { others: readonly OtherOperation[] }) => (
  <>
    <h4>{say.otherOurs}</h4>
    <ul>
      {others.map(({ id, type, status, memberName, amount }) => (
        <li key={id}>
          <Link to={recordUrl('Transaction', id)}>
            {memberName} · {word('type', type)} · {word('status', status)}
          </Link>{' '}
          <Amount value={amount} />
        </li>
      ))}
    </ul>
  </>
);

/** A line as the statement has it. */
function Line({ line }: { line: StatementLine }) {
  return (
    <div className="evidence-item">
      <div className="row spread">
        <strong className="evidence-amount">
          <Amount value={line.amount} />
        </strong>
        <StatusChip status={line.state === 'completed' ? 'completed' : 'failed'} />
      </div>
      <Facts
        facts={[
          [fieldName('kind'), word('eventKind', line.kind)],
          [say.found, line.outcome ? lineOutcomeName(line.outcome) : null],
          [fieldName('fee'), line.fee ? <Amount key="fee" value={line.fee} /> : null],
          [fieldName('phone'), line.phone ? <Phone key="phone" value={line.phone} /> : null],
          [say.reference, line.reference],
          [say.merchantReference, line.merchantReference],
          [say.occurred, line.occurredAt ? <When key="at" value={line.occurredAt} exact /> : null],
        ]}
      />
      <p className="muted">{say.lineOf(line.fileName, line.lineNo)}</p>
    </div>
  );
}

/** A message as it was read, and its bytes folded away. */
function Message({ event }: { event: BreakEvent }) {
  return (
    <div className="evidence-item">
      <div className="row spread">
        <strong className="evidence-amount">
          <Amount value={event.amount} />
        </strong>
        {event.state ? <StatusChip status={event.state} /> : null}
      </div>
      {event.reason ? (
        <p className="muted">{sentence(locale, `suspended_${event.reason}`)}</p>
      ) : null}
      <Facts
        facts={[
          [fieldName('source'), word('eventSource', event.source)],
          [fieldName('kind'), event.kind ? word('eventKind', event.kind) : null],
          [fieldName('fee'), event.fee ? <Amount key="fee" value={event.fee} /> : null],
          [fieldName('phone'), event.phone ? <Phone key="phone" value={event.phone} /> : null],
          [say.reference, event.reference],
          [fieldName('receivedAt'), <When key="at" value={event.receivedAt} exact />],
        ]}
      />
      <RawMessage raw={event.raw} headers={event.headers} title={say.raw} />
    </div>
  );
}

/** What belongs to the break, and what else tells of the same payment. */
const parted = <T extends { readonly own: boolean }>(told: readonly T[]) =>
  [told.filter(({ own }) => own), told.filter(({ own }) => !own)] as const;

/** Side by side what each side has: our operation, the statement's lines, the messages. */
export function Evidence({ story }: { story: BreakStory }) {
  const { transaction, others, lines, events } = story;
  const [own, otherLines] = parted(lines);
  const [ownEvents, otherEvents] = parted(events);
  return (
    <div className="evidence">
      <section className="card">
        <h3>{say.ours}</h3>
        {transaction ? <Ours side={transaction} /> : <p className="muted">{say.noOurs}</p>}
        {others.length > 0 ? <Others others={others} /> : null}
      </section>
      <section className="card">
        <h3>{say.line}</h3>
        {lines.length === 0 ? <p className="muted">{say.noLine}</p> : null}
        {own.map((line) => (
          <Line key={line.id} line={line} />
        ))}
        {own.length > 0 && otherLines.length > 0 ? <h4>{say.otherLines}</h4> : null}
        {otherLines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
        <h3>{say.event}</h3>
        {events.length === 0 ? <p className="muted">{say.noEvent}</p> : null}
        {ownEvents.map((event) => (
          <Message key={event.id} event={event} />
        ))}
        {ownEvents.length > 0 && otherEvents.length > 0 ? <h4>{say.otherEvents}</h4> : null}
        {otherEvents.map((event) => (
          <Message key={event.id} event={event} />
        ))}
      </section>
    </div>
  );
}
