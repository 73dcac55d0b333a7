import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiFailure, get } from './api.ts';

export interface Loaded<T> {
  readonly data: T | null;
  readonly failure: ApiFailure | null;
  readonly loading: boolean;
  reload(): void;
  /** Like `reload`, by the page itself: nobody asked for it. */
  look(): void;
}

/** Reads one address of the API. What was there stays on screen while the next answer comes. */
export function useLoaded<T>(path: string | null): Loaded<T> {
  const [data, setData] = useState<T | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [loading, setLoading] = useState(path !== null);
  const latest = useRef(0);
  /** The read that somebody waits for: a look of the page's own does not get in its way. */
  const awaited = useRef(0);

  const read = useCallback(
    (background: boolean) => {
      if (path === null || (background && awaited.current !== 0)) return;
      const mine = ++latest.current;
      const isLatest = () => mine === latest.current;
      if (!background) {
        awaited.current = mine;
        setLoading(true);
        setFailure(null);
      }
      get<T>(path, { background })
        .then((answer) => {
          if (!isLatest()) return;
          setData(answer);
          setFailure(null);
        })
        .catch((error: unknown) => {
          // A look that failed changes nothing on screen: there will be another.
          if (!isLatest() || background) return;
          setFailure(error instanceof ApiFailure ? error : new ApiFailure(0, String(error), null));
        })
        .finally(() => {
          if (awaited.current === mine) awaited.current = 0;
          if (isLatest()) setLoading(false);
        });
    },
    [path],
  );
  const reload = useCallback(() => read(false), [read]);
  const look = useCallback(() => read(true), [read]);

  useEffect(() => {
    reload();
    return () => {
      latest.current += 1;
    };
  }, [reload]);

  return { data, failure, loading, reload, look };
}
