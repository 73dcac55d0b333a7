import React, { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { today } from '../kit/format.ts';
import { Icon, type IconName } from '../kit/icon.tsx';
import { recordUrl, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { DecidedRow, RowOutcome } from './answers.ts';
import { download, toCsv } from './csv.ts';
import { memberOf } from './waiting.ts';

const say = words.approvals.result;

const LOOKS: Readonly<Record<RowOutcome, readonly [tone: string, icon: IconName]>> = {
  approved: ['green', 'check'],
  rejected: ['red', 'personCross'],
  failed: ['red', 'cross'],
  not_found: ['grey', 'question'],
  code_needed: ['violet', 'lock'],
  refused: ['orange', 'slash'],
  unknown: ['orange', 'question'],
  not_sent: ['grey', 'pause'],
};

function Outcome({ outcome }: { outcome: RowOutcome }) {
  const [tone, icon] = LOOKS[outcome];
  return (
    <span className={`chip chip-${tone}`}>
      <Icon name={icon} />
      {say[outcome]}
    </span>
  );
}

/** What became of each row, with the file to keep. */
export function Results({ rows, back }: { rows: readonly DecidedRow[]; back(): void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const done = rows.filter(({ outcome }) => outcome === 'approved' || outcome === 'rejected');
  return (
    <section className="card results">
      <h2 ref={heading} tabIndex={-1}>
        {say.said(done.length, rows.length)}
      </h2>
      <table className="plain" aria-label={say.title}>
        <thead>
          <tr>
            <th scope="col">{words.approvals.member}</th>
            <th scope="col" className="number">
              {words.fields.amount}
            </th>
            <th scope="col">{say.outcome}</th>
            <th scope="col">{say.detail}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ record, outcome, message }) => (
            <tr key={record.id}>
              <th scope="row">
                <Link to={recordUrl('Transaction', record.id)}>{memberOf(record).name}</Link>
              </th>
              <td className="number">
                <Amount value={record.params['amount']} />
              </td>
              <td>
                <Outcome outcome={outcome} />
              </td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <button type="button" className="button button-main" onClick={back}>
          {say.back}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => download(`${say.file}-${today()}.csv`, toCsv(rows))}
        >
          {say.csv}
        </button>
      </div>
    </section>
  );
}
