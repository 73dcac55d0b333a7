import React from 'react';
import { Link } from 'react-router-dom';
import type { Series } from '../charts/types.ts';
import { methodName, root, words } from '../kit/page-data.ts';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { useRefresh } from '../kit/use-refresh.ts';
import { count, duration } from '../statements/figures.ts';
import type { Delays } from './answers.ts';
import { ChartCard } from './chart-card.tsx';
import { useCharts } from './use-charts.ts';

const say = words.dashboard;
const DAYS = '7';
const EVERY_MS = 120_000;
const PATH = `/statements/deliveries?days=${DAYS}`;
const BEHIND = `${root}/statements/deliveries?days=${DAYS}`;

const SERIES: readonly Series[] = [
  { id: 'median', name: say.median, tone: 'brand' },
  { id: 'p95', name: say.p95, tone: 'accent' },
];

/** So that the axis has whole seconds, minutes or hours. */
const unitFor = (ms: number): number =>
  [3_600_000, 60_000, 1_000].find((unit) => ms >= 2 * unit) ?? 1;

/** How long the gateway's messages take, in a request of its own: the dashboard does not wait for it. */
export function DelayCard() {
  const charts = useCharts();
  const { data, failure, reload, look } = useLoaded<Delays>(PATH);
  useRefresh(look, EVERY_MS);
  if (failure) return <Failed failure={failure} retry={reload} />;
  if (!data) return <Skeleton rows={2} />;
  const unit = unitFor(Math.max(0, ...data.delays.map(({ p95Ms }) => p95Ms)));
  const bars = data.delays.map(({ method, p50Ms, p95Ms }) => ({
    id: method,
    name: methodName(method),
    total: duration(p95Ms),
    segments: [
      { series: 'median', size: p50Ms / unit, text: duration(p50Ms) },
      { series: 'p95', size: (p95Ms - p50Ms) / unit, text: duration(p95Ms) },
    ].map(({ text, ...one }, index) => ({
      ...one,
      said: say.ageOf(methodName(method), SERIES[index]?.name ?? '', text),
      to: BEHIND,
    })),
  }));
  return (
    <ChartCard
      title={say.delay}
      hint={say.delayHint}
      empty={bars.length === 0 ? say.delayNone : null}
      chart={
        charts ? (
          <charts.StackedBars
            label={say.delay}
            series={SERIES}
            bars={bars}
            axis={(size) => duration(size * unit)}
          />
        ) : null
      }
      table={
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{words.fields.method}</th>
              {[say.messages, say.median, say.p95].map((name) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.delays.map((one) => (
              <tr key={one.method}>
                <th scope="row">
                  <Link to={BEHIND}>{methodName(one.method)}</Link>
                </th>
                <td className="number">{count(one.count)}</td>
                <td className="number">{duration(one.p50Ms)}</td>
                <td className="number">{duration(one.p95Ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
