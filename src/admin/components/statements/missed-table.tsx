import React from 'react';
import { Link } from 'react-router-dom';
import { methodName, recordUrl, word, words } from '../kit/page-data.ts';
import { Amount, When } from '../kit/values.tsx';
import type { MissedDelivery } from './answers.ts';

const say = words.statements.deliveries;

const Row = ({ one }: { one: MissedDelivery }) => (
  <tr>
    <td className="cell-who">
      <Link className="row-link who" to={recordUrl('Transaction', one.transactionId)}>
        <span className="who-name">{one.memberName}</span>
        <span className="muted">
          {word('type', one.type)} · {methodName(one.method)}
        </span>
      </Link>
    </td>
    <td className="cell-amount">
      <Amount value={one.amount} sign={one.type === 'DEPOSIT' ? '+' : '−'} />
    </td>
    <td className="cell-text">{say.sources[one.toldBy]}</td>
    <td className="cell-when">
      <When value={one.at} />
    </td>
  </tr>
);

/** Transactions whose end we learned otherwise than by the gateway's own message. */
export const MissedTable = ({ missed }: { missed: readonly MissedDelivery[] }) => (
  <section className="outcomes">
    <h2>{say.missed}</h2>
    <p className="muted">{say.missedHint}</p>
    <table className="records records-Missed" aria-label={say.missed}>
      <thead>
        <tr>
          <th scope="col">{words.fields.user}</th>
          <th scope="col" className="number">
            {words.fields.amount}
          </th>
          <th scope="col">{say.toldBy}</th>
          <th scope="col">{words.fields.at}</th>
        </tr>
      </thead>
      <tbody>
        {missed.map((one) => (
          <Row key={one.transactionId} one={one} />
        ))}
      </tbody>
    </table>
  </section>
);
