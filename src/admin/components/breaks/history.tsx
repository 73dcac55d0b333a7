import React from 'react';
import { Link } from 'react-router-dom';
import { ago, instant } from '../kit/format.ts';
import { recordUrl, words } from '../kit/page-data.ts';
import type { ResolutionRow } from './answers.ts';
import { StateChip } from './kind-chip.tsx';
import { PostingTable } from './posting-table.tsx';
import { verbText } from './said.ts';

const say = words.breakActs.history;

function Decision({
  resolution,
  operation,
}: {
  resolution: ResolutionRow;
  operation: string | null;
}) {
  const { verb, state, reason, postings, madeByName, madeAt, checkedByName, checkedAt } =
    resolution;
  return (
    <li className="decision">
      <div className="row spread">
        <strong>{verbText(verb)}</strong>
        <StateChip state={state} />
      </div>
      <p className="muted" title={instant(madeAt)}>
        {say.made(madeByName, ago(madeAt))}
      </p>
      <blockquote className="prose">{reason}</blockquote>
      {checkedByName && checkedAt ? (
        <p className="muted" title={instant(checkedAt)}>
          {say.checked(checkedByName, ago(checkedAt))}
        </p>
      ) : null}
      {resolution.checkReason && checkedByName ? (
        <blockquote className="prose">{resolution.checkReason}</blockquote>
      ) : null}
      {resolution.reversesId ? <p className="muted">{say.reverses}</p> : null}
      {resolution.reversedById ? <p className="muted">{say.reversed}</p> : null}
      {postings.length > 0 ? <PostingTable postings={postings} /> : null}
      {resolution.transactionId ? (
        <Link to={recordUrl('Transaction', resolution.transactionId)}>
          {resolution.transactionId === operation ? say.see : say.seeCorrection}
        </Link>
      ) : null}
    </li>
  );
}

/** Every decision about it, the newest first, with what each wrote into the books. */
export const History = ({
  resolutions,
  operation,
}: {
  resolutions: readonly ResolutionRow[];
  /** The operation that the break is about; what else a decision made is a correction. */
  operation: string | null;
}) =>
  resolutions.length === 0 ? null : (
    <section className="card">
      <h3>{say.title}</h3>
      <ol className="decisions">
        {resolutions.map((resolution) => (
          <Decision key={resolution.id} resolution={resolution} operation={operation} />
        ))}
      </ol>
    </section>
  );
