import React, { useRef, useState } from 'react';
import { ExportButtons } from '../export/export-buttons.tsx';
import { words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Empty, NotForYou } from '../kit/states.tsx';
import { AgeStrip } from './age-strip.tsx';
import type { BreakRow } from './answers.ts';
import { BreakDetail, DETAIL_ID } from './break-detail.tsx';
import { BreakFilters, SEARCH_ID } from './break-filters.tsx';
import { BreakList } from './break-list.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { BulkResults } from './bulk-results.tsx';
import { Dialogs } from './dialogs.tsx';
import { KeyHints } from './keys-help.tsx';
import { NOTES_ID } from './notes.tsx';
import { breaksText, sumText } from './said.ts';
import { type ManyAnswer, type Rest, useBulk } from './use-bulk.ts';
import { useKeys } from './use-keys.ts';
import { useOfficers } from './use-officers.ts';
import { mayReconcile } from './use-open-breaks.tsx';
import { useWorkbench } from './use-workbench.ts';
import { Views } from './views.tsx';

export const BreaksPage = () => (mayReconcile ? <Breaks /> : <NotForYou />);

const focusOn = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus();
const readDetail = () => focusOn(`#${DETAIL_ID}`);

/** Every open difference on one page: the list on the left, the one that is read on the right. */
function Breaks() {
  const bench = useWorkbench();
  const { query, queue, wide, figures, chosen, story, selected, opened, open } = bench;
  const officers = useOfficers();
  const [many, setMany] = useState<ManyAnswer | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { run, done } = useBulk();
  const goOn = ({ chosen: all, order, cursor }: Rest) => {
    setRefusal(null);
    run(all, order, cursor).then(
      (answer) => answer && setMany(answer),
      (error: unknown) => setRefusal(error instanceof Error ? error.message : String(error)),
    );
  };
  const known = useRef(new Map<string, BreakRow>());
  for (const row of queue.rows) known.current.set(row.id, row);

  const row = queue.rows.find(({ id }) => id === selected);
  const leave = () => {
    if (chosen.chosen) chosen.none();
    else if (!wide) query.select(null);
  };
  useKeys({
    j: () => bench.move(1),
    k: () => bench.move(-1),
    r: bench.act,
    a: bench.assignToMe,
    n: () => focusOn(`#${NOTES_ID} textarea`),
    x: () => row && chosen.choose(row, !chosen.has(row.id)),
    'shift+x': chosen.all,
    '/': () => focusOn(`#${SEARCH_ID}`),
    '?': () => open({ kind: 'help' }),
    Enter: readDetail,
    Escape: leave,
  });

  const head = (
    <PageHead
      title={words.breaks.title}
      note={
        queue.ready && !many ? (
          <span aria-live="polite">
            {words.breaks.found(
              breaksText(queue.count, queue.isLeast),
              sumText(queue.count, queue.value, queue.isLeast),
            )}
          </span>
        ) : null
      }
    >
      {queue.ready && !many && queue.rows.length > 0 ? (
        <ExportButtons list="Break" query={query.text} total={queue.count} />
      ) : null}
      <button type="button" className="button button-small" onClick={bench.refresh}>
        {words.breaks.refresh}
      </button>
    </PageHead>
  );
  if (many)
    return (
      <>
        {head}
        <BulkResults
          answer={many}
          known={known.current}
          refusal={refusal}
          working={done !== null}
          goOn={goOn}
          back={() => {
            setRefusal(null);
            setMany(null);
            bench.refresh();
          }}
        />
      </>
    );
  const onlyDetail = !wide && query.selected !== null;
  return (
    <>
      {onlyDetail ? null : (
        <>
          {head}
          <Views query={query} figures={figures.data} />
          {figures.data ? <AgeStrip figures={figures.data.byAge} query={query} /> : null}
          <BreakFilters query={query} officers={officers} />
        </>
      )}
      {chosen.chosen && !onlyDetail ? (
        <BulkBar
          chosen={chosen.chosen}
          state={query.state}
          count={queue.count}
          chooseAll={chosen.all}
          chooseNone={chosen.none}
          assign={bench.assignToMe}
          resolve={() =>
            chosen.chosen && open({ kind: 'bulk', chosen: chosen.chosen, decision: null })
          }
          decide={(decision) =>
            chosen.chosen && open({ kind: 'bulk', chosen: chosen.chosen, decision })
          }
        />
      ) : null}
      <div className="breaks">
        {onlyDetail ? null : (
          <div className="breaks-left">
            <BreakList
              queue={queue}
              query={query}
              selected={selected}
              wide={wide}
              checkedAt={figures.data?.checkedAt ?? null}
              has={chosen.has}
              choose={chosen.choose}
              again={readDetail}
            />
            {wide && queue.rows.length > 0 ? (
              <KeyHints open={() => open({ kind: 'help' })} />
            ) : null}
          </div>
        )}
        {wide || onlyDetail ? (
          <div className="breaks-right">
            {onlyDetail ? (
              <button type="button" className="link-button" onClick={() => query.select(null)}>
                {words.breaks.back}
              </button>
            ) : null}
            {selected ? (
              <BreakDetail
                story={story}
                officers={officers}
                plan={(plan) => story.data && open({ kind: 'resolve', row: story.data.row, plan })}
                decide={(resolution, decision) =>
                  story.data && open({ kind: 'decide', row: story.data.row, resolution, decision })
                }
                changed={bench.touched}
              />
            ) : queue.rows.length > 0 ? (
              <Empty title={words.breaks.empty.detail} />
            ) : null}
          </div>
        ) : null}
      </div>
      <Dialogs
        opened={opened}
        bench={bench}
        manyDone={(answer) => {
          bench.close();
          chosen.none();
          setMany(answer);
        }}
      />
    </>
  );
}
