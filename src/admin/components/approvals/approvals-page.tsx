import type { RecordJSON } from 'adminjs';
import React, { useState } from 'react';
import { Corrections } from '../breaks/corrections.tsx';
import { mayReconcile } from '../breaks/use-open-breaks.tsx';
import { listPath } from '../kit/api.ts';
import { francs } from '../kit/format.ts';
import { actionOf, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Empty, Failed, Gone, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { useWatching } from '../kit/use-watching.ts';
import type { DecidedRow, ManyDecision } from './answers.ts';
import { DecideMany } from './decide-many.tsx';
import { Results } from './results.tsx';
import { mayDecideMany, useInbox } from './use-inbox.tsx';
import { WaitingList } from './waiting-list.tsx';
import { WaitingRow } from './waiting-row.tsx';

const SHOWN = 200;
const WAITING = listPath(
  'Transaction',
  `filters.awaiting=yes&perPage=${SHOWN}&sortBy=approvalExpiresAt&direction=asc`,
);

interface WaitingAnswer {
  readonly records: readonly RecordJSON[];
  readonly meta: { readonly total: number };
}

const say = words.approvals;

/** An administrator decides about corrections only. */
export function ApprovalsPage() {
  if (mayDecideMany()) return <Approvals />;
  if (!mayReconcile) return <Gone title={words.states.forbidden} />;
  return (
    <>
      <PageHead title={say.title} />
      <Corrections />
    </>
  );
}

/** What waits for a second person: this one's to decide first, then what others must decide. */
function Approvals() {
  const { inbox, look: count } = useInbox();
  const { data, failure, reload, look } = useLoaded<WaitingAnswer>(WAITING);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [deciding, setDeciding] = useState<ManyDecision | null>(null);
  const [rows, setRows] = useState<readonly DecidedRow[] | null>(null);
  useWatching(look, deciding === null && rows === null);

  const records = data?.records ?? [];
  const mine = records.filter((record) => actionOf(record, 'approve'));
  const others = records.filter((record) => !actionOf(record, 'approve'));
  const head = (
    <PageHead
      title={say.title}
      note={data && !rows ? <span aria-live="polite">{say.waiting(data.meta.total)}</span> : null}
    />
  );
  if (rows)
    return (
      <>
        {head}
        <Results rows={rows} back={() => setRows(null)} />
      </>
    );
  if (deciding)
    return (
      <>
        {head}
        <DecideMany
          decision={deciding}
          records={mine.filter(({ id }) => chosen.has(id))}
          stepUpAbove={inbox?.stepUpAbove ?? null}
          back={() => setDeciding(null)}
          finish={(decided) => {
            setRows(decided);
            setDeciding(null);
            setChosen(new Set());
            reload();
            count();
          }}
        />
      </>
    );
  return (
    <>
      {head}
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!failure && !(data && inbox) ? <Skeleton /> : null}
      {data && inbox && records.length === 0 ? (
        <Empty title={say.empty} hint={say.emptyHint(francs(inbox.approvalAbove))} />
      ) : null}
      {data && data.meta.total > SHOWN ? <p className="muted">{say.firstOnly(SHOWN)}</p> : null}
      {inbox && mine.length > 0 ? (
        <WaitingList
          records={mine}
          chosen={chosen}
          inbox={inbox}
          choose={setChosen}
          decide={setDeciding}
        />
      ) : null}
      {inbox && others.length > 0 ? (
        <section className="waiting-group">
          <h2>{say.others}</h2>
          <p className="muted">{say.othersHint}</p>
          <ul className="waiting-list">
            {others.map((record) => (
              <WaitingRow key={record.id} record={record} stepUpAbove={inbox.stepUpAbove} />
            ))}
          </ul>
        </section>
      ) : null}
      {mayReconcile ? <Corrections /> : null}
    </>
  );
}
