import React from 'react';
import { Link } from 'react-router-dom';
import { francs, plainDay } from '../kit/format.ts';
import { locale, root, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { FloatDay } from './answers.ts';
import { axisText, sizeOf } from './axis.ts';
import { ChartCard } from './chart-card.tsx';
import { useCharts } from './use-charts.ts';

const say = words.dashboard;
const urlOf = (day: string): string => `${root}/proof?day=${day}`;
const shortDay = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
});

/** What our books have at the gateway, day by day, and what it said itself. */
export function FloatCard({ days }: { days: readonly FloatDay[] }) {
  const charts = useCharts();
  const pointsOf = (name: string, read: (day: FloatDay) => string | null) =>
    days.flatMap((one) => {
      const amount = read(one);
      if (amount === null) return [];
      const said = say.floatOf(plainDay(one.day), name, francs(amount));
      return [{ day: one.day, size: sizeOf(amount), said, to: urlOf(one.day) }];
    });
  const told = pointsOf(say.floatProof, (one) => one.told);
  const series = [
    {
      id: 'ours',
      name: say.floatOurs,
      tone: 'brand' as const,
      points: pointsOf(say.floatOurs, ({ float }) => float),
    },
    ...(told.length > 0
      ? [{ id: 'told', name: say.floatProof, tone: 'accent' as const, points: told }]
      : []),
  ];
  return (
    <ChartCard
      title={say.float}
      hint={say.floatHint}
      chart={
        charts ? (
          <charts.Lines
            label={say.float}
            series={series}
            axis={axisText}
            dayText={(day) => shortDay.format(Date.parse(day))}
          />
        ) : null
      }
      table={
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say.day}</th>
              <th scope="col" className="number">
                {say.floatOurs}
              </th>
              <th scope="col" className="number">
                {say.floatProof}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map(({ day, float, told: balance }) => (
              <tr key={day}>
                <th scope="row">
                  <Link to={urlOf(day)}>{plainDay(day)}</Link>
                </th>
                <td className="number">
                  <Amount value={float} />
                </td>
                <td className="number">
                  <Amount value={balance} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
