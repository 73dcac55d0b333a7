import React from 'react';
import { Live } from '../components/live.tsx';
import { OperationRow } from '../components/operation-row.tsx';
import type { HistoryFilter } from '../history-filter.ts';
import type { HistoryCount } from '../history-rows.ts';
import type { Operation } from '../operation.ts';
import type { Viewer } from '../view.ts';
import { ActiveFilter, HistoryFilterForm } from './history-filter-form.tsx';

export interface HistoryProps {
  readonly viewer: Viewer;
  readonly filter: HistoryFilter;
  readonly operations: readonly Operation[];
  /** How many the filter finds; null: nothing is asked for. */
  readonly found: HistoryCount | null;
  readonly nextAfter: string | null;
  readonly isFirstPage: boolean;
  readonly labelOf: (method: string | null) => string | null;
}

/** What happened, newest first: filtered and paged by addresses, so that back and sharing work. */
export const History = (props: HistoryProps) => {
  const { viewer, filter, operations, found, nextAfter, isFirstPage } = props;
  const { words } = viewer;
  const kept = filter.query ? `${filter.query}&` : '';
  return (
    <section aria-labelledby="history">
      <div className="heading">
        <h2 id="history">{words.wallet.history}</h2>
        {operations.length > 0 || filter.query ? (
          <HistoryFilterForm viewer={viewer} filter={filter} />
        ) : null}
      </div>
      <Live name="history">
        <ActiveFilter viewer={viewer} filter={filter} found={found} />
        {operations.length === 0 && !filter.problem ? <Empty {...props} /> : null}
        {operations.length > 0 ? (
          <ul className="operations">
            {operations.map((operation) => (
              <OperationRow
                key={operation.id}
                operation={operation}
                viewer={viewer}
                methodLabel={props.labelOf(operation.method)}
              />
            ))}
          </ul>
        ) : null}
        <p className="paging">
          {isFirstPage ? null : (
            <a href={`/wallet/${filter.query ? `?${filter.query}` : ''}#history`}>
              {words.wallet.newest}
            </a>
          )}
          {nextAfter ? (
            <a href={`/wallet/?${kept}apres=${nextAfter}#history`}>{words.wallet.older}</a>
          ) : null}
        </p>
      </Live>
    </section>
  );
};

const Empty = ({ viewer, filter }: HistoryProps) => {
  const { wallet, filter: words } = viewer.words;
  const asked = filter.query !== '';
  return (
    <div className="empty">
      <strong>{asked ? words.noneTitle : wallet.emptyTitle}</strong>
      <p>{asked ? words.noneText : wallet.emptyText}</p>
      {asked ? (
        <a className="button plain" href="/wallet/#history">
          {words.clear}
        </a>
      ) : null}
    </div>
  );
};
