import { useEffect, useState } from 'react';

const WIDE = window.matchMedia('(min-width: 1000px)');

/** Whether list and detail stand side by side. */
export function useWide(): boolean {
  const [wide, setWide] = useState(WIDE.matches);
  useEffect(() => {
    const change = () => setWide(WIDE.matches);
    WIDE.addEventListener('change', change);
    return () => WIDE.removeEventListener('change', change);
  }, []);
  return wide;
}
