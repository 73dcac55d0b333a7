import React, { useEffect } from 'react';
import { Link, useNavigationType, useParams } from 'react-router-dom';
import { ExportButtons } from '../export/export-buttons.tsx';
import {
  createText,
  isResource,
  listCustom,
  listTitle,
  listUrl,
  mayOpen,
  page,
  type ResourceId,
  words,
} from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Empty, Gone, NotForYou, Skeleton } from '../kit/states.tsx';
import { countText } from './count-text.ts';
import { FilterBar } from './filter-bar.tsx';
import { useListQuery } from './list-query.ts';
import { Pager } from './pager.tsx';
import { RecordsTable } from './records-table.tsx';
import { Refused } from './refused.tsx';
import { SearchedTo } from './searched-to.tsx';
import { usePages } from './use-pages.ts';

/** Why there is nothing, and what would put something there. */
function emptyWords(id: ResourceId, filtered: boolean): { title: string; hint?: string } {
  if (filtered) return { title: words.list.noMatch, hint: words.list.noMatchHint };
  const withoutTontine = page.session?.role === 'TREASURER' && page.session.tontine === null;
  return withoutTontine
    ? { title: words.acting.none, hint: words.acting.noneHint }
    : { title: words.list.empty, hint: words.list.emptyHint[id] };
}

export function ListRoute() {
  const id = useParams()['resourceId'] ?? '';
  if (!isResource(id)) return <Gone title={words.states.pageNotFound} />;
  if (!mayOpen(id)) return <NotForYou />;
  return <ListPage key={id} id={id} />;
}

function ListPage({ id }: { id: ResourceId }) {
  const query = useListQuery();
  const { records, meta, failure, loading, searching, reload, goOn } = usePages(id, query.text);
  const custom = listCustom(id);
  const create = createText(id);
  const filtered = query.filters.size > 0;
  const isShown = meta !== null && !failure;
  const further = meta ? (
    <SearchedTo meta={meta} nothing={records.length === 0} searching={searching} goOn={goOn} />
  ) : null;
  const how = useNavigationType();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page of the list begins at its top; one that was gone back to stays where it was.
  useEffect(() => {
    if (how !== 'POP') window.scrollTo(0, 0);
  }, [query.text]);
  return (
    <>
      <PageHead title={listTitle(id)} note={isShown ? countText(meta) : null}>
        {isShown && records.length > 0 ? (
          <ExportButtons
            list={id}
            query={query.text}
            total={meta.totalIs === 'exact' ? meta.total : null}
          />
        ) : null}
        {create ? (
          <Link className="button button-main" to={`${listUrl(id)}/actions/new`}>
            {create}
          </Link>
        ) : null}
      </PageHead>
      <FilterBar id={id} controls={custom.controls} query={query} />
      {failure ? <Refused failure={failure} query={query} retry={reload} /> : null}
      {!failure && !meta ? <Skeleton /> : null}
      {isShown ? (
        <div aria-busy={loading || searching} className={loading ? 'busy' : undefined}>
          {meta.back ? further : null}
          {records.length > 0 ? (
            <RecordsTable
              id={id}
              columns={custom.columns}
              records={records}
              meta={meta}
              query={query}
            />
          ) : meta.searchedTo ? null : (
            <Empty {...emptyWords(id, filtered)} />
          )}
          {meta.back ? null : further}
          <Pager meta={meta} query={query} />
        </div>
      ) : null}
    </>
  );
}
