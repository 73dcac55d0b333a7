import React from 'react';
import { Figure } from '../dashboard/figure.tsx';
import { ago } from '../kit/format.ts';
import { listUrl, words } from '../kit/page-data.ts';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { Amount } from '../kit/values.tsx';
import type { BalanceAnswer } from './answers.ts';

const say = words.gateway.balance;

const Ours = ({ books }: { books: string }) => (
  <Figure title={say.ours} to={listUrl('Journal')} value={<Amount value={books} />} />
);

function Told({ answer }: { answer: Extract<BalanceAnswer, { kind: 'told' }> }) {
  const difference = BigInt(answer.balance) - BigInt(answer.books);
  return (
    <>
      <div className="figures of-money">
        <Figure title={say.theirs} value={<Amount value={answer.balance} />} />
        <Ours books={answer.books} />
        <Figure
          title={say.difference}
          value={
            difference === 0n ? (
              say.none
            ) : (
              <Amount value={String(difference)} sign={difference > 0n ? '+' : ''} />
            )
          }
          alarming={difference !== 0n}
        />
      </div>
      <p className="muted">
        {say.asked(ago(answer.at))} {difference === 0n ? null : say.hint}
      </p>
    </>
  );
}

/** What the gateway says that we have, in a request of its own: the dashboard does not wait for it. */
export function GatewayBalance({ books }: { books: string }) {
  const { data, failure, loading, reload } = useLoaded<BalanceAnswer>('/gateway/balance');
  return (
    <section className="card" aria-busy={loading}>
      <h2>{say.title}</h2>
      {data?.kind === 'told' ? (
        <Told answer={data} />
      ) : (
        <div className="figures of-money">
          <Ours books={books} />
        </div>
      )}
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!data && !failure ? <Skeleton rows={1} /> : null}
      {data?.kind === 'unsupported' ? <p className="muted">{say.unsupported}</p> : null}
      {data?.kind === 'no_answer' ? (
        <div className="row spread">
          <p>
            {say.noAnswer} <span className="muted">{say.noAnswerHint}</span>
          </p>
          <button type="button" className="button" disabled={loading} onClick={reload}>
            {say.again}
          </button>
        </div>
      ) : null}
    </section>
  );
}
