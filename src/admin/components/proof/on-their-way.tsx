import React from 'react';
import { Link } from 'react-router-dom';
import { methodName, recordUrl, words } from '../kit/page-data.ts';
import { Amount, When } from '../kit/values.tsx';
import type { OnTheirWay } from './answers.ts';

const say = words.proof.onTheirWay;

/** Payouts whose debit time is not known: each may explain a gap as large as itself. */
export function OnTheirWayCard({ onTheirWay }: { onTheirWay: OnTheirWay }) {
  const { count, amount, transactions } = onTheirWay;
  if (count === 0) return null;
  return (
    <section className="card">
      <h2>{say.title}</h2>
      <p className="hint">{say.hint}</p>
      <table className="plain" aria-label={say.title}>
        <thead>
          <tr>
            <th scope="col">{words.one.Transaction}</th>
            <th scope="col">{say.sentAt}</th>
            <th scope="col" className="number">
              {words.fields.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {transactions.map((one) => (
            <tr key={one.transactionId}>
              <th scope="row">
                <Link to={recordUrl('Transaction', one.transactionId)}>
                  {words.words.type.WITHDRAWAL} · {methodName(one.method)}
                </Link>
              </th>
              <td>
                <When value={one.sentAt} exact />
              </td>
              <td className="number">
                <Amount value={one.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {say.count(count)}, <Amount value={amount} />
      </p>
    </section>
  );
}
