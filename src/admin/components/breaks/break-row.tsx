import React from 'react';
import { Link } from 'react-router-dom';
import { systemClock } from '../../../kernel/clock.ts';
import { elapsed, instant } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { BreakRow } from './answers.ts';
import { RowChip } from './kind-chip.tsx';
import { underWho, valueIn, whoIn } from './said.ts';

const say = words.breaks;

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part.slice(0, 1))
    .join('')
    .slice(0, 2)
    .toUpperCase();

const isOverdue = (dueAt: string | null): boolean =>
  dueAt !== null && Date.parse(dueAt) < systemClock.now().getTime();

interface RowProps {
  readonly row: BreakRow;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  readonly to: string;
  readonly replace: boolean;
  choose(chosen: boolean): void;
  /** It was open already: the person wants to read it. */
  again(): void;
}

/** One line of the queue: whose it is, what does not agree, how much, since when, and who follows it. */
export function BreakLine(props: RowProps) {
  const { row, isOpen, isChosen, to, replace, choose, again } = props;
  const under = underWho(row);
  return (
    <li className={isOpen ? 'break-line open' : 'break-line'}>
      <input
        type="checkbox"
        checked={isChosen}
        aria-label={say.choose(whoIn(row), valueIn(row))}
        onChange={({ target }) => choose(target.checked)}
      />
      <Link
        className="row-link break-link"
        to={to}
        replace={replace}
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => {
          if (isOpen) again();
        }}
      >
        <span className="who">
          <span className="who-name">{whoIn(row)}</span>
          <span className="break-what">
            <RowChip row={row} />
            {under ? <span className="muted">{under}</span> : null}
          </span>
        </span>
        <span className="break-money">
          <Amount value={row.value} />
          <span className={isOverdue(row.dueAt) ? 'late-text' : 'muted'} title={instant(row.since)}>
            {elapsed(row.since)}
            {isOverdue(row.dueAt) ? ` · ${say.own.overdue}` : null}
          </span>
        </span>
        <span className="initials" title={row.assignee?.name}>
          {row.assignee ? (
            <>
              <span aria-hidden="true">{initials(row.assignee.name)}</span>
              <span className="visually-hidden">{say.own.assigned(row.assignee.name)}</span>
            </>
          ) : null}
        </span>
      </Link>
    </li>
  );
}
