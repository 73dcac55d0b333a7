import React from 'react';
import { Link } from 'react-router-dom';
import { words } from '../kit/page-data.ts';
import { Empty, Failed, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import type { FileLine } from './answers.ts';
import { LineRow } from './line-row.tsx';
import { outcomeName } from './outcomes.tsx';

const say = words.statements.lines;

interface LinesProps {
  readonly fileId: string;
  /** Null: all of them. */
  readonly outcome: string | null;
  /** The last line of the page before. */
  readonly after: string | null;
}

const queryOf = (parts: Readonly<Record<string, string | null>>): string =>
  `?${new URLSearchParams(Object.entries(parts).filter((part): part is [string, string] => part[1] !== null))}`;

/** A file's lines beside what they became, a page at a time; the figures above choose among them. */
export function FileLines({ fileId, outcome, after }: LinesProps) {
  const { data, failure, loading, reload } = useLoaded<{
    lines: readonly FileLine[];
    next: string | null;
  }>(`/statements/${fileId}/lines${queryOf({ outcome, after })}`);
  const title = outcome ? say.of(outcomeName(outcome)) : say.title;
  return (
    <section className={loading ? 'outcomes busy' : 'outcomes'} aria-busy={loading}>
      <div className="row spread">
        <h2>{title}</h2>
        {outcome ? <Link to="?">{say.all}</Link> : null}
      </div>
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!data && !failure ? <Skeleton rows={4} /> : null}
      {data?.lines.length === 0 ? <Empty title={say.none} /> : null}
      {data && data.lines.length > 0 ? <Table lines={data.lines} title={title} /> : null}
      {data && (data.next || after) ? (
        <nav className="pager" aria-label={title}>
          {after ? (
            <Link className="button" to={queryOf({ outcome })}>
              {say.first}
            </Link>
          ) : null}
          {data.next ? (
            <Link className="button" rel="next" to={queryOf({ outcome, after: data.next })}>
              {words.list.next}
            </Link>
          ) : null}
        </nav>
      ) : null}
    </section>
  );
}

const Table = ({ lines, title }: { lines: readonly FileLine[]; title: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
  <section className="scroll" aria-label={title} tabIndex={0}>
    <table className="records records-Line">
      <thead>
        <tr>
          <th scope="col" className="number">
            {words.statements.bad.line}
          </th>
          <th scope="col">{words.statements.line.when}</th>
          <th scope="col">{words.statements.line.reference}</th>
          <th scope="col">{words.fields.phone}</th>
          <th scope="col" className="number">
            {words.fields.amount}
          </th>
          <th scope="col" className="number">
            {words.fields.fee}
          </th>
          <th scope="col">{words.statements.list.result}</th>
          <th scope="col" className="number">
            {say.difference}
          </th>
          <th scope="col">{say.links}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <LineRow key={line.id} line={line} />
        ))}
      </tbody>
    </table>
  </section>
);
