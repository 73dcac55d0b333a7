import { useEffect } from 'react';

/** Looks again at this pace for as long as somebody has the page before them. */
export function useRefresh(look: () => void, everyMs: number): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) look();
    }, everyMs);
    const onReturn = () => {
      if (!document.hidden) look();
    };
    document.addEventListener('visibilitychange', onReturn);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onReturn);
    };
  }, [look, everyMs]);
}
