import React from 'react';
import { instant } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';

/** How far a rare thing was looked for, and the way further. */
export function SearchedTo({
  to,
  searching,
  goOn,
}: {
  to: string;
  searching: boolean;
  goOn(): void;
}) {
  return (
    <div className="row spread searched-to">
      <span className="muted" role="status">
        {words.list.searchedTo(instant(to))}
      </span>
      <button type="button" className="button" disabled={searching} onClick={goOn}>
        {searching ? words.list.searching : words.list.goOn}
      </button>
    </div>
  );
}
