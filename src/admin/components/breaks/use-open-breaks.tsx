import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { page } from '../kit/page-data.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import type { BreakFigures } from './queue-answers.ts';

const EVERY_MS = 30_000;

/** Finance and administrators reconcile; nobody else sees any of it. */
export const mayReconcile = ['FINANCE', 'ADMIN'].includes(page.session?.role ?? '');

/** How many breaks are open, and how many corrections this person may decide: at each page, and every half minute. */
export function useOpenBreaks(): { readonly open: number; readonly toDecide: number } {
  const { pathname } = useLocation();
  const { data, look } = useLoaded<BreakFigures>(mayReconcile ? '/breaks/figures' : null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the reason to look.
  useEffect(() => {
    look();
    const timer = setInterval(() => {
      if (!document.hidden) look();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [look, pathname]);
  return {
    open: data?.byAge.reduce((sum, { count }) => sum + count, 0) ?? 0,
    toDecide: data?.toDecide ?? 0,
  };
}
