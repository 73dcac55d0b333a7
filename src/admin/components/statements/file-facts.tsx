import React, { type ReactNode } from 'react';
import { methodName, words } from '../kit/page-data.ts';
import { Amount, When } from '../kit/values.tsx';
import type { StatementFile } from './answers.ts';
import { count, formatName, period, size } from './figures.ts';

const say = words.statements;

/** What is known of the file itself. */
export function FileFacts({ file }: { file: StatementFile }) {
  const { openingBalance, closingBalance } = file;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [say.file.format, formatName(file.format)],
    [say.file.method, file.method ? methodName(file.method) : say.file.every],
    [say.file.covers, period(file)],
    [say.list.lines, count(file.lines)],
    [say.file.size, size(file.bytes)],
    [
      say.file.imported,
      <>
        {file.importedByName ?? say.list.folder}, <When value={file.importedAt} exact />
      </>,
    ],
  ];
  return (
    <section className="card">
      <h2>{say.file.facts}</h2>
      <dl className="details">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {openingBalance !== null && closingBalance !== null ? (
          <div>
            <dt>{say.file.balances}</dt>
            <dd>
              <Amount value={openingBalance} /> → <Amount value={closingBalance} />
            </dd>
          </div>
        ) : null}
      </dl>
      {file.state === 'FAILED' ? null : <p className="muted">{say.file.original}</p>}
    </section>
  );
}
