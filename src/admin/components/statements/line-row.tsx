import React from 'react';
import { Link } from 'react-router-dom';
import { lineOutcomeName } from '../kit/line-outcome.ts';
import { breakUrl, recordUrl, words } from '../kit/page-data.ts';
import { Amount, Phone, When } from '../kit/values.tsx';
import type { FileLine } from './answers.ts';
import { isQuiet } from './outcomes.tsx';

const say = words.statements.lines;

/** What became of it, in the words that are true of this one line. */
function outcomeOf({ outcome, message, completedHere }: FileLine): string {
  if (message && message !== 'none') return say.message[message];
  return completedHere ? say.completedHere : lineOutcomeName(outcome);
}

/** What a card has no heading for. */
const Label = ({ text }: { text: string }) => <span className="cell-label">{text} </span>;

/** Where else the line is told of. */
const Links = ({ line }: { line: FileLine }) => (
  <>
    {line.transactionId ? (
      <Link to={recordUrl('Transaction', line.transactionId)}>{say.transaction}</Link>
    ) : null}
    {line.breakId ? (
      <Link to={breakUrl({ id: line.breakId, open: line.breakOpen })}>
        {line.breakOpen ? say.openBreak : say.closedBreak}
      </Link>
    ) : null}
  </>
);

/** One line of a file, and what it became. */
export function LineRow({ line }: { line: FileLine }) {
  const { kind, outcome, difference } = line;
  const isPositive = !difference.startsWith('-') && difference !== '0';
  return (
    <tr>
      <td className="cell-line number">
        <Label text={words.statements.bad.line} />
        {line.lineNo}
      </td>
      <td className="cell-when">
        <When value={line.occurredAt} exact />
      </td>
      <td className="cell-reference">
        <code>{line.reference ?? words.record.none}</code>
      </td>
      <td className="cell-phone">
        <Phone value={line.phone} />
      </td>
      <td className="cell-amount number">
        <Amount value={line.amount} sign={kind === 'payment' ? '+' : '−'} />
      </td>
      <td className="cell-fee number">
        <Label text={words.fields.fee} />
        <Amount value={line.fee} />
      </td>
      <td className="cell-outcome">
        <span className={isQuiet(outcome) && !line.completedHere ? 'muted' : 'line-differs'}>
          {outcomeOf(line)}
        </span>
      </td>
      <td className="cell-difference number">
        {difference === '0' ? (
          <span className="muted">{words.record.none}</span>
        ) : (
          <>
            <Label text={say.difference} />
            <Amount value={difference} sign={isPositive ? '+' : ''} />
          </>
        )}
      </td>
      <td className="cell-links">
        <Links line={line} />
      </td>
    </tr>
  );
}
