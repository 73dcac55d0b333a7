import { useCallback, useEffect, useState } from 'react';
import { ApiFailure, post } from '../kit/api.ts';
import { useTell } from '../kit/notices.tsx';
import { page, words } from '../kit/page-data.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import type { BreakRow, BreakStory, Decision, ResolutionRow } from './answers.ts';
import { proposedIn } from './break-detail.tsx';
import { useBreakQuery } from './break-query.ts';
import { mainOffer } from './offers.tsx';
import type { BreakFigures } from './queue-answers.ts';
import type { Plan } from './resolve-dialog.tsx';
import { breaksText } from './said.ts';
import { useAnswered } from './use-answered.ts';
import type { Chosen } from './use-bulk.ts';
import { useChosen } from './use-chosen.ts';
import { useMoves } from './use-moves.ts';
import { useQueue } from './use-queue.ts';
import { useWide } from './use-wide.ts';

const EVERY_MS = 30_000;
/** More than these are read again as a list. */
const FEW = 10;

export type Opened =
  | { readonly kind: 'resolve'; readonly row: BreakRow; readonly plan: Plan }
  | {
      readonly kind: 'decide';
      readonly row: BreakRow;
      readonly resolution: ResolutionRow;
      readonly decision: Decision;
    }
  | {
      readonly kind: 'bulk';
      readonly chosen: Chosen;
      readonly decision: Exclude<Decision, 'withdraw'> | null;
    }
  | { readonly kind: 'help' };

/** What the main key opens: the decision about a proposal, or the answer that the break needs. */
function mainAct(story: BreakStory): Opened | null {
  const { row } = story;
  const resolution = proposedIn(story);
  if (resolution)
    return resolution.mayDecide ? { kind: 'decide', row, resolution, decision: 'approve' } : null;
  const plan =
    row.resolvedAt === null && page.session?.role === 'FINANCE' ? mainOffer(story) : null;
  return plan && { kind: 'resolve', row, plan };
}

/** Everything that the page of breaks knows and does: the list, what is open in it, and what happens next. */
export function useWorkbench() {
  const query = useBreakQuery();
  const queue = useQueue(query);
  const wide = useWide();
  const figures = useLoaded<BreakFigures>('/breaks/figures');
  const chosen = useChosen(query, queue);
  const tell = useTell();
  const [opened, setOpened] = useState<Opened | null>(null);
  const selected = query.selected ?? (wide ? (queue.rows[0]?.id ?? null) : null);
  const story = useLoaded<BreakStory>(selected ? `/breaks/${selected}` : null);
  const current = story.data?.row.id === selected ? story.data : null;
  const { move, advance } = useMoves(query, queue, selected);

  const { look } = figures;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) look();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [look]);

  const close = () => setOpened(null);
  const renew = useCallback(
    (id: string) => {
      look();
      return queue.renew(id).catch(() => null);
    },
    [look, queue.renew],
  );
  const answered = useAnswered({ story, advance, renew, close, leave: () => query.select(null) });

  // The key may be faster than the story.
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    if (wanted === null || current === null) return;
    if (wanted === current.row.id) setOpened(mainAct(current));
    setWanted(null);
  }, [wanted, current]);

  const assignToMe = async () => {
    const rows = chosen.chosen?.kind === 'rows' ? chosen.chosen.rows : [];
    const ids = rows.length > 0 ? rows.map(({ id }) => id) : selected ? [selected] : [];
    if (ids.length === 0) return;
    const me = page.session?.id ?? null;
    const isMine = rows.length === 0 && current?.row.assignee?.id === me;
    try {
      await post('/breaks/assign', { breakIds: ids, assigneeId: isMine ? null : me });
    } catch (error) {
      tell({ type: 'error', message: error instanceof ApiFailure ? error.message : String(error) });
      return;
    }
    const said = isMine
      ? words.breaks.own.free
      : words.breakActs.bulk.assigned(breaksText(ids.length));
    tell({ type: 'success', message: said });
    chosen.none();
    if (ids.length > FEW) queue.reload();
    else await Promise.all(ids.map(renew));
    story.look();
  };

  return {
    query,
    queue,
    wide,
    figures,
    chosen,
    story,
    selected,
    opened,
    open: setOpened,
    close,
    move,
    act: () => setWanted(selected),
    assignToMe,
    ...answered,
    /** Something small changed about the open break. */
    touched: () => {
      story.look();
      if (selected) renew(selected);
    },
    /** The person wants to see what is new. */
    refresh: () => {
      queue.reload();
      look();
      if (selected) story.look();
    },
  };
}
