import React, { type FormEvent, useEffect, useState } from 'react';
import { francs, typedFrancs } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { words } from '../kit/page-data.ts';
import type { BreakQuery, FilterName } from './break-query.ts';
import { FilterFields, valueText } from './filter-fields.tsx';
import type { Officer } from './queue-answers.ts';
import { kindText } from './said.ts';

const say = words.breaks;
export const SEARCH_ID = 'break-search';
const SHORTEST = 3;

interface FiltersProps {
  readonly query: BreakQuery;
  readonly officers: readonly Officer[];
}

function textOf(name: FilterName, values: readonly string[], officers: readonly Officer[]): string {
  const said = values.map((value) => {
    if (name === 'kind') return kindText(value);
    if (name === 'min') return /^\d+$/.test(value) ? francs(value) : value;
    return valueText(name, value, officers);
  });
  return words.list.active(say.filter[name], said.join(', '));
}

/** The filters in force, each taken off by one touch. */
function Active({ query, officers }: FiltersProps) {
  const names = (Object.keys(query.filter) as FilterName[]).filter(
    (name) => name !== 'state' && query.filter[name].length > 0,
  );
  if (names.length === 0) return null;
  return (
    <ul className="row active-filters">
      {names.map((name) => {
        const text = textOf(name, query.filter[name], officers);
        return (
          <li key={name}>
            <button
              type="button"
              className="chip chip-grey chip-button"
              aria-label={words.list.remove(text)}
              onClick={() => query.change({ [name]: [] })}
            >
              {text}
              <Icon name="cross" />
            </button>
          </li>
        );
      })}
      <li>
        <button
          type="button"
          className="link-button"
          onClick={() => query.open(new URLSearchParams({ state: query.state }).toString())}
        >
          {words.list.clear}
        </button>
      </li>
    </ul>
  );
}

/** What is looked for first, the other filters one touch away; all of it stands in the address. */
export function BreakFilters({ query, officers }: FiltersProps) {
  const [typed, setTyped] = useState(query.filter);
  useEffect(() => setTyped(query.filter), [query.filter]);
  const search = typed.q[0] ?? '';
  const isShort = search.trim() !== '' && search.trim().length < SHORTEST;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (isShort) return;
    const min = typedFrancs(typed.min[0] ?? '');
    query.change({ ...typed, q: search.trim() ? [search.trim()] : [], min: min ? [min] : [] });
  };
  return (
    <search>
      <form className="filters" onSubmit={apply}>
        <div className="filters-main">
          <label className="search">
            <span className="visually-hidden">{words.list.search}</span>
            <Icon name="search" />
            <input
              id={SEARCH_ID}
              type="search"
              maxLength={200}
              placeholder={say.searchHint}
              aria-describedby={isShort ? `${SEARCH_ID}-short` : undefined}
              value={search}
              onChange={({ target }) => setTyped({ ...typed, q: [target.value] })}
            />
          </label>
          <button type="submit" className="button search-go">
            <Icon name="search" />
            <span>{words.list.search}</span>
          </button>
          <label className="sort-choice">
            <span className="visually-hidden">{say.sort}</span>
            <select
              value={query.sort}
              onChange={({ target }) => query.setSort(target.value as BreakQuery['sort'])}
            >
              {Object.entries(say.sorts).map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        </div>
        {isShort ? (
          <p className="hint" id={`${SEARCH_ID}-short`} role="status">
            {say.searchShort}
          </p>
        ) : null}
        <Active query={query} officers={officers} />
        <details>
          <summary>
            <Icon name="filter" />
            {words.list.filters}
          </summary>
          <div className="filters-more">
            <FilterFields
              typed={typed}
              officers={officers}
              change={(name, values) => setTyped({ ...typed, [name]: values })}
            />
            <button type="submit" className="button">
              {words.list.apply}
            </button>
          </div>
        </details>
      </form>
    </search>
  );
}
