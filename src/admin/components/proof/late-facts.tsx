import React from 'react';
import { Link } from 'react-router-dom';
import { typeText } from '../../proof-terms.ts';
import { plainDay } from '../kit/format.ts';
import { methodName, recordUrl, root, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { LateFact } from './answers.ts';

const say = words.proof;

const Row = ({ fact }: { fact: LateFact }) => (
  <tr>
    <th scope="row">
      <Link to={recordUrl('Transaction', fact.transactionId)}>
        {typeText(words, fact.type)} · {methodName(fact.method)}
      </Link>
    </th>
    <td>
      <Link to={`${root}/proof?day=${fact.belongsTo}`}>{plainDay(fact.belongsTo)}</Link>
    </td>
    <td className="number">
      <Amount value={fact.amount} />
    </td>
  </tr>
);

/** What landed in this day although it belongs to one that was closed already. */
export const LateFacts = ({ late }: { late: readonly LateFact[] }) =>
  late.length === 0 ? null : (
    <section className="card">
      <h2>{say.late.title}</h2>
      <p className="hint">{say.late.hint}</p>
      <table className="plain" aria-label={say.late.title}>
        <thead>
          <tr>
            <th scope="col">{words.one.Transaction}</th>
            <th scope="col">{say.late.belongsTo}</th>
            <th scope="col" className="number">
              {words.fields.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {late.map((fact) => (
            <Row key={fact.transactionId} fact={fact} />
          ))}
        </tbody>
      </table>
    </section>
  );
