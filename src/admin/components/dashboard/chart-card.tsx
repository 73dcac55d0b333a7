import React, { type ReactNode } from 'react';
import { words } from '../kit/page-data.ts';

interface ChartCardProps {
  readonly title: string;
  readonly hint?: string;
  /** Beside the title: what the chart shows of two things. */
  readonly choice?: ReactNode;
  /** Said instead of both, where there is nothing to draw. */
  readonly empty?: string | null;
  readonly chart: ReactNode;
  /** The same figures, exactly, and for who does not see the chart. */
  readonly table: ReactNode;
}

/** A chart under its title, and the same as a table one touch away. */
export const ChartCard = ({ title, hint, choice, empty, chart, table }: ChartCardProps) => (
  <section className="card chart-card">
    <div className="row spread">
      <h2>{title}</h2>
      {empty ? null : choice}
    </div>
    {empty ? (
      <p className="muted">{empty}</p>
    ) : (
      <>
        {chart}
        {hint ? <p className="muted">{hint}</p> : null}
        <details>
          <summary>{words.dashboard.asTable}</summary>
          {table}
        </details>
      </>
    )}
  </section>
);
