import React from 'react';
import { methodName, words } from '../kit/page-data.ts';
import type { Deliveries } from './answers.ts';
import { count, duration } from './figures.ts';

const say = words.statements.deliveries;

/** How long the gateway's messages take, by method. */
export const DelaysTable = ({ delays, newestOnly }: Pick<Deliveries, 'delays' | 'newestOnly'>) => (
  <section className="card">
    <h2>{say.delays}</h2>
    {newestOnly ? <p className="muted">{say.newestOnly(count(newestOnly))}</p> : null}
    {delays.length === 0 ? (
      <p className="muted">{say.delaysNone}</p>
    ) : (
      <table className="plain delays">
        <thead>
          <tr>
            <th scope="col">{words.fields.method}</th>
            <th scope="col" className="number">
              {say.count}
            </th>
            <th scope="col" className="number">
              {say.half}
            </th>
            <th scope="col" className="number">
              {say.most}
            </th>
            <th scope="col" className="number">
              {say.nearlyAll}
            </th>
          </tr>
        </thead>
        <tbody>
          {delays.map((one) => (
            <tr key={one.method}>
              <th scope="row">{methodName(one.method)}</th>
              <td className="number">{count(one.count)}</td>
              <td className="number">{duration(one.p50Ms)}</td>
              <td className="number">{duration(one.p95Ms)}</td>
              <td className="number">{duration(one.p99Ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
);
