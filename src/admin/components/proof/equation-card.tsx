import React, { Fragment } from 'react';
import { EQUATION } from '../../proof-terms.ts';
import { instant } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { ProofReport } from './answers.ts';
import { isZero } from './signed.tsx';

const say = words.proof;
const SAID = { '+': say.equation.plus, '−': say.equation.minus } as const;

/** The part of what is held for payouts that had not left. */
const Waiting = ({ amount }: { amount: string }) =>
  isZero(amount) ? null : (
    <tr className="sum-part muted">
      <th scope="row">
        <span className="sum-sign" />
        {say.equation.waiting}
      </th>
      <td className="number">
        <Amount value={amount} />
      </td>
    </tr>
  );

/** What the gateway should hold, added up as on paper. */
export const EquationCard = ({ report: { equation, at, onTheirWay } }: { report: ProofReport }) => (
  <section className="card">
    <div>
      <h2>{say.equation.title}</h2>
      <p className="muted">{say.equation.at(instant(at))}</p>
    </div>
    <table className="sum" aria-label={say.equation.title}>
      <tbody>
        {EQUATION.map(([term, sign], index) => (
          <Fragment key={term}>
            <tr>
              <th scope="row">
                <span className="sum-sign">
                  <span aria-hidden="true">{index === 0 ? '' : sign}</span>
                  <span className="visually-hidden">{index === 0 ? '' : SAID[sign]}</span>
                </span>
                {say.terms[term]}
              </th>
              <td className="number">
                <Amount value={equation[term]} />
              </td>
            </tr>
            {term === 'payoutClearing' ? <Waiting amount={onTheirWay.waiting ?? '0'} /> : null}
          </Fragment>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            <span className="sum-sign">
              <span aria-hidden="true">=</span>
              <span className="visually-hidden">{say.equation.equals}</span>
            </span>
            {say.terms.expected}
          </th>
          <td className="number">
            <Amount value={equation.expected} />
          </td>
        </tr>
      </tfoot>
    </table>
  </section>
);
