import React, { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';
import { useLoaded } from '../kit/use-loaded.ts';
import type { GatewayHealth } from './answers.ts';

const EVERY_MS = 15_000;
const EVERY_WHILE_DOWN_MS = 4_000;

interface GatewayState {
  readonly health: GatewayHealth | null;
  /** Looks again: an order was refused. */
  look(): void;
}

const Context = createContext<GatewayState>({ health: null, look: () => undefined });

export const useGateway = () => useContext(Context);

/** Asks once for the whole panel: at each page, every few seconds, and sooner while nothing answers. */
export function GatewayProvider({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const { data, look } = useLoaded<GatewayHealth>('/gateway');
  const asked = useRef(false);
  const down = data?.up === false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the reason to look.
  useEffect(() => {
    if (asked.current) look();
    asked.current = true;
  }, [look, pathname]);
  useEffect(() => {
    const timer = setInterval(
      () => {
        if (!document.hidden) look();
      },
      down ? EVERY_WHILE_DOWN_MS : EVERY_MS,
    );
    return () => clearInterval(timer);
  }, [look, down]);
  return <Context.Provider value={{ health: data, look }}>{children}</Context.Provider>;
}
