import React from 'react';
import { Link } from 'react-router-dom';
import { today as todaysDay } from '../kit/format.ts';
import { listUrl, methodName, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { MethodDay } from './answers.ts';

const urlOf = (method: string, type?: string) =>
  listUrl(
    'Transaction',
    `?${new URLSearchParams({
      'filters.method': method,
      'filters.status': 'COMPLETED',
      'filters.settledAt': todaysDay(),
      ...(type ? { 'filters.type': type } : {}),
    })}`,
  );

export function TodayByMethod({ today }: { today: readonly MethodDay[] }) {
  const say = words.dashboard;
  return (
    <section className="card">
      <h2>{say.today}</h2>
      {today.length === 0 ? (
        <p className="muted">{say.todayNone}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{words.fields.method}</th>
              <th scope="col" className="number">
                {say.deposits}
              </th>
              <th scope="col" className="number">
                {say.payouts}
              </th>
              <th scope="col" className="number">
                {say.count}
              </th>
            </tr>
          </thead>
          <tbody>
            {today.map(({ method, deposits, payouts, count }) => (
              <tr key={method}>
                <th scope="row">
                  <Link to={urlOf(method)}>{methodName(method)}</Link>
                </th>
                <td className="number">
                  <Link to={urlOf(method, 'DEPOSIT')}>
                    <Amount value={deposits} sign="+" />
                  </Link>
                </td>
                <td className="number">
                  <Link to={urlOf(method, 'WITHDRAWAL')}>
                    <Amount value={payouts} sign="−" />
                  </Link>
                </td>
                <td className="number">{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
