import React from 'react';
import { Icon } from '../kit/icon.tsx';
import { methodName, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { MethodProof } from './answers.ts';
import { Difference, isZero } from './signed.tsx';

const say = words.proof.methods;

/** Whether the statement's own sum comes out, where there is one that tells its balances. */
function Holds({ holds, told }: Pick<MethodProof, 'holds' | 'told'>) {
  if (!told) return <span className="muted">{say.noStatement}</span>;
  if (holds === null) return null;
  return (
    <span className={`chip ${holds ? 'chip-green' : 'chip-orange'}`}>
      <Icon name={holds ? 'check' : 'question'} />
      {holds ? say.holds : say.breaks}
    </span>
  );
}

const Row = ({ one }: { one: MethodProof }) => (
  <tr>
    <th scope="row">
      <span className="method-name">
        {methodName(one.method)}
        <Holds holds={one.holds} told={one.told} />
      </span>
    </th>
    <td className="number">
      <Amount value={one.opening} />
    </td>
    <td className="number">
      <Amount value={one.told ? one.in : null} sign="+" />
    </td>
    <td className="number">
      <Amount value={one.told ? one.out : null} sign="−" />
    </td>
    <td className="number">
      <Amount value={one.told ? one.fees : null} sign="−" />
    </td>
    <td className="number">
      <Amount value={one.closing} />
    </td>
    <td className="number">
      <Difference value={one.ours.net} />
    </td>
    <td className={isZero(one.difference) ? 'number' : 'number gap-open'}>
      {one.told ? <Difference value={one.difference} /> : <Amount value={null} />}
    </td>
  </tr>
);

const COLUMNS = [
  'opening',
  'statementIn',
  'statementOut',
  'statementFees',
  'closing',
  'ours',
  'difference',
] as const;

/** The second equation, for each method, against the movement in our books. */
export const MethodsCard = ({ methods }: { methods: readonly MethodProof[] }) => (
  <section className="card">
    <h2>{say.title}</h2>
    {methods.length === 0 ? (
      <p className="muted">{say.none}</p>
    ) : (
      <>
        <p className="hint">{say.hint}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <section className="scroll" aria-label={say.title} tabIndex={0}>
          <table className="plain wide-cells no-units">
            <thead>
              <tr>
                <th scope="col">{say.method}</th>
                {COLUMNS.map((name) => (
                  <th key={name} scope="col" className="number">
                    {say[name]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {methods.map((one) => (
                <Row key={one.method} one={one} />
              ))}
            </tbody>
          </table>
        </section>
      </>
    )}
  </section>
);
