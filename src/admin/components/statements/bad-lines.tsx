import React from 'react';
import { root, words } from '../kit/page-data.ts';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import type { BadLine, StatementFile } from './answers.ts';

const say = words.statements.bad;

/** The rows that could not be read, with why, and all of them as a file. */
export function BadLines({ file }: { file: StatementFile }) {
  const path = `/statements/${file.id}/bad`;
  const { data, failure, reload } = useLoaded<{ lines: readonly BadLine[]; most: number }>(path);
  return (
    <section className="card">
      <div className="row spread">
        <h2>{say.title(file.badLines)}</h2>
        <a className="button button-small" href={`${root}/api${path}.csv`} download>
          {say.csv}
        </a>
      </div>
      <p className="muted">{say.hint}</p>
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!data && !failure ? <Skeleton rows={3} /> : null}
      {data ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className="scroll" aria-label={say.title(file.badLines)} tabIndex={0}>
          <table className="plain wide-cells">
            <thead>
              <tr>
                <th scope="col" className="number">
                  {say.line}
                </th>
                <th scope="col">{say.why}</th>
                <th scope="col">{say.row}</th>
              </tr>
            </thead>
            <tbody>
              {data.lines.map(({ lineNo, why, text }) => (
                <tr key={lineNo}>
                  <th scope="row" className="number">
                    {lineNo}
                  </th>
                  <td>{why}</td>
                  <td>
                    <code>{text}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {data && file.badLines > data.lines.length ? (
        <p className="muted">{say.firstOnly(data.lines.length)}</p>
      ) : null}
    </section>
  );
}
