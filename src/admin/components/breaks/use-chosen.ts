import { useCallback, useEffect, useMemo, useState } from 'react';
import { get } from '../kit/api.ts';
import type { BreakRow } from './answers.ts';
import type { BreakQuery } from './break-query.ts';
import type { BreaksAnswer } from './queue-answers.ts';
import { type Chosen, MOST } from './use-bulk.ts';
import type { Queue } from './use-queue.ts';

const AT_A_TIME = 100;

/** Proposals that this person may decide about: approving takes each by its id, not by a filter. */
async function decidable(query: string): Promise<readonly BreakRow[]> {
  const rows: BreakRow[] = [];
  let next: string | null = '';
  while (next !== null && rows.length < MOST) {
    const at: string = next ? `&cursor=${encodeURIComponent(next)}` : '';
    const answer: BreaksAnswer = await get(`/breaks?limit=${AT_A_TIME}&${query}${at}`);
    rows.push(...answer.rows);
    next = answer.next;
  }
  return rows.filter(({ proposal }) => proposal?.mayDecide).slice(0, MOST);
}

/** What is ticked: rows by name, or whatever matches the filter. */
export function useChosen(query: BreakQuery, queue: Queue) {
  const [ids, setIds] = useState<ReadonlyMap<string, BreakRow>>(new Map());
  const [isAll, setIsAll] = useState(false);
  const none = useCallback(() => {
    setIds(new Map());
    setIsAll(false);
  }, []);
  const { text, state } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter means other breaks.
  useEffect(none, [text]);
  const choose = (row: BreakRow, on: boolean) => {
    const next = new Map(ids);
    if (on) next.set(row.id, row);
    else next.delete(row.id);
    setIsAll(false);
    setIds(next);
  };
  const all = async () => {
    if (state === 'proposed') {
      setIds(new Map((await decidable(text)).map((row) => [row.id, row])));
    } else if (state === 'open') setIsAll(true);
  };
  const { count, value } = queue;
  const chosen = useMemo((): Chosen | null => {
    if (isAll) return { kind: 'all', query: text, count, value };
    return ids.size > 0 ? { kind: 'rows', rows: [...ids.values()] } : null;
  }, [isAll, ids, text, count, value]);
  return { chosen, has: (id: string) => isAll || ids.has(id), choose, all, none };
}
