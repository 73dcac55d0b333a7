import React from 'react';
import { Link } from 'react-router-dom';
import { word, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { Flow } from './answers.ts';
import type { BreakQuery } from './break-query.ts';
import type { AgeFigure } from './queue-answers.ts';
import { countText, flowText } from './said.ts';

const AGES = Object.keys(words.words.age);
const FLOWS: readonly Flow[] = ['deposit', 'payout', null];

/** How alarming an age is, read from left to right. */
const TONES = ['calm', 'calm', 'late', 'old', 'old'];

interface CellProps {
  readonly figure: AgeFigure | undefined;
  readonly flow: Flow;
  readonly age: string;
  readonly tone: string;
  readonly query: BreakQuery;
}

function Cell({ figure, flow, age, tone, query }: CellProps) {
  if (!figure || figure.count === 0) return <span className="age-none">0</span>;
  const { filter } = query;
  const isOn = filter.age[0] === age && (flow === null || filter.flow[0] === flow);
  const search = new URLSearchParams(query.text);
  search.delete('age');
  search.delete('flow');
  // The figures count what is open.
  if (query.state === 'resolved') search.delete('state');
  if (!isOn) {
    search.set('age', age);
    if (flow) search.set('flow', flow);
  }
  return (
    <Link
      className={`age-cell age-${tone}`}
      to={`?${search}`}
      aria-current={isOn ? 'true' : undefined}
    >
      <strong>{countText(figure.count)}</strong>
      <Amount value={figure.value} />
      <span className="visually-hidden">
        {words.breaks.ageCell(flowText(flow), word('age', age))}
      </span>
    </Link>
  );
}

/** Open breaks by age, deposits apart from payouts: each figure filters the list by itself. */
export function AgeStrip({ figures, query }: { figures: readonly AgeFigure[]; query: BreakQuery }) {
  const shown = FLOWS.filter((flow) => flow !== null || figures.some((one) => one.flow === null));
  return (
    <table className="age-strip">
      <caption className="visually-hidden">{words.breaks.ages}</caption>
      <thead>
        <tr>
          <td />
          {AGES.map((age) => (
            <th key={age} scope="col">
              {word('age', age)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((flow) => (
          <tr key={flow ?? 'other'}>
            <th scope="row">{flowText(flow)}</th>
            {AGES.map((age, index) => (
              <td key={age}>
                <Cell
                  figure={figures.find((one) => one.flow === flow && one.ageBucket === age)}
                  flow={flow}
                  age={age}
                  tone={TONES[index] ?? 'calm'}
                  query={query}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
