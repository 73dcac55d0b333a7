import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiFailure, post } from '../kit/api.ts';
import { useTell } from '../kit/notices.tsx';
import { page, words } from '../kit/page-data.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import type { BreakFigures, BreakRow, BreakStory, Decision, ResolutionRow } from './answers.ts';
import { proposedIn } from './break-detail.tsx';
import { useBreakQuery } from './break-query.ts';
import type { Decided } from './decide-dialog.tsx';
import { mainOffer } from './offers.tsx';
import type { Plan, Resolved } from './resolve-dialog.tsx';
import { breaksText, verbText, whoIn } from './said.ts';
import type { Chosen } from './use-bulk.ts';
import { useChosen } from './use-chosen.ts';
import { useQueue } from './use-queue.ts';
import { useWide } from './use-wide.ts';

/** So close to the last row that was read, the next ones are fetched. */
const NEAR_THE_END = 8;
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

const focusOpenRow = () =>
  document.querySelector<HTMLElement>('.break-link[aria-current="true"]')?.focus();

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

  const { look } = figures;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) look();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [look]);

  const mayFocus = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row is there once it is the open one.
  useEffect(() => {
    if (mayFocus.current) focusOpenRow();
    mayFocus.current = false;
  }, [selected]);

  const goTo = (row: BreakRow | undefined) => {
    if (!row) return;
    mayFocus.current = true;
    query.select(row.id);
    const left = queue.rows.length - queue.rows.findIndex(({ id }) => id === row.id);
    if (queue.hasMore && left < NEAR_THE_END) queue.more();
  };
  const indexOf = (id: string | null) => queue.rows.findIndex((row) => row.id === id);
  const move = (step: 1 | -1) => goTo(queue.rows[Math.max(0, indexOf(selected) + step)]);

  /** The next one that still needs this person; else the one before. */
  const advance = (from: string) => {
    const at = indexOf(from);
    const waits = ({ proposal }: BreakRow) =>
      query.state === 'proposed' ? proposal?.mayDecide === true : proposal === null;
    const next =
      queue.rows.slice(at + 1).find(waits) ?? queue.rows.slice(0, Math.max(0, at)).find(waits);
    if (next && wide) goTo(next);
    else query.select(null);
  };

  const renew = useCallback(
    async (id: string) => {
      look();
      return queue.renew(id).catch(() => null);
    },
    [look, queue.renew],
  );
  /** Something small changed about the open break. */
  const touched = () => {
    story.look();
    if (selected) renew(selected);
  };

  const resolved = async (row: BreakRow, verb: string, { outcome, detail }: Resolved) => {
    setOpened(null);
    const said = words.breakActs.said[outcome](verb, whoIn(row));
    tell({ type: outcome === 'asked' ? 'info' : 'success', message: said });
    if (outcome !== 'asked') advance(row.id);
    const kept = await renew(row.id);
    if (outcome !== 'asked') return;
    if (kept) story.look();
    else advance(row.id);
    if (detail) tell({ type: 'info', message: answerText(detail) ?? said });
  };
  const decided = async (row: BreakRow, verb: string, outcome: Decided) => {
    setOpened(null);
    tell({ type: 'success', message: words.breakActs.said[outcome](verb, whoIn(row)) });
    if (outcome === 'withdrawn') story.look();
    else advance(row.id);
    await renew(row.id);
  };

  const act = (now: BreakStory) => {
    const proposed = proposedIn(now);
    const { row } = now;
    if (proposed?.mayDecide) {
      setOpened({ kind: 'decide', row, resolution: proposed, decision: 'approve' });
    } else if (!proposed) {
      const offer = mainOffer(now.offers, row.plain);
      if (offer && page.session?.role === 'FINANCE')
        setOpened({ kind: 'resolve', row, plan: offer });
    }
  };
  // The key may be faster than the answer.
  const [wanted, setWanted] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: acts once, as soon as the story is there.
  useEffect(() => {
    if (wanted === null || current === null) return;
    if (wanted === current.row.id) act(current);
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
    close: () => setOpened(null),
    move,
    act: () => setWanted(selected),
    assignToMe,
    touched,
    resolved: (row: BreakRow, plan: Plan, answer: Resolved) =>
      resolved(row, verbText(plan.verb), answer),
    decided: (row: BreakRow, resolution: ResolutionRow, outcome: Decided) =>
      decided(row, verbText(resolution.verb), outcome),
  };
}

/** What GetMiPay said when it was asked again. */
function answerText(code: string): string | null {
  const answers: Readonly<Record<string, string>> = words.gateway.ask.answer;
  return answers[code] ?? null;
}
