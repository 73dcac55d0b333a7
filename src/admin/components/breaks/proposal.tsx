import React from 'react';
import { ago } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import type { Decision, ResolutionRow } from './answers.ts';
import { PostingTable } from './posting-table.tsx';
import { verbText } from './said.ts';

const say = words.breakActs.proposal;

interface ProposalProps {
  readonly resolution: ResolutionRow;
  decide(decision: Decision): void;
}

/** What somebody proposes to write into the books, for whoever may say yes or no. */
export function ProposalCard({ resolution, decide }: ProposalProps) {
  const { verb, reason, postings, madeByName, madeAt, mayDecide, mayWithdraw } = resolution;
  return (
    <section className="card proposal">
      <h3>
        {say.title} · {verbText(verb)}
      </h3>
      <p className="muted">{say.by(madeByName, ago(madeAt))}</p>
      <blockquote className="prose">{reason}</blockquote>
      <PostingTable postings={postings} />
      {mayDecide ? null : <p className="muted">{say.yours}</p>}
      <div className="row acts">
        {mayDecide ? (
          <>
            <button type="button" className="button button-main" onClick={() => decide('approve')}>
              {say.approve}
            </button>
            <button type="button" className="button" onClick={() => decide('reject')}>
              {say.reject}
            </button>
          </>
        ) : null}
        {mayWithdraw ? (
          <button type="button" className="button" onClick={() => decide('withdraw')}>
            {say.withdraw}
          </button>
        ) : null}
      </div>
    </section>
  );
}
