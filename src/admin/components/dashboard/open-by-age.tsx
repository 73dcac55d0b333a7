import React from 'react';
import { Link } from 'react-router-dom';
import { toneOf } from '../../ages.ts';
import { listUrl, word, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { OpenCount } from './answers.ts';

const AGES = Object.keys(words.words.age);
const TYPES = ['DEPOSIT', 'WITHDRAWAL'];

const urlOf = (type: string, age: string) =>
  listUrl(
    'Transaction',
    `?${new URLSearchParams({ 'filters.queue': 'OPEN', 'filters.type': type, 'filters.age': age })}`,
  );

/** How many, how much, and against the longest bar; a touch opens the list behind it. */
function Bar({ row, most, tone }: { row: OpenCount; most: number; tone: string }) {
  return (
    <Link to={urlOf(row.type, row.ageBucket)} className={`bar bar-${tone}`}>
      <span className="bar-text">
        <strong>{row.count}</strong> <Amount value={row.amount} />
      </span>
      <span className="bar-track" aria-hidden="true">
        <i style={{ width: `${Math.round((row.count / most) * 100)}%` }} />
      </span>
    </Link>
  );
}

/** Deposits apart from payouts: a late payout is somebody's money that left. */
export function OpenByAge({
  open,
  staleAfterMs,
}: {
  open: readonly OpenCount[];
  staleAfterMs: number;
}) {
  const say = words.dashboard;
  const most = Math.max(1, ...open.map(({ count }) => count));
  const find = (type: string, age: string) =>
    open.find((row) => row.type === type && row.ageBucket === age);
  return (
    <section className="card">
      <h2>{say.open}</h2>
      {open.length === 0 ? (
        <p className="muted">{say.openNone}</p>
      ) : (
        <table className="ages">
          <thead>
            <tr>
              <th scope="col">{words.fields.age}</th>
              <th scope="col">{say.deposits}</th>
              <th scope="col">{say.payouts}</th>
            </tr>
          </thead>
          <tbody>
            {AGES.map((age) => (
              <tr key={age}>
                <th scope="row">{word('age', age)}</th>
                {TYPES.map((type) => {
                  const row = find(type, age);
                  return (
                    <td key={type}>
                      {row ? (
                        <Bar row={row} most={most} tone={toneOf(age, staleAfterMs)} />
                      ) : (
                        <span className="muted">0</span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
