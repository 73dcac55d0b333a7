import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import React from 'react';
import { Link } from 'react-router-dom';
import { Grid, HEIGHT, Legend, MARGIN } from './frame.tsx';
import type { ChartTone, LinesProps, Point } from './types.ts';
import { useWidth } from './use-width.ts';

/** As many days are named as there is room for. */
const ROOM_FOR_A_DAY = 72;

/** A line over days, with dots where another source has a word; each day is a link. */
export function Lines({ label, series, axis, dayText }: LinesProps) {
  const [place, width] = useWidth();
  const [main, ...others] = series;
  if (!main) return null;
  const sizes = series.flatMap(({ points }) => points.map(({ size }) => size));
  const x = scalePoint()
    .domain(main.points.map(({ day }) => day))
    .range([MARGIN.left + 8, Math.max(MARGIN.left + 8, width - MARGIN.right - 8)]);
  const y = scaleLinear()
    .domain([Math.min(0, ...sizes), Math.max(1, ...sizes)])
    .nice(4)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const across = ({ day }: Point) => x(day) ?? 0;
  const draw = line<Point>(across, ({ size }) => y(size));
  const every = Math.max(1, Math.ceil((main.points.length * ROOM_FOR_A_DAY) / Math.max(1, width)));
  const fromEnd = (index: number) => main.points.length - 1 - index;
  return (
    <div className="chart" ref={place}>
      <Legend series={series} />
      {width > 0 ? (
        <svg width={width} height={HEIGHT} aria-label={label}>
          <Grid ticks={y.ticks(4).filter(Number.isInteger)} width={width} place={y} axis={axis} />
          <path className={`chart-line line-${main.tone}`} d={draw([...main.points]) ?? ''} />
          {main.points.map((point, index) => (
            <g key={point.day}>
              {fromEnd(index) % every === 0 ? (
                <text className="chart-name" x={across(point)} y={HEIGHT - 8} textAnchor="middle">
                  {dayText(point.day)}
                </text>
              ) : null}
              <Dot
                point={point}
                x={across(point)}
                y={y(point.size)}
                tone={main.tone}
                radius={2.5}
              />
            </g>
          ))}
          {others.flatMap(({ id, tone, points }) =>
            points.map((point) => (
              <Dot
                key={`${id} ${point.day}`}
                point={point}
                x={across(point)}
                y={y(point.size)}
                tone={tone}
                radius={5}
              />
            )),
          )}
        </svg>
      ) : null}
    </div>
  );
}

interface DotProps {
  readonly point: Point;
  readonly x: number;
  readonly y: number;
  readonly tone: ChartTone;
  readonly radius: number;
}

/** Small to see, larger to hit. */
const Dot = ({ point, x, y, tone, radius }: DotProps) => (
  <Link to={point.to} aria-label={point.said} className="chart-dot">
    <circle className="hit" cx={x} cy={y} r={9} />
    <circle className={`tone-${tone}`} cx={x} cy={y} r={radius} />
    <title>{point.said}</title>
  </Link>
);
