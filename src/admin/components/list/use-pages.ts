import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiFailure, get, listPath } from '../kit/api.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import type { ListAnswer, ListMeta } from './answers.ts';

/** So many looks follow each other before a person is asked whether to look further. */
const LOOKS = 40;

type Shown = readonly ListAnswer[];

const count = (shown: Shown): number => shown.reduce((sum, { records }) => sum + records.length, 0);

/** The answer from which the looks go on: the last, or the first where the page was read backwards. */
const edgeOf = (shown: Shown): ListAnswer | undefined =>
  shown[0]?.meta.back ? shown[0] : shown.at(-1);

/** Where the next look begins; null: there is nothing left to look through. */
function cursorOf(shown: Shown): string | null {
  const meta = edgeOf(shown)?.meta;
  if (!meta?.searchedTo) return null;
  return meta.back ? meta.previous : meta.next;
}

function joined(shown: Shown, answer: ListAnswer): Shown {
  const [first] = shown;
  if (!first?.meta.back) return [...shown, answer];
  if (answer.meta.back) return [answer, ...shown];
  // At the beginning of the list the first page is answered whole: some of it is here already.
  const here = new Set(shown.flatMap(({ records }) => records.map(({ id }) => id)));
  const records = answer.records.filter(({ id }) => !here.has(id));
  return [{ records, meta: { ...first.meta, previous: null, searchedTo: null } }, ...shown];
}

function metaOf(shown: Shown): ListMeta | null {
  const [first, last, edge] = [shown[0], shown.at(-1), edgeOf(shown)];
  if (!first || !last || !edge) return null;
  return { ...edge.meta, previous: first.meta.previous, next: last.meta.next };
}

/**
 * One page of a list. What is rare is looked for a stretch at a time: looks follow each other until the
 * page is full, or until it is time to ask.
 */
export function usePages(id: string, query: string) {
  const { data, failure, loading, reload } = useLoaded<ListAnswer>(listPath(id, query));
  const [further, setFurther] = useState<Shown>([]);
  const [searching, setSearching] = useState(false);
  const [broken, setBroken] = useState<ApiFailure | null>(null);
  const page = useRef(0);

  const search = useCallback(
    async (from: Shown, enough: number) => {
      const mine = page.current;
      let shown = from;
      setSearching(true);
      setBroken(null);
      try {
        for (let look = 0; look < LOOKS && count(shown) < enough; look += 1) {
          const cursor = cursorOf(shown);
          if (!cursor) break;
          const asked = new URLSearchParams(query);
          asked.delete('page');
          asked.set('cursor', cursor);
          shown = joined(shown, await get<ListAnswer>(listPath(id, asked.toString())));
          if (mine !== page.current) return;
          setFurther(shown);
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
    if (data) void search([data], data.meta.perPage);
    return () => {
      page.current += 1;
    };
  }, [data]);

  const shown = further.length > 0 ? further : data ? [data] : [];
  const meta = metaOf(shown);
  return {
    failure: failure ?? broken,
    loading,
    reload,
    searching,
    records: shown.flatMap(({ records }) => records),
    meta,
    goOn: () => void search(shown, count(shown) + (meta?.perPage ?? 0)),
  };
}
