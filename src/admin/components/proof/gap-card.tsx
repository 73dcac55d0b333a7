import React from 'react';
import { words } from '../kit/page-data.ts';
import { mayAct } from '../statements/office.ts';
import type { ProofItemKind, ProofReport } from './answers.ts';
import { GapGroup } from './gap-items.tsx';
import { OpenBreak } from './open-break.tsx';
import { Difference, isZero } from './signed.tsx';

const say = words.proof.gap;
const KINDS = Object.keys(say.kinds) as readonly ProofItemKind[];

/** The gap taken apart, franc by franc, and what is left of it. */
export function GapCard({ report, changed }: { report: ProofReport; changed(): void }) {
  const { gap, unexplained, items, state } = report;
  if (gap === null) return null;
  const rest = unexplained ?? '0';
  return (
    <section className="card">
      <h2>{say.title}</h2>
      {isZero(gap) && items.length === 0 ? (
        <p>{say.none}</p>
      ) : (
        <table className="plain gap-table" aria-label={say.title}>
          <thead>
            <tr>
              <th scope="col">{say.what}</th>
              <th scope="col" className="number">
                {words.fields.amount}
              </th>
            </tr>
          </thead>
          {KINDS.map((kind) => {
            const theirs = items.filter((item) => item.kind === kind);
            return theirs.length > 0 ? <GapGroup key={kind} kind={kind} items={theirs} /> : null;
          })}
          <tfoot>
            <tr>
              <th scope="row">{say.total}</th>
              <td className="number">
                <Difference value={gap} />
              </td>
            </tr>
            <tr className={isZero(rest) ? undefined : 'rest-open'}>
              <th scope="row">{say.unexplained}</th>
              <td className="number">
                <Difference value={rest} />
              </td>
            </tr>
          </tfoot>
        </table>
      )}
      {mayAct && state === 'open' && !isZero(rest) ? (
        <OpenBreak day={report.day} currency={report.currency} rest={rest} changed={changed} />
      ) : null}
    </section>
  );
}
