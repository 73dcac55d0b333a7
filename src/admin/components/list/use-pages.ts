import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiFailure, get, listPath } from '../kit/api.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import type { ListAnswer } from './answers.ts';

/** So many looks follow each other before a person is asked whether to look further. */
const LOOKS = 40;

/**
 * One page of a list. What is rare is looked for a stretch at a time: looks follow each other until the
 * page is full, or until it is time to ask.
 */
export function usePages(id: string, query: string) {
  const { data, failure, loading, reload } = useLoaded<ListAnswer>(listPath(id, query));
  const [further, setFurther] = useState<readonly ListAnswer[]>([]);
  const [searching, setSearching] = useState(false);
  const [broken, setBroken] = useState<ApiFailure | null>(null);
  const page = useRef(0);

  const search = useCallback(
    async (from: ListAnswer, found: number) => {
      const mine = page.current;
      let last = from;
      let count = found;
      setSearching(true);
      setBroken(null);
      try {
        for (let look = 0; look < LOOKS && last.meta.searchedTo && last.meta.next; look += 1) {
          if (count >= last.meta.perPage) break;
          const asked = new URLSearchParams(query);
          asked.delete('page');
          asked.set('cursor', last.meta.next);
          last = await get<ListAnswer>(listPath(id, asked.toString()));
          if (mine !== page.current) return;
          count += last.records.length;
          const answer = last;
          setFurther((before) => [...before, answer]);
        }
      } catch (error) {
        if (mine === page.current && error instanceof ApiFailure) setBroken(error);
      } finally {
        if (mine === page.current) setSearching(false);
      }
    },
    [id, query],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another answer is another page; what is on screen is of the query before until then.
  useEffect(() => {
    page.current += 1;
    setFurther([]);
    setBroken(null);
    setSearching(false);
    if (data) void search(data, data.records.length);
    return () => {
      page.current += 1;
    };
  }, [data]);

  const last = further.at(-1) ?? data;
  const records = data ? [data, ...further].flatMap((answer) => answer.records) : [];
  return {
    failure: failure ?? broken,
    loading,
    reload,
    searching,
    records,
    meta:
      data && last
        ? {
            ...data.meta,
            next: last.meta.next,
            searchedTo: last.meta.searchedTo,
            ...(further.length > 0
              ? {
                  total: records.length,
                  totalIs: last.meta.next ? ('least' as const) : ('exact' as const),
                }
              : {}),
          }
        : null,
    goOn: () => last && void search(last, 0),
  };
}
