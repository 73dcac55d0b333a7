import React from 'react';
import { instant } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import type { ListMeta } from './answers.ts';

/** How far a rare thing was looked for, and the way further. */
export function SearchedTo({
  meta: { searchedTo, direction, back },
  nothing,
  searching,
  goOn,
}: {
  meta: ListMeta;
  /** Nothing was found yet. */
  nothing: boolean;
  searching: boolean;
  goOn(): void;
}) {
  if (!searchedTo) return null;
  const towardsOlder = (direction === 'desc') !== back;
  const say = towardsOlder ? words.list.searchedBackTo : words.list.searchedUpTo;
  return (
    <div className="row spread searched-to">
      <span className="muted" role="status">
        {nothing ? `${words.list.nothingYet} ` : null}
        {say(instant(searchedTo))}
      </span>
      <button type="button" className="button" disabled={searching} onClick={goOn}>
        {searching ? words.list.searching : words.list.goOn}
      </button>
    </div>
  );
}
