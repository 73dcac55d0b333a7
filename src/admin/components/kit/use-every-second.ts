import { useEffect } from 'react';

const EVERY_MS = 1_000;

/** Looks each second while something moves and somebody is looking. */
export function useEverySecond(look: () => void, moving: boolean): void {
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => {
      if (!document.hidden) look();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [look, moving]);
}
