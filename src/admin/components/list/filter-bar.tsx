import React, { type FormEvent, useEffect, useState } from 'react';
import type { FilterControl } from '../../definition.ts';
import { Icon } from '../kit/icon.tsx';
import { type ResourceId, words } from '../kit/page-data.ts';
import { ActiveFilters } from './active-filters.tsx';
import { ControlFields } from './control-fields.tsx';
import type { ListQuery } from './list-query.ts';

interface BarProps {
  readonly id: ResourceId;
  readonly controls: readonly FilterControl[];
  readonly query: ListQuery;
}

/** Above every list: what is looked for first, the other filters one touch away. */
export function FilterBar({ id, controls, query }: BarProps) {
  const [typed, setTyped] = useState(query.filters);
  useEffect(() => setTyped(query.filters), [query.filters]);
  const search = controls.find(({ kind }) => kind === 'search');
  const others = controls.filter(({ kind }) => kind !== 'search' && kind !== 'hidden');
  const change = (name: string, value: string) =>
    setTyped((before) => new Map(before).set(name, value));
  const apply = (event: FormEvent) => {
    event.preventDefault();
    query.setFilters(typed);
  };
  return (
    <search>
      <form className="filters" onSubmit={apply}>
        <div className="filters-main">
          {search ? (
            <label className="search">
              <span className="visually-hidden">{words.list.search}</span>
              <Icon name="search" />
              <input
                type="search"
                maxLength={200}
                placeholder={words.list.searchHint[id]}
                value={typed.get(search.name) ?? ''}
                onChange={({ target }) => change(search.name, target.value)}
              />
            </label>
          ) : null}
          {search ? (
            <button type="submit" className="button search-go">
              <Icon name="search" />
              <span>{words.list.search}</span>
            </button>
          ) : null}
        </div>
        <ActiveFilters controls={controls} query={query} />
        {others.length > 0 ? (
          <details>
            <summary>
              <Icon name="filter" />
              {words.list.filters}
            </summary>
            <div className="filters-more">
              {others.map((control) => (
                <ControlFields key={control.name} control={control} typed={typed} change={change} />
              ))}
              <button type="submit" className="button">
                {words.list.apply}
              </button>
            </div>
          </details>
        ) : null}
      </form>
    </search>
  );
}
