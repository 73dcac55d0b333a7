import { useEffect, useState } from 'react';

/** Where the menu stands beside the page: `styles/frame.css`. */
const WIDE = window.matchMedia('(min-width: 900px)');

/** A width that passes by, as while a picture is taken, must not close what is open. */
const SETTLED_MS = 200;

export function useIsWide(): boolean {
  const [isWide, setIsWide] = useState(WIDE.matches);
  useEffect(() => {
    let waiting: number | undefined;
    const change = () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => setIsWide(WIDE.matches), SETTLED_MS);
    };
    WIDE.addEventListener('change', change);
    return () => {
      window.clearTimeout(waiting);
      WIDE.removeEventListener('change', change);
    };
  }, []);
  return isWide;
}
