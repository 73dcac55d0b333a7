import React from 'react';
import { startOfDay } from '../../kernel/time.ts';
import { Field } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { Select } from '../components/select.tsx';
import { formatDay } from '../components/when.tsx';
import type { HistoryFilter } from '../history-filter.ts';
import type { HistoryCount } from '../history-rows.ts';
import type { Viewer } from '../view.ts';

interface FilterProps {
  readonly viewer: Viewer;
  readonly filter: HistoryFilter;
}

/** What to look for in the history: an ordinary form, its state in the address. */
export const HistoryFilterForm = ({ viewer, filter }: FilterProps) => {
  const words = viewer.words.filter;
  const { problem } = filter;
  const errorOf = (field: string) => (problem?.field === field ? problem.sentence : undefined);
  return (
    <details className="filter" open={problem !== null}>
      <summary>
        <Icon name="filter" />
        {words.title}
      </summary>
      <form method="get" action="/wallet/#history" className="card">
        <Select name="type" label={words.kind} options={words.kinds} chosen={filter.kind} />
        <Select
          name="statut"
          label={words.standing}
          options={words.standings}
          chosen={filter.standing}
        />
        <div className="pair">
          <Field
            name="du"
            type="date"
            label={words.from}
            error={errorOf('du')}
            defaultValue={filter.from}
          />
          <Field
            name="au"
            type="date"
            label={words.to}
            error={errorOf('au')}
            defaultValue={filter.to}
          />
        </div>
        <button type="submit" className="button">
          {words.submit}
        </button>
      </form>
    </details>
  );
};

/** What is being looked for, and the way back to everything; nothing where nothing is asked. */
export const ActiveFilter = (props: FilterProps & { readonly found: HistoryCount | null }) => {
  const { viewer, filter, found } = props;
  if (filter.query === '') return null;
  const words = viewer.words.filter;
  const asked = filter.problem ? [] : partsOf(filter, viewer);
  return (
    <p className="asked">
      <span>
        {found === null ? null : <strong>{countWords(found, words)}</strong>}
        {asked.map((part) => ` · ${part}`)}
      </span>
      <a href="/wallet/#history">{words.clear}</a>
    </p>
  );
};

const countWords = ({ count, isLeast }: HistoryCount, words: Viewer['words']['filter']): string =>
  isLeast ? words.foundLeast(count) : words.found(count);

function partsOf({ kind, standing, from, to }: HistoryFilter, viewer: Viewer): string[] {
  const words = viewer.words.filter;
  const day = (text: string) =>
    formatDay(startOfDay(text, viewer.zone, ''), viewer.zone, viewer.locale);
  return [
    kind && words.kinds[kind],
    standing && words.standings[standing],
    from && words.since(day(from)),
    to && words.until(day(to)),
  ].filter(Boolean);
}
