import type { RecordJSON } from 'adminjs';
import React from 'react';
import { Link, useParams } from 'react-router-dom';
import { ExportButtons } from '../export/export-buttons.tsx';
import { listPath } from '../kit/api.ts';
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
import { Empty, Failed, Gone, NotForYou, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { FilterBar } from './filter-bar.tsx';
import { useListQuery } from './list-query.ts';
import { Pager } from './pager.tsx';
import { RecordsTable } from './records-table.tsx';

interface ListAnswer {
  readonly records: readonly RecordJSON[];
  readonly meta: {
    readonly total: number;
    readonly perPage: number;
    readonly page: number;
    readonly sortBy: string;
    readonly direction: 'asc' | 'desc';
  };
}

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
  const { data, failure, loading, reload } = useLoaded<ListAnswer>(listPath(id, query.text));
  const custom = listCustom(id);
  const create = createText(id);
  const filtered = query.filters.size > 0;
  return (
    <>
      <PageHead
        title={listTitle(id)}
        note={data && !failure ? words.list.found(data.meta.total) : null}
      >
        {data && !failure && data.records.length > 0 ? (
          <ExportButtons list={id} query={query.text} total={data.meta.total} />
        ) : null}
        {create ? (
          <Link className="button button-main" to={`${listUrl(id)}/actions/new`}>
            {create}
          </Link>
        ) : null}
      </PageHead>
      <FilterBar id={id} controls={custom.controls} query={query} />
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!failure && !data ? <Skeleton /> : null}
      {!failure && data ? (
        data.records.length === 0 ? (
          <Empty {...emptyWords(id, filtered)} />
        ) : (
          <div aria-busy={loading} className={loading ? 'busy' : undefined}>
            <RecordsTable
              id={id}
              columns={custom.columns}
              records={data.records}
              meta={data.meta}
              query={query}
            />
            <Pager meta={data.meta} query={query} />
          </div>
        )
      ) : null}
    </>
  );
}
