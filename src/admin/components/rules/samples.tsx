import React from 'react';
import { Link } from 'react-router-dom';
import { recordUrl, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { TriedPair } from './answers.ts';

const say = words.rules;

/** Some of the pairs, so that a person sees what a rule takes for the same. */
export function Samples({ pairs, name }: { pairs: readonly TriedPair[]; name: string }) {
  if (pairs.length === 0) return null;
  const judged = pairs.some(({ chosenId }) => chosenId !== undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="scroll" aria-label={say.samplesOf(name)} tabIndex={0}>
      <table className="plain wide-cells">
        <thead>
          <tr>
            <th scope="col">{say.line}</th>
            <th scope="col">{say.transaction}</th>
            <th scope="col" className="number">
              {words.fields.amount}
            </th>
            <th scope="col" className={judged ? undefined : 'number'}>
              {judged ? say.back.chosen : say.difference}
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <tr key={`${pair.lineId}-${pair.transactionId}`}>
              <th scope="row">
                <code>{pair.reference ?? words.record.none}</code>
              </th>
              <td>
                <Link to={recordUrl('Transaction', pair.transactionId)}>{pair.memberName}</Link>
              </td>
              <td className="number">
                <Amount value={pair.amount} />
              </td>
              {pair.chosenId ? (
                <td>
                  <Link to={recordUrl('Transaction', pair.chosenId)}>{say.back.see}</Link>
                </td>
              ) : (
                <td className="number">
                  <Amount value={pair.difference} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
