import React from 'react';
import { Link } from 'react-router-dom';
import { groupThousands } from '../../../kernel/money.ts';
import type { Series } from '../charts/types.ts';
import { francs, today as todaysDay } from '../kit/format.ts';
import { listUrl, methodName, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import { duration } from '../statements/figures.ts';
import type { MethodToday } from './answers.ts';
import { axisText, percent, sizeOf } from './axis.ts';
import { useCharts } from './use-charts.ts';

const say = words.dashboard;

const SERIES: readonly Series[] = [
  { id: 'DEPOSIT', name: say.deposits, tone: 'brand' },
  { id: 'WITHDRAWAL', name: say.payouts, tone: 'accent' },
];

const urlOf = ({ method, type }: MethodToday, status: string) =>
  listUrl(
    'Transaction',
    `?${new URLSearchParams({
      'filters.method': method,
      'filters.type': type,
      'filters.status': status,
      'filters.settledAt': todaysDay(),
    })}`,
  );

const HEADS = [say.count, words.fields.amount, say.success, say.failed, say.median, say.p95];

/** A method's day, one way: how much, how surely and how fast. */
const Row = ({ row }: { row: MethodToday }) => {
  const { method, type, amount, completed, failed, medianMs, p95Ms } = row;
  const all = completed + failed;
  return (
    <tr>
      <th scope="row">
        {methodName(method)} <span className="muted">{words.words.type[type]}</span>
      </th>
      <td className="number" data-label={HEADS[0]}>
        <Link to={urlOf(row, 'COMPLETED')}>{groupThousands(String(completed))}</Link>
      </td>
      <td className="number" data-label={HEADS[1]}>
        <Link to={urlOf(row, 'COMPLETED')}>
          <Amount value={amount} sign={type === 'DEPOSIT' ? '+' : '−'} />
        </Link>
      </td>
      <td
        className="number"
        data-label={HEADS[2]}
        title={say.successOf(String(completed), String(all))}
      >
        {percent(completed, all)}
      </td>
      <td className="number" data-label={HEADS[3]}>
        {failed > 0 ? <Link to={urlOf(row, 'FAILED')}>{groupThousands(String(failed))}</Link> : '0'}
      </td>
      <td className="number" data-label={HEADS[4]}>
        {medianMs === null ? words.record.none : duration(medianMs)}
      </td>
      <td className="number" data-label={HEADS[5]}>
        {p95Ms === null ? words.record.none : duration(p95Ms)}
      </td>
    </tr>
  );
};

const Table = ({ today }: { today: readonly MethodToday[] }) => (
  <table className="plain stacked today">
    <thead>
      <tr>
        <th scope="col">{words.fields.method}</th>
        {HEADS.map((head) => (
          <th key={head} scope="col" className="number">
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {today.map((row) => (
        <Row key={`${row.method} ${row.type}`} row={row} />
      ))}
    </tbody>
  </table>
);

/** The volumes beside each other, over the table that says the same. */
function Volumes({ today }: { today: readonly MethodToday[] }) {
  const charts = useCharts();
  const methods = [...new Set(today.map(({ method }) => method))];
  const bars = methods.map((method) => {
    const rows = today.filter((row) => row.method === method);
    return {
      id: method,
      name: methodName(method),
      total: axisText(rows.reduce((sum, { amount }) => sum + sizeOf(amount), 0)),
      segments: rows.map((row) => ({
        series: row.type,
        size: sizeOf(row.amount),
        said: say.ageOf(methodName(method), words.words.type[row.type], francs(row.amount)),
        to: urlOf(row, 'COMPLETED'),
      })),
    };
  });
  return charts ? (
    <charts.StackedBars label={say.volumes} series={SERIES} bars={bars} axis={axisText} />
  ) : null;
}

/** What was settled today, how surely and how fast. `drawn`: with a chart, for the office. */
export const TodayByMethod = (props: { today: readonly MethodToday[]; drawn: boolean }) => {
  const { today, drawn } = props;
  return (
    <section className="card">
      <h2>{say.today}</h2>
      {today.length === 0 ? (
        <p className="muted">{say.todayNone}</p>
      ) : (
        <>
          {drawn ? <Volumes today={today} /> : null}
          <Table today={today} />
        </>
      )}
    </section>
  );
};
