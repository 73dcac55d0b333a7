import { useEffect, useState } from 'react';

/** Where the menu stands beside the page: `styles/frame.css`. */
const WIDE = window.matchMedia('(min-width: 900px)');

export function useIsWide(): boolean {
  const [isWide, setIsWide] = useState(WIDE.matches);
  useEffect(() => {
    const change = () => setIsWide(WIDE.matches);
    WIDE.addEventListener('change', change);
    return () => WIDE.removeEventListener('change', change);
  }, []);
  return isWide;
}
