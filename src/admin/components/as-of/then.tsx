import React from 'react';
import { Link } from 'react-router-dom';
import { groupThousands } from '../../../kernel/money.ts';
import { instant } from '../kit/format.ts';
import { recordUrl, word, words } from '../kit/page-data.ts';
import { Amount, Phone, When } from '../kit/values.tsx';
import type { AsOfAnswer } from './answers.ts';

const say = words.asOf;

const HEADS = [words.fields.amount, words.fields.phone, say.requested, say.settled];

const OnItsWay = ({ rows }: { rows: AsOfAnswer['onItsWay'] }) => (
  <table className="plain stacked">
    <caption>{say.onItsWay}</caption>
    <thead>
      <tr>
        <th scope="col">{words.fields.type}</th>
        {HEADS.map((head, index) => (
          <th key={head} scope="col" className={index === 0 ? 'number' : undefined}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(({ id, type, amount, phone, requestedAt, state, settledAt }) => (
        <tr key={id}>
          <th scope="row">
            <Link to={recordUrl('Transaction', id)}>{word('type', type)}</Link>{' '}
            <span className="muted">{say.state[state]}</span>
          </th>
          <td className="number" data-label={HEADS[0]}>
            <Amount value={amount} sign={type === 'DEPOSIT' ? '+' : '−'} />
          </td>
          <td data-label={HEADS[1]}>
            <Phone value={phone} />
          </td>
          <td data-label={HEADS[2]}>
            <When value={requestedAt} exact />
          </td>
          <td data-label={HEADS[3]}>
            {settledAt ? <When value={settledAt} exact /> : say.notSettled}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** How it was then. What is only known since is said as such. */
export function Then({ answer }: { answer: AsOfAnswer }) {
  const { at, balance, postings, lastMovement, onItsWay, kind, provisional } = answer;
  return (
    <div className="then">
      <p className="muted">{say.at(instant(at))}</p>
      <p>
        {say.balance} <strong className="big">{<Amount value={balance} />}</strong>
      </p>
      <p className="muted">
        {say.last(word('journal', lastMovement.kind), instant(lastMovement.at))}{' '}
        {say.postings(groupThousands(String(postings)))}
      </p>
      {provisional ? <p>{say.provisional}</p> : null}
      {kind === 'wallet' ? (
        onItsWay.length > 0 ? (
          <OnItsWay rows={onItsWay} />
        ) : (
          <p className="muted">{say.nothing}</p>
        )
      ) : null}
    </div>
  );
}
