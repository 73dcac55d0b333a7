import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { checkedText, noneText } from '../breaks/said.ts';
import type { Series } from '../charts/types.ts';
import { francs } from '../kit/format.ts';
import { root, word, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { BreaksOfAge } from './answers.ts';
import { axisText, sizeOf } from './axis.ts';
import { ChartCard } from './chart-card.tsx';
import { useCharts } from './use-charts.ts';

const say = words.dashboard;
const AGES = Object.keys(words.words.age);
const SERIES: readonly Series[] = [
  { id: 'deposit', name: say.deposits, tone: 'brand' },
  { id: 'payout', name: say.payouts, tone: 'accent' },
  { id: 'other', name: say.otherFlow, tone: 'grey' },
];

type By = 'count' | 'value';

const urlOf = (age: string, flow: string): string =>
  `${root}/breaks?${new URLSearchParams({ age, ...(flow === 'other' ? {} : { flow }) })}`;

const textOf = ({ count, value }: BreaksOfAge): string => `${count} · ${francs(value)}`;

/** What every part of an age makes together. */
function totalOf(rows: readonly BreaksOfAge[], by: By): string {
  if (by === 'count') return String(rows.reduce((sum, { count }) => sum + count, 0));
  return francs(String(rows.reduce((sum, { value }) => sum + BigInt(value), 0n)));
}

const Choice = ({ by, choose }: { by: By; choose(by: By): void }) => (
  <fieldset className="choice">
    <legend className="visually-hidden">{say.drawn}</legend>
    {(['count', 'value'] as const).map((one) => (
      <button key={one} type="button" aria-pressed={by === one} onClick={() => choose(one)}>
        {one === 'count' ? say.byCount : say.byValue}
      </button>
    ))}
  </fieldset>
);

/** Breaks that wait, the old ones to the right: by how many, or by how much is at stake. */
export function BreaksByAge({
  byAge,
  checkedAt,
}: {
  byAge: readonly BreaksOfAge[];
  checkedAt: string | null;
}) {
  const charts = useCharts();
  const [by, setBy] = useState<By>('count');
  const of = (age: string) => byAge.filter(({ ageBucket }) => ageBucket === age);
  const find = (age: string, id: string) => of(age).find(({ flow }) => (flow ?? 'other') === id);
  const series = SERIES.filter(({ id }) => byAge.some(({ flow }) => (flow ?? 'other') === id));
  const bars = AGES.map((age) => ({
    id: age,
    name: words.dashboard.shortAge[age as keyof typeof say.shortAge],
    total: totalOf(of(age), by),
    segments: series.flatMap(({ id, name }) => {
      const row = find(age, id);
      if (!row) return [];
      const said = say.ageOf(word('age', age), name, textOf(row));
      const size = by === 'count' ? row.count : sizeOf(row.value);
      return [{ series: id, size, said, to: urlOf(age, id) }];
    }),
  }));
  return (
    <ChartCard
      title={say.breaksTitle}
      choice={<Choice by={by} choose={setBy} />}
      hint={checkedText(checkedAt)}
      empty={byAge.length === 0 ? noneText(checkedAt) : null}
      chart={
        charts ? (
          <charts.StackedBars label={say.breaksTitle} series={series} bars={bars} axis={axisText} />
        ) : null
      }
      table={
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{words.fields.age}</th>
              {series.map(({ id, name }) => (
                <th key={id} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {AGES.map((age) => (
              <tr key={age}>
                <th scope="row">{word('age', age)}</th>
                {series.map(({ id }) => {
                  const row = find(age, id);
                  return (
                    <td key={id} className="number">
                      {row ? (
                        <Link to={urlOf(age, id)}>
                          {row.count} · <Amount value={row.value} />
                        </Link>
                      ) : (
                        0
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
