import React from 'react';
import { words } from '../kit/page-data.ts';
import { Amount, Phone, When } from '../kit/values.tsx';
import type { Preview, StatementLine } from './answers.ts';
import { count } from './figures.ts';

const say = words.statements;

const Row = ({ line }: { line: StatementLine }) => (
  <tr>
    <th scope="row" className="number">
      {line.lineNo}
    </th>
    <td>{say.line.kinds[line.kind]}</td>
    <td className="number">
      <Amount value={line.amount} sign={line.kind === 'payment' ? '+' : '−'} />
    </td>
    <td>{say.line.states[line.state]}</td>
    <td>
      <When value={line.occurredAt} exact />
    </td>
    <td className="number">
      <Amount value={line.fee} />
    </td>
    <td>
      <Phone value={line.phone} />
    </td>
    <td>
      <code>{line.reference ?? words.record.none}</code>
    </td>
    <td>
      <code>{line.merchantReference ?? line.ownId ?? words.record.none}</code>
    </td>
  </tr>
);

/** The first rows of a file in our own terms, and those among them that cannot be read. */
export function PreviewTable({ preview }: { preview: Preview }) {
  const { lines, bad, rows } = preview;
  return (
    <>
      {rows.count > 0 ? (
        <p className="muted">
          {rows.exact ? say.found.rows(rows.count) : say.found.rowsAbout(count(rows.count))}
        </p>
      ) : null}
      {lines.length === 0 ? (
        <p>{say.found.noRows}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className="scroll" aria-label={say.found.firstRows} tabIndex={0}>
          <table className="plain wide-cells">
            <thead>
              <tr>
                <th scope="col" className="number">
                  {say.bad.line}
                </th>
                <th scope="col">{say.line.kind}</th>
                <th scope="col" className="number">
                  {words.fields.amount}
                </th>
                <th scope="col">{say.line.state}</th>
                <th scope="col">{say.line.when}</th>
                <th scope="col" className="number">
                  {words.fields.fee}
                </th>
                <th scope="col">{words.fields.phone}</th>
                <th scope="col">{say.line.reference}</th>
                <th scope="col">{say.line.merchantReference}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Row key={line.lineNo} line={line} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {bad.length > 0 ? (
        <div className="bad-few">
          <p>{say.found.badRows(bad.length)}</p>
          <ul>
            {bad.map(({ lineNo, why }) => (
              <li key={lineNo}>{say.line.bad(lineNo, why)}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}
