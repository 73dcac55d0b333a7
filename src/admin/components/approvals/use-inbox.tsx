import React, { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';
import { resourceOf } from '../kit/page-data.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import type { Inbox } from './answers.ts';

export const DECIDE_PATH = '/resources/Transaction/actions/decide';

const EVERY_MS = 30_000;

/** Finance and treasurers decide; the server says so by offering the act. */
export const mayDecideMany = (): boolean =>
  resourceOf('Transaction')?.resourceActions.some(({ name }) => name === 'decide') ?? false;

interface InboxState {
  readonly inbox: Inbox | null;
  /** Counts again: something was decided. */
  look(): void;
}

const Context = createContext<InboxState>({ inbox: null, look: () => undefined });

/** How much waits, for the badge in the menu and the inbox itself. */
export const useInbox = () => useContext(Context);

/** Counts once for the whole panel: at each page, and every half minute while somebody looks. */
export function InboxProvider({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const { data, look } = useLoaded<{ inbox: Inbox }>(mayDecideMany() ? DECIDE_PATH : null);
  const counted = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the reason to look.
  useEffect(() => {
    // The first count comes with the document itself.
    if (counted.current) look();
    counted.current = true;
    const timer = setInterval(() => {
      if (!document.hidden) look();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [look, pathname]);
  return (
    <Context.Provider value={{ inbox: data?.inbox ?? null, look }}>{children}</Context.Provider>
  );
}
