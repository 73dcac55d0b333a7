import React from 'react';
import { instant } from '../kit/format.ts';
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

const COLUMNS = [
  'opening',
  'statementIn',
  'statementOut',
  'statementFees',
  'closing',
  'ours',
  'difference',
] as const;

type Column = (typeof COLUMNS)[number];

/** A statement that does not exist says nothing, not even 0. */
const CELLS: Readonly<Record<Column, (one: MethodProof) => React.ReactNode>> = {
  opening: ({ opening }) => <Amount value={opening} />,
  statementIn: (one) => <Amount value={one.told ? one.in : null} sign="+" />,
  statementOut: (one) => <Amount value={one.told ? one.out : null} sign="−" />,
  statementFees: (one) => <Amount value={one.told ? one.fees : null} sign="−" />,
  closing: ({ closing }) => <Amount value={closing} />,
  ours: ({ ours }) => <Difference value={ours.net} />,
  difference: ({ told, difference }) =>
    told ? <Difference value={difference} /> : <Amount value={null} />,
};

const isOpen = (name: Column, { difference }: MethodProof): boolean =>
  name === 'difference' && !isZero(difference);

/** On a phone each method is a card, and each cell says what it is. */
const Row = ({ one }: { one: MethodProof }) => (
  <tr>
    <th scope="row">
      <span className="method-name">
        {methodName(one.method)}
        <Holds holds={one.holds} told={one.told} />
      </span>
    </th>
    {COLUMNS.map((name) => (
      <td
        key={name}
        data-label={say[name]}
        className={isOpen(name, one) ? 'number gap-open' : 'number'}
      >
        {CELLS[name](one)}
      </td>
    ))}
  </tr>
);

/** The second equation, for each method, against the movement in our books. */
export const MethodsCard = ({
  methods,
  until,
}: {
  methods: readonly MethodProof[];
  until: string | null;
}) => (
  <section className="card">
    <div>
      <h2>{say.title}</h2>
      {until ? <p className="muted">{say.until(instant(until))}</p> : null}
    </div>
    {methods.length === 0 ? (
      <p className="muted">{say.none}</p>
    ) : (
      <>
        <p className="hint">{say.hint}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <section className="scroll" aria-label={say.title} tabIndex={0}>
          <table className="plain wide-cells no-units methods-table">
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
