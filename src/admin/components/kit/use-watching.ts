import { useEffect } from 'react';

const EVERY_MS = 4_000;
/** After this many looks a page left open stops asking. */
const MOST_LOOKS = 150;

/** Looks again while something is still on its way and somebody is looking. */
export function useWatching(look: () => void, waiting: boolean): void {
  useEffect(() => {
    if (!waiting) return;
    let looks = 0;
    const timer = setInterval(() => {
      if (document.hidden) return;
      looks += 1;
      if (looks > MOST_LOOKS) clearInterval(timer);
      else look();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [look, waiting]);
}
