import { useEffect, useState } from 'react';
import type { Charts } from '../charts/types.ts';

let loading: Promise<Charts> | undefined;

/** The charts' script, once for the whole visit. A load that failed is tried again on the next page. */
function load(): Promise<Charts> {
  loading ??= new Promise<Charts>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = document.documentElement.dataset['charts'] ?? '';
    script.onload = () => (window.TontineCharts ? resolve(window.TontineCharts) : reject(script));
    script.onerror = () => reject(script);
    document.head.append(script);
  }).catch((reason: unknown) => {
    loading = undefined;
    throw reason;
  });
  return loading;
}

/** What draws, or null: until it is here, or where it cannot be, the tables say the same. */
export function useCharts(): Charts | null {
  const [charts, setCharts] = useState<Charts | null>(window.TontineCharts ?? null);
  useEffect(() => {
    let isHere = true;
    load().then(
      (loaded) => {
        if (isHere) setCharts(loaded);
      },
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, []);
  return charts;
}
