import { scaleBand, scaleLinear } from 'd3-scale';
import React from 'react';
import { Link } from 'react-router-dom';
import { Grid, HEIGHT, Legend, MARGIN } from './frame.tsx';
import type { Bar, Segment, Series, StackedBarsProps } from './types.ts';
import { useWidth } from './use-width.ts';

const WIDEST_BAR = 84;
/** A name of two words stands on two lines where the bars are closer than this. */
const ROOM_FOR_A_NAME = 104;
const LINE = 13;
/** What there is at all can be seen and hit. */
const LOWEST_PART = 4;

interface Part extends Segment {
  readonly tone: string;
  readonly y: number;
  readonly height: number;
}

/** The parts from the bottom up, none lower than can be seen. */
function partsOf(bar: Bar, series: readonly Series[], y: (size: number) => number): Part[] {
  let top = y(0);
  return series.flatMap(({ id, tone }) => {
    const segment = bar.segments.find((one) => one.series === id && one.size > 0);
    if (!segment) return [];
    const height = Math.max(LOWEST_PART, y(0) - y(segment.size));
    top -= height;
    return [{ ...segment, tone, y: top, height }];
  });
}

/** One bar for each thing, its parts one on another; each part is a link to the list behind it. */
export function StackedBars({ label, series, bars, axis }: StackedBarsProps) {
  const [place, width] = useWidth();
  const most = Math.max(
    1,
    ...bars.map(({ segments }) => segments.reduce((sum, one) => sum + one.size, 0)),
  );
  const x = scaleBand()
    .domain(bars.map(({ id }) => id))
    .range([MARGIN.left, Math.max(MARGIN.left, width - MARGIN.right)])
    .padding(0.28);
  const y = scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const ticks = y.ticks(4).filter(Number.isInteger);
  const folded = bars.some(({ name }) => name.length > 9) && x.step() < ROOM_FOR_A_NAME;
  const thick = Math.min(WIDEST_BAR, x.bandwidth());
  return (
    <div className="chart" ref={place}>
      <Legend series={series} />
      {width > 0 ? (
        <svg width={width} height={HEIGHT + (folded ? LINE : 0)} aria-label={label}>
          <Grid ticks={ticks} width={width} place={y} axis={axis} />
          {bars.map((bar) => {
            const middle = (x(bar.id) ?? 0) + x.bandwidth() / 2;
            const parts = partsOf(bar, series, y);
            const top = Math.min(y(0), ...parts.map((part) => part.y));
            return (
              <g key={bar.id}>
                <text className="chart-name" textAnchor="middle">
                  {(folded ? bar.name.split(' ') : [bar.name]).map((line, index) => (
                    <tspan key={line} x={middle} y={HEIGHT - MARGIN.bottom + 18 + index * LINE}>
                      {line}
                    </tspan>
                  ))}
                </text>
                {parts.length > 0 ? (
                  <text className="chart-total" x={middle} y={top - 6} textAnchor="middle">
                    {bar.total}
                  </text>
                ) : null}
                {parts.map((part) => (
                  <Link key={part.series} to={part.to} aria-label={part.said}>
                    <rect
                      className={`tone-${part.tone}`}
                      x={middle - thick / 2}
                      y={part.y}
                      width={thick}
                      height={part.height}
                      rx={3}
                    >
                      <title>{part.said}</title>
                    </rect>
                  </Link>
                ))}
              </g>
            );
          })}
        </svg>
      ) : null}
    </div>
  );
}
