import React, { type ReactNode } from 'react';
import { Link } from 'react-router-dom';

interface FigureProps {
  readonly title: string;
  readonly value: ReactNode;
  readonly to?: string;
  readonly note?: string | undefined;
  readonly alarming?: boolean;
}

/** One number, and the list behind it one touch away. */
export function Figure({ title, value, to, note, alarming = false }: FigureProps) {
  const inside = (
    <>
      <span className="figure-title">{title}</span>
      <span className="figure-value">{value}</span>
      {note ? <span className="figure-note">{note}</span> : null}
    </>
  );
  const className = alarming ? 'figure figure-alarming' : 'figure';
  return to ? (
    <Link className={className} to={to}>
      {inside}
    </Link>
  ) : (
    <div className={className}>{inside}</div>
  );
}
