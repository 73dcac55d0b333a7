import { useRef, useState } from 'react';
import { post } from '../kit/api.ts';
import type { BreakRow, Decision, ManyRow, Verb } from './answers.ts';

/** Small enough that the count moves, and that a cut connection leaves little in doubt. */
const AT_A_TIME = 25;

/** As many as one request takes, and as are decided about together. */
export const MOST = 500;

export interface ManyAnswer {
  readonly results: readonly ManyRow[];
  /** How many match the filter beyond what one request takes. */
  readonly left: number;
  /** How to go on with those; null: that was all. */
  readonly rest: Rest | null;
}

/** What one request left: the same order, from behind the last one that it took. */
export interface Rest {
  readonly chosen: Chosen;
  readonly order: Order;
  readonly cursor: string;
}

interface Answered {
  readonly results: readonly ManyRow[];
  readonly left: number;
  readonly next: string | null;
}

/** What is meant by "these": each of them, or whatever matches the filter. */
export type Chosen =
  | { readonly kind: 'rows'; readonly rows: readonly BreakRow[] }
  | {
      readonly kind: 'all';
      readonly query: string;
      readonly count: number;
      readonly value: string;
    };

export type Order =
  | { readonly verb: Verb; readonly reason: string }
  | { readonly decision: Decision; readonly reason: string };

const plainRow = (row: BreakRow, outcome: ManyRow['outcome']): ManyRow => ({
  breakId: row.id,
  reference: row.reference,
  outcome,
  code: null,
  details: null,
});

/** What was proposed or resolved meanwhile is not tried again: it says so. */
const untried = (row: BreakRow): ManyRow => ({
  ...plainRow(row, 'refused'),
  code: row.proposal ? 'already_proposed' : 'break_resolved',
});

async function sendRows(rows: readonly BreakRow[], order: Order): Promise<readonly ManyRow[]> {
  if ('verb' in order) {
    const { results } = await post<Answered>('/breaks/resolve', {
      breakIds: rows.map(({ id }) => id),
      ...order,
    });
    const byId = new Map(results.map((result) => [result.breakId, result]));
    return rows.map((row) => byId.get(row.id) ?? untried(row));
  }
  const { results } = await post<{ results: readonly (ManyRow & { resolutionId: string })[] }>(
    '/resolutions/decide',
    { resolutionIds: rows.flatMap(({ proposal }) => proposal?.id ?? []), ...order },
  );
  return results.map((result) => ({
    ...result,
    breakId: rows.find(({ proposal }) => proposal?.id === result.resolutionId)?.id ?? '',
  }));
}

/** Resolves or decides some at a time, and keeps what became of each, also when the connection is cut. */
export function useBulk() {
  const busy = useRef(false);
  const [done, setDone] = useState<number | null>(null);

  const byRows = async (rows: readonly BreakRow[], order: Order): Promise<ManyAnswer> => {
    const results: ManyRow[] = [];
    let at = 0;
    try {
      for (; at < rows.length; at += AT_A_TIME) {
        setDone(at);
        results.push(...(await sendRows(rows.slice(at, at + AT_A_TIME), order)));
      }
    } catch {
      results.push(...rows.slice(at, at + AT_A_TIME).map((row) => plainRow(row, 'unknown')));
      results.push(...rows.slice(at + AT_A_TIME).map((row) => plainRow(row, 'not_sent')));
    }
    return { results, left: 0, rest: null };
  };

  const byQuery = async (chosen: Chosen & { kind: 'all' }, order: Order, cursor?: string) => {
    const search = new URLSearchParams(chosen.query);
    if (cursor) search.set('cursor', cursor);
    const { results, left, next } = await post<Answered>(`/breaks/resolve?${search}`, { ...order });
    return { results, left, rest: next ? { chosen, order, cursor: next } : null };
  };

  /** @throws ApiFailure where all that match is meant and the server refuses as a whole */
  const run = async (chosen: Chosen, order: Order, cursor?: string): Promise<ManyAnswer | null> => {
    if (busy.current) return null;
    busy.current = true;
    setDone(0);
    try {
      return chosen.kind === 'rows'
        ? await byRows(chosen.rows, order)
        : await byQuery(chosen, order, cursor);
    } finally {
      busy.current = false;
      setDone(null);
    }
  };
  return { run, done };
}
