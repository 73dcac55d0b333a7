import { useEffect, useRef } from 'react';
import type { BreakRow } from './answers.ts';
import type { BreakQuery } from './break-query.ts';
import type { Queue } from './use-queue.ts';

/** So close to the last row that was read, the next ones are fetched. */
const NEAR_THE_END = 8;

const focusOpenRow = () =>
  document.querySelector<HTMLElement>('.break-link[aria-current="true"]')?.focus();

/** Going from break to break; the row that is open has the focus, so that it is read out. */
export function useMoves(query: BreakQuery, queue: Queue, selected: string | null) {
  const { rows } = queue;
  const mayFocus = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row is there once it is the open one.
  useEffect(() => {
    if (mayFocus.current) focusOpenRow();
    mayFocus.current = false;
  }, [selected]);

  const indexOf = (id: string | null) => rows.findIndex((row) => row.id === id);
  const goTo = (row: BreakRow) => {
    mayFocus.current = true;
    query.select(row.id);
    if (queue.hasMore && rows.length - indexOf(row.id) < NEAR_THE_END) queue.more();
  };
  const waits = ({ proposal }: BreakRow) =>
    query.state === 'proposed' ? proposal?.mayDecide === true : proposal === null;

  return {
    move: (step: 1 | -1) => {
      const row = rows[Math.max(0, indexOf(selected) + step)];
      if (row) goTo(row);
    },
    /** To the next one that still needs this person, else to one before. Answers whether there is one. */
    advance: (from: string): boolean => {
      const at = indexOf(from);
      const before = rows.slice(0, Math.max(0, at));
      const next = rows.slice(at + 1).find(waits) ?? before.find(waits);
      if (next) goTo(next);
      return next !== undefined;
    },
  };
}
