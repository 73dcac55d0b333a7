import React from 'react';
import { Link } from 'react-router-dom';
import { words } from '../kit/page-data.ts';
import type { ListQuery } from './list-query.ts';

export function Pager({
  meta,
  query,
}: {
  meta: { total: number; perPage: number };
  query: ListQuery;
}) {
  const pages = Math.max(1, Math.ceil(meta.total / meta.perPage));
  if (pages === 1) return null;
  const { page } = query;
  return (
    <nav className="pager" aria-label={words.list.page(page, pages)}>
      {page > 1 ? (
        <Link className="button" rel="prev" to={query.urlOfPage(page - 1)}>
          {words.list.previous}
        </Link>
      ) : null}
      <span className="muted">{words.list.page(page, pages)}</span>
      {page < pages ? (
        <Link className="button" rel="next" to={query.urlOfPage(page + 1)}>
          {words.list.next}
        </Link>
      ) : null}
    </nav>
  );
}
