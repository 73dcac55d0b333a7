import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { francs, instant } from '../kit/format.ts';
import { methodName, recordUrl, words } from '../kit/page-data.ts';
import { StatusChip, shownStatus } from '../kit/status-chip.tsx';
import { Amount, Who } from '../kit/values.tsx';
import { Finder } from '../people/finder.tsx';
import type { Candidate } from './answers.ts';
import { FoundOperation } from './found-operation.tsx';
import { candidateText } from './said.ts';

const say = words.breaks.candidates;

interface CandidatesProps {
  readonly candidates: readonly Candidate[];
  choose(transactionId: string): void;
}

function CandidateItem({ candidate, choose }: { candidate: Candidate; choose(): void }) {
  const { transactionId, memberName, phone, amount, at, method, reasons } = candidate;
  const texts = reasons.flatMap(({ code, details }) => candidateText(code, details) ?? []);
  return (
    <li className="candidate">
      <div className="row spread">
        <Link className="row-link" to={recordUrl('Transaction', transactionId)}>
          <Who name={memberName} phone={phone} />
        </Link>
        <strong>
          <Amount value={amount} />
        </strong>
      </div>
      <div className="row">
        <StatusChip status={shownStatus({ ...candidate })} />
        <span className="muted">
          {methodName(method)} · {instant(at)}
        </span>
      </div>
      <ul className="reasons">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <button
        type="button"
        className="button button-small"
        aria-label={say.chooseOf(memberName, francs(amount))}
        onClick={choose}
      >
        {say.choose}
      </button>
    </li>
  );
}

/** Operations that it may belong to, the likeliest first, with why; and a way to any other one. */
export function Candidates({ candidates, choose }: CandidatesProps) {
  const [looking, setLooking] = useState(false);
  return (
    <section className="card">
      <h3>{say.title}</h3>
      {candidates.length === 0 ? <p className="muted">{say.none}</p> : null}
      <ol className="candidates">
        {candidates.map((candidate) => (
          <CandidateItem
            key={candidate.transactionId}
            candidate={candidate}
            choose={() => choose(candidate.transactionId)}
          />
        ))}
      </ol>
      {looking ? (
        <Finder
          resource="Transaction"
          label={say.other}
          hint={say.otherHint}
          none={say.otherNone}
          chosen={null}
          draw={(record) => <FoundOperation record={record} />}
          choose={(record) => {
            if (record) choose(record.id);
          }}
        />
      ) : (
        <button type="button" className="link-button" onClick={() => setLooking(true)}>
          {say.other}
        </button>
      )}
    </section>
  );
}
