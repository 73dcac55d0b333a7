import React from 'react';
import { words } from '../kit/page-data.ts';
import { Empty, Failed, Skeleton } from '../kit/states.tsx';
import type { BreakRow } from './answers.ts';
import type { BreakQuery } from './break-query.ts';
import { BreakLine } from './break-row.tsx';
import { checkedText } from './said.ts';
import type { Queue } from './use-queue.ts';

const say = words.breaks;

interface ListProps {
  readonly queue: Queue;
  readonly query: BreakQuery;
  readonly selected: string | null;
  readonly wide: boolean;
  /** When breaks were last looked for; null: never. */
  readonly checkedAt: string | null;
  has(id: string): boolean;
  choose(row: BreakRow, chosen: boolean): void;
  again(): void;
}

/** Why there is nothing, and what would put something there. */
function Nothing({ query, checkedAt }: Pick<ListProps, 'query' | 'checkedAt'>) {
  if (query.filtered) return <Empty title={say.empty.filtered} hint={say.empty.filteredHint} />;
  if (query.state === 'open') {
    return checkedAt ? (
      <Empty title={say.empty.open} hint={`${say.empty.openHint} ${checkedText(checkedAt)}`} />
    ) : (
      <Empty title={say.neverChecked} hint={say.neverCheckedHint} />
    );
  }
  return <Empty title={say.empty[query.state]} hint={say.empty[`${query.state}Hint`]} />;
}

/** The queue, forty pixels a row. */
export function BreakList(props: ListProps) {
  const { queue, query, selected, wide, checkedAt, has, choose, again } = props;
  const { rows, ready, failure, loading, hasMore, more, reload } = queue;
  if (failure) return <Failed failure={failure} retry={reload} />;
  if (!ready) return <Skeleton rows={10} />;
  if (rows.length === 0) return <Nothing query={query} checkedAt={checkedAt} />;
  return (
    <div className={loading ? 'break-list busy' : 'break-list'} aria-busy={loading}>
      <ul aria-label={say.list}>
        {rows.map((row) => (
          <BreakLine
            key={row.id}
            row={row}
            isOpen={row.id === selected}
            isChosen={has(row.id)}
            to={query.urlOf(row.id)}
            replace={wide}
            choose={(chosen) => choose(row, chosen)}
            again={again}
          />
        ))}
      </ul>
      {hasMore ? (
        <button type="button" className="button button-wide" onClick={more}>
          {say.more}
        </button>
      ) : null}
    </div>
  );
}
