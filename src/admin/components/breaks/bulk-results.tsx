import React, { useEffect, useRef } from 'react';
import { sentence } from '../../../kernel/messages.ts';
import { csvOf, download } from '../approvals/csv.ts';
import { Refusal } from '../forms/fields.tsx';
import { today } from '../kit/format.ts';
import { Icon, type IconName } from '../kit/icon.tsx';
import { locale, words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { BreakRow, ManyRow } from './answers.ts';
import { breaksText, kindText, whoIn } from './said.ts';
import { type ManyAnswer, MOST, type Rest } from './use-bulk.ts';

const say = words.breakActs.bulk;
const outcomes = words.breakActs.outcome;

const LOOKS: Readonly<Record<ManyRow['outcome'], readonly [tone: string, icon: IconName]>> = {
  done: ['green', 'check'],
  proposed: ['violet', 'personCheck'],
  asked: ['green', 'check'],
  approved: ['green', 'check'],
  rejected: ['red', 'personCross'],
  refused: ['orange', 'slash'],
  unknown: ['orange', 'question'],
  not_sent: ['grey', 'pause'],
};

const isDone = ({ outcome }: ManyRow): boolean =>
  !['refused', 'unknown', 'not_sent'].includes(outcome);

function messageOf({ outcome, code, details }: ManyRow): string {
  if (outcome === 'unknown' && !code) return say.unknownHint;
  if (outcome === 'not_sent') return say.stopped;
  return code && outcome !== 'asked' ? sentence(locale, code, details ?? {}) : '';
}

function Outcome({ outcome }: { outcome: ManyRow['outcome'] }) {
  const [tone, icon] = LOOKS[outcome];
  return (
    <span className={`chip chip-${tone}`}>
      <Icon name={icon} />
      {outcomes[outcome]}
    </span>
  );
}

interface ResultsProps {
  readonly answer: ManyAnswer;
  /** What was known of the rows before. */
  readonly known: ReadonlyMap<string, BreakRow>;
  /** Why going on was refused. */
  readonly refusal: string | null;
  readonly working: boolean;
  goOn(rest: Rest): void;
  back(): void;
}

/** What became of each break, with the file to keep. */
export function BulkResults(props: ResultsProps) {
  const { answer, known, refusal, working, goOn, back } = props;
  const { results, left, rest } = answer;
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next ones are another page to read.
  useEffect(() => heading.current?.focus(), [answer]);
  const nameOf = ({ breakId, reference }: ManyRow): string => {
    const row = known.get(breakId);
    return row ? whoIn(row) : (reference ?? breakId.slice(0, 8));
  };
  const csv = () =>
    csvOf([
      [
        say.idColumn,
        words.fields.reference,
        words.approvals.member,
        words.fields.kind,
        words.fields.amount,
        say.outcome,
        say.detail,
      ],
      ...results.map((result) => {
        const row = known.get(result.breakId);
        return [
          result.breakId,
          result.reference ?? '',
          row?.memberName ?? '',
          row ? kindText(row.name) : '',
          row?.value ?? '',
          outcomes[result.outcome],
          messageOf(result),
        ];
      }),
    ]);
  return (
    <section className="card results">
      <h2 ref={heading} tabIndex={-1}>
        {say.said(results.filter(isDone).length, results.length)}
      </h2>
      <Refusal text={refusal} />
      {left > 0 ? (
        <div className="notice notice-info row spread">
          <p>{say.left(breaksText(left))}</p>
          {rest ? (
            <button type="button" className="button" disabled={working} onClick={() => goOn(rest)}>
              {working ? words.breakActs.sending : say.goOn(breaksText(Math.min(left, MOST)))}
            </button>
          ) : null}
        </div>
      ) : null}
      <table className="plain" aria-label={say.resultTitle}>
        <thead>
          <tr>
            <th scope="col">{words.approvals.member}</th>
            <th scope="col" className="number">
              {words.fields.amount}
            </th>
            <th scope="col">{say.outcome}</th>
            <th scope="col">{say.detail}</th>
          </tr>
        </thead>
        <tbody>
          {results.map((result) => {
            const row = known.get(result.breakId);
            return (
              <tr key={result.breakId}>
                <th scope="row">{nameOf(result)}</th>
                <td className="number">{row ? <Amount value={row.value} /> : words.record.none}</td>
                <td>
                  <Outcome outcome={result.outcome} />
                </td>
                <td>{messageOf(result)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="row">
        <button type="button" className="button button-main" onClick={back}>
          {say.back}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => download(`${say.file}-${today()}.csv`, csv())}
        >
          {say.csv}
        </button>
      </div>
    </section>
  );
}
