import React, { type FormEvent, useEffect, useState } from 'react';
import type { FilterControl } from '../../definition.ts';
import { Icon } from '../kit/icon.tsx';
import { fieldName, type ResourceId, words } from '../kit/page-data.ts';
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
  const hidden = controls.filter(({ name, kind }) => kind === 'hidden' && query.filters.has(name));
  const used = others.filter(({ name }) =>
    [...query.filters.keys()].some((key) => key.split('~~')[0] === name),
  ).length;
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
          <button type="submit" className="button">
            {search ? words.list.search : words.list.apply}
          </button>
          {query.filters.size > 0 ? (
            <button
              type="button"
              className="link-button"
              onClick={() => query.setFilters(new Map())}
            >
              {words.list.clear}
            </button>
          ) : null}
        </div>
        {hidden.map(({ name }) => (
          <p key={name} className="muted">
            {name === 'age'
              ? `${fieldName(name)} · ${words.words.age[ageOf(query.filters.get(name))]}`
              : words.list.only(fieldName(name))}
          </p>
        ))}
        {others.length > 0 ? (
          <details open={used > 0}>
            <summary>
              <Icon name="filter" />
              {words.list.filters}
              {used > 0 ? ` (${used})` : ''}
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

type Age = keyof typeof words.words.age;

const ageOf = (value: string | undefined): Age =>
  value !== undefined && Object.hasOwn(words.words.age, value) ? (value as Age) : 'older';
