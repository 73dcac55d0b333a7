import React from 'react';
import { Link } from 'react-router-dom';
import { itemText } from '../../proof-terms.ts';
import { breakUrl, recordUrl, words } from '../kit/page-data.ts';
import type { ProofItem, ProofItemKind } from './answers.ts';
import { Difference } from './signed.tsx';

const say = words.proof.gap;

/** Of these only the sum matters at first: what they are about is a transaction that both sides know. */
const TOGETHER: ReadonlySet<ProofItemKind> = new Set(['timing', 'tolerated', 'on_their_way']);
const DIRECTIONS = ['deposit', 'payout'] as const;

const urlOf = ({ kind, id }: ProofItem): string | null => {
  if (id === null) return null;
  if (TOGETHER.has(kind)) return recordUrl('Transaction', id);
  return breakUrl({ id, open: kind === 'break' });
};

const sumOf = (items: readonly ProofItem[]): string =>
  String(items.reduce((sum, { amount }) => sum + BigInt(amount), 0n));

const countOf = (items: readonly ProofItem[]): number =>
  items.reduce((count, { others = 1 }) => count + others, 0);

const keyOf = ({ id, label, reference }: ProofItem): string => `${id} ${label} ${reference}`;

function What({ item }: { item: ProofItem }) {
  const url = urlOf(item);
  const text = itemText(words, item);
  return (
    <>
      {url ? <Link to={url}>{text}</Link> : text}
      {item.reference ? <code>{item.reference}</code> : null}
    </>
  );
}

const Item = ({ item }: { item: ProofItem }) => (
  <tr>
    <th scope="row" className="item-what">
      <What item={item} />
    </th>
    <td className="number">
      <Difference value={item.amount} />
    </td>
  </tr>
);

/** All of one direction in one line, which opens to the largest of them. */
const Together = ({
  direction,
  items,
}: {
  direction: 'deposit' | 'payout';
  items: readonly ProofItem[];
}) => (
  <tr>
    <td className="item-what" colSpan={2}>
      <details>
        <summary>
          {say.several[direction](countOf(items))}
          <Difference value={sumOf(items)} />
        </summary>
        <ul className="item-list">
          {items.map((item) => (
            <li key={keyOf(item)}>
              <span>
                <What item={item} />
              </span>
              <Difference value={item.amount} />
            </li>
          ))}
        </ul>
      </details>
    </td>
  </tr>
);

function Rows({ kind, items }: { kind: ProofItemKind; items: readonly ProofItem[] }) {
  if (!TOGETHER.has(kind)) return items.map((item) => <Item key={keyOf(item)} item={item} />);
  return DIRECTIONS.map((direction) => {
    const [only, ...more] = items.filter(({ label }) => label === direction);
    if (!only) return null;
    if (more.length === 0) return <Item key={direction} item={only} />;
    return <Together key={direction} direction={direction} items={[only, ...more]} />;
  });
}

/** What explains a part of the gap in one way, with its sum. */
export const GapGroup = ({ kind, items }: { kind: ProofItemKind; items: readonly ProofItem[] }) => (
  <tbody>
    <tr className="group-row">
      <th scope="rowgroup">{say.kinds[kind]}</th>
      <td className="number">
        <Difference value={sumOf(items)} />
      </td>
    </tr>
    <Rows kind={kind} items={items} />
  </tbody>
);
