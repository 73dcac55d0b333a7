import React from 'react';
import type { Series } from './types.ts';

export const HEIGHT = 220;
export const MARGIN = { top: 20, right: 8, bottom: 26, left: 56 } as const;

/** Which colour is which, in words. */
export const Legend = ({ series }: { series: readonly Series[] }) => (
  <ul className="legend">
    {series.map(({ id, name, tone }) => (
      <li key={id}>
        <i className={`swatch tone-${tone}`} aria-hidden="true" />
        {name}
      </li>
    ))}
  </ul>
);

interface GridProps {
  readonly ticks: readonly number[];
  readonly width: number;
  place(size: number): number;
  axis(size: number): string;
}

/** Lines to read heights by. The figures themselves are said elsewhere, exactly. */
export const Grid = ({ ticks, width, place, axis }: GridProps) => (
  <g className="chart-grid" aria-hidden>
    {ticks.map((tick) => (
      <g key={tick} transform={`translate(0 ${place(tick)})`}>
        <line x1={MARGIN.left} x2={width - MARGIN.right} />
        <text x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
          {axis(tick)}
        </text>
      </g>
    ))}
  </g>
);
