import React from 'react';
import { Link } from 'react-router-dom';
import { ago } from '../kit/format.ts';
import { root, words } from '../kit/page-data.ts';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { Amount } from '../kit/values.tsx';
import type { BreakRow, Proposal } from './answers.ts';
import { KindChip } from './kind-chip.tsx';
import type { BreaksAnswer } from './queue-answers.ts';
import { breaksText, valueIn, verbText, whoIn } from './said.ts';

const say = words.breakActs.proposal;
const SHOWN = 50;
const ALL = `${root}/breaks?state=proposed`;

function Correction({ row, proposal }: { row: BreakRow; proposal: Proposal }) {
  return (
    <li className="card waiting">
      <div className="waiting-head">
        <Link className="row-link who" to={`${ALL}&break=${row.id}`}>
          <span className="who-name">{whoIn(row)}</span>
          <span className="muted">{verbText(proposal.verb)}</span>
        </Link>
        <strong className="waiting-amount">
          <Amount value={row.value} />
        </strong>
      </div>
      <p>
        <KindChip name={row.name} />
      </p>
      <div className="waiting-foot">
        <p className="waiting-terms">
          <span>{say.by(proposal.madeByName, ago(proposal.madeAt))}</span>
          {proposal.mayDecide ? null : <span>{say.yours}</span>}
        </p>
        <Link
          className={proposal.mayDecide ? 'button button-main button-small' : 'button button-small'}
          to={`${ALL}&break=${row.id}`}
          aria-label={say.examineOf(whoIn(row), valueIn(row))}
        >
          {say.examine}
        </Link>
      </div>
    </li>
  );
}

/** What finance proposes to write into the books: read with its postings, then decided, on the page of breaks. */
export function Corrections() {
  const { data, failure, reload } = useLoaded<BreaksAnswer>(
    `/breaks?state=proposed&limit=${SHOWN}`,
  );
  const rows = data?.rows ?? [];
  return (
    <section className="waiting-group corrections">
      <div className="row spread">
        <h2>{say.section}</h2>
        {data && data.count > 0 ? <Link to={ALL}>{breaksText(data.count)}</Link> : null}
      </div>
      <p className="muted">{say.sectionHint}</p>
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!data && !failure ? <Skeleton rows={2} /> : null}
      {data && rows.length === 0 ? <p>{words.breaks.empty.proposed}</p> : null}
      <ul className="waiting-list">
        {rows.map((row) =>
          row.proposal ? <Correction key={row.id} row={row} proposal={row.proposal} /> : null,
        )}
      </ul>
    </section>
  );
}
