import React from 'react';
import { shownAmount } from '../../shown.ts';
import { word, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { PostingLine } from './answers.ts';

/** The lines of one balanced set: what was given to whom, and what they have after it. */
export function Postings({ lines, caption }: { lines: readonly PostingLine[]; caption?: string }) {
  return (
    <table className="postings">
      {caption ? <caption>{caption}</caption> : null}
      <thead>
        <tr>
          <th scope="col">{words.record.account}</th>
          <th scope="col" className="number">
            {words.fields.amount}
          </th>
          <th scope="col" className="number">
            {words.record.balanceAfter}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ account, whose, amount, balanceAfter }) => (
          <tr key={`${account} ${whose ?? ''} ${amount} ${balanceAfter}`}>
            <td>
              {word('account', account)}
              {whose ? <span className="muted"> · {whose}</span> : null}
            </td>
            <td className="number">
              <Amount value={shownAmount(account, amount)} sign="+" />
            </td>
            <td className="number">
              {balanceAfter === null ? words.record.none : <Amount value={balanceAfter} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
