import React from 'react';
import { shownAmount } from '../../shown.ts';
import { word, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { Posting } from './answers.ts';

const say = words.breakActs;

/** The exact lines that would be, or were, written: each as people read it on its account. */
export function PostingTable({ postings }: { postings: readonly Posting[] }) {
  if (postings.length === 0) return <p className="muted">{say.noPostings}</p>;
  return (
    <table className="postings">
      <caption>{say.postings}</caption>
      <thead>
        <tr>
          <th scope="col">{words.record.account}</th>
          <th scope="col" className="number">
            {words.fields.amount}
          </th>
        </tr>
      </thead>
      <tbody>
        {postings.map(({ account, name, amount }) => (
          <tr key={`${account} ${name ?? ''} ${amount}`}>
            <td>
              {word('account', account)}
              {name ? <span className="muted"> · {name}</span> : null}
            </td>
            <td className="number">
              <Amount value={shownAmount(account, amount)} sign="+" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
