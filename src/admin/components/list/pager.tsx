import React from 'react';
import { Link } from 'react-router-dom';
import { words } from '../kit/page-data.ts';
import type { ListMeta } from './answers.ts';
import type { ListQuery } from './list-query.ts';

/** From page to page, each with an address of its own; nothing where the list is one page. */
export function Pager({ meta, query }: { meta: ListMeta; query: ListQuery }) {
  // Where the search stopped, the way on is to search further.
  const next = meta.searchedTo && !meta.back ? null : meta.next;
  const previous = meta.searchedTo && meta.back ? null : meta.previous;
  if (!next && !meta.previous) return null;
  return (
    <nav className="pager" aria-label={words.list.pages}>
      {meta.previous ? (
        <Link className="button" to={query.urlAt(null)}>
          {words.list.first}
        </Link>
      ) : null}
      {previous ? (
        <Link className="button" rel="prev" to={query.urlAt(previous)}>
          {words.list.previous}
        </Link>
      ) : null}
      {next ? (
        <Link className="button" rel="next" to={query.urlAt(next)}>
          {words.list.next}
        </Link>
      ) : null}
    </nav>
  );
}
