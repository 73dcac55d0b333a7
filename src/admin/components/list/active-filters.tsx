import React from 'react';
import type { FilterControl } from '../../definition.ts';
import { francs, plainDay } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { fieldName, methodName, word, words } from '../kit/page-data.ts';
import type { ListQuery } from './list-query.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** What a filter's value is called: `PENDING` → "En attente", `2026-11-02` → "2 nov. 2026", an id → "une seule fiche". */
function valueText(value: string, control: FilterControl | undefined, name: string): string {
  if (UUID.test(value)) return words.list.oneRecord;
  if (control?.kind === 'amounts' && /^\d+$/.test(value)) return francs(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return plainDay(value);
  if (control?.words === 'method') return methodName(value);
  return word(control?.words ?? name, value);
}

function textOf(key: string, value: string, controls: readonly FilterControl[]): string {
  const [name = '', end] = key.split('~~');
  const text = valueText(
    value,
    controls.find((control) => control.name === name),
    name,
  );
  const said =
    end === 'from' ? words.list.sinceDay(text) : end === 'to' ? words.list.untilDay(text) : text;
  return words.list.active(fieldName(name), said);
}

/** The filters in force, each taken off by one touch: what is not shown is never a mystery. */
export function ActiveFilters({
  controls,
  query,
}: {
  controls: readonly FilterControl[];
  query: ListQuery;
}) {
  const search = controls.find(({ kind }) => kind === 'search')?.name;
  const active = [...query.filters].filter(([key]) => key !== search);
  if (query.filters.size === 0) return null;
  return (
    <ul className="row active-filters">
      {active.map(([key, value]) => {
        const text = textOf(key, value, controls);
        return (
          <li key={key}>
            <button
              type="button"
              className="chip chip-grey chip-button"
              aria-label={words.list.remove(text)}
              onClick={() =>
                query.setFilters(new Map([...query.filters].filter(([other]) => other !== key)))
              }
            >
              {text}
              <Icon name="cross" />
            </button>
          </li>
        );
      })}
      <li>
        <button type="button" className="link-button" onClick={() => query.setFilters(new Map())}>
          {words.list.clear}
        </button>
      </li>
    </ul>
  );
}
