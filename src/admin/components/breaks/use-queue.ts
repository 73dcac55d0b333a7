import { useCallback, useEffect, useState } from 'react';
import { ApiFailure, get } from '../kit/api.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import type { BreakRow, BreakStory } from './answers.ts';
import type { BreakQuery, State } from './break-query.ts';
import type { BreaksAnswer } from './queue-answers.ts';

const AT_A_TIME = 50;

export interface Queue {
  readonly rows: readonly BreakRow[];
  readonly count: number;
  readonly isLeast: boolean;
  readonly value: string;
  readonly ready: boolean;
  readonly loading: boolean;
  readonly failure: ApiFailure | null;
  readonly hasMore: boolean;
  reload(): void;
  more(): void;
  /** Reads one break again and keeps it, or takes it off where it no longer belongs here. */
  renew(id: string): Promise<BreakRow | null>;
}

/** Rows that came after the first page, and what happened to rows since they were read. */
interface Since {
  readonly rows: readonly BreakRow[];
  readonly next: string | null;
  readonly changed: ReadonlyMap<string, BreakRow | null>;
}

export const belongsTo = (state: State, row: BreakRow): boolean => {
  if (state === 'proposed') return row.proposal !== null;
  return (row.resolvedAt === null) === (state === 'open');
};

/** The breaks that match the filter. What is resolved leaves the list at once, without reading it all again. */
export function useQueue({ text, state }: BreakQuery): Queue {
  const path = `/breaks?limit=${AT_A_TIME}${text ? `&${text}` : ''}`;
  const { data, failure, loading, reload } = useLoaded<BreaksAnswer>(path);
  const [since, setSince] = useState<Since>({ rows: [], next: null, changed: new Map() });
  const [reading, setReading] = useState(false);
  const [cut, setCut] = useState<ApiFailure | null>(null);
  useEffect(() => {
    setSince({ rows: [], next: data?.next ?? null, changed: new Map() });
    setCut(null);
  }, [data]);

  const { next } = since;
  const more = useCallback(() => {
    if (!next || reading) return;
    setReading(true);
    get<BreaksAnswer>(`${path}&cursor=${encodeURIComponent(next)}`)
      .then((answer) =>
        setSince((before) => ({
          ...before,
          rows: [...before.rows, ...answer.rows],
          next: answer.next,
        })),
      )
      .catch((error: unknown) => setCut(error instanceof ApiFailure ? error : null))
      .finally(() => setReading(false));
  }, [path, next, reading]);

  const renew = useCallback(
    async (id: string) => {
      const { row } = await get<BreakStory>(`/breaks/${id}`);
      const kept = belongsTo(state, row) ? row : null;
      setSince((before) => ({ ...before, changed: new Map(before.changed).set(id, kept) }));
      return kept;
    },
    [state],
  );

  const read = [...(data?.rows ?? []), ...since.rows];
  const gone = read.filter(({ id }) => since.changed.get(id) === null);
  const lost = gone.reduce((sum, { value }) => sum + BigInt(value), 0n);
  return {
    rows: read.flatMap((row) => {
      const now = since.changed.get(row.id);
      return now === null ? [] : [now ?? row];
    }),
    count: Math.max(0, (data?.count ?? 0) - gone.length),
    isLeast: data?.isLeast ?? false,
    value: String(BigInt(data?.value ?? '0') - lost),
    ready: data !== null,
    loading,
    failure: failure ?? cut,
    hasMore: next !== null,
    reload,
    more,
    renew,
  };
}
