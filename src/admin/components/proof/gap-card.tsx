import React from 'react';
import { Link } from 'react-router-dom';
import { itemText } from '../../proof-terms.ts';
import { recordUrl, root, words } from '../kit/page-data.ts';
import { mayAct } from '../statements/office.ts';
import type { ProofItem, ProofItemKind, ProofReport } from './answers.ts';
import { OpenBreak } from './open-break.tsx';
import { Difference, isZero } from './signed.tsx';

const say = words.proof.gap;
const KINDS = Object.keys(say.kinds) as readonly ProofItemKind[];

const urlOf = ({ kind, id }: ProofItem): string | null => {
  if (id === null) return null;
  if (kind === 'timing' || kind === 'tolerated') return recordUrl('Transaction', id);
  return `${root}/breaks?${kind === 'break' ? '' : 'state=resolved&'}break=${id}`;
};

const sumOf = (items: readonly ProofItem[]): string =>
  String(items.reduce((sum, { amount }) => sum + BigInt(amount), 0n));

function Item({ item }: { item: ProofItem }) {
  const url = urlOf(item);
  const text = itemText(words, item);
  return (
    <tr>
      <th scope="row" className="item-what">
        {url ? <Link to={url}>{text}</Link> : text}
        {item.reference ? <code>{item.reference}</code> : null}
      </th>
      <td className="number">
        <Difference value={item.amount} />
      </td>
    </tr>
  );
}

function Group({ kind, items }: { kind: ProofItemKind; items: readonly ProofItem[] }) {
  return (
    <tbody>
      <tr className="group-row">
        <th scope="rowgroup">{say.kinds[kind]}</th>
        <td className="number">
          <Difference value={sumOf(items)} />
        </td>
      </tr>
      {items.map((item) => (
        <Item key={`${item.id} ${item.label} ${item.reference}`} item={item} />
      ))}
    </tbody>
  );
}

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
            return theirs.length > 0 ? <Group key={kind} kind={kind} items={theirs} /> : null;
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
