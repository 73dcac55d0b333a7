import React, {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
} from 'react';
import { Icon } from './icon.tsx';
import { words } from './page-data.ts';

export interface Notice {
  readonly message: string;
  readonly type: 'success' | 'info' | 'error';
}

const Tell = createContext<(notice: Notice) => void>(() => undefined);

/** Long enough to be read twice; an error stays until it is closed. */
const STAYS_MS = 15_000;

/** Says something in a corner, and to screen readers. */
export const useTell = () => useContext(Tell);

export function Notices({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<Notice | null>(null);
  const close = useCallback(() => setNotice(null), []);
  useEffect(() => {
    if (!notice || notice.type === 'error') return;
    const timer = setTimeout(close, STAYS_MS);
    return () => clearTimeout(timer);
  }, [notice, close]);
  return (
    <Tell.Provider value={setNotice}>
      {children}
      <div className="notices" aria-live="polite" role="status">
        {notice ? (
          <div className={`notice notice-${notice.type}`}>
            <span>{notice.message}</span>
            <button
              type="button"
              className="icon-button"
              onClick={close}
              aria-label={words.shell.close}
            >
              <Icon name="cross" />
            </button>
          </div>
        ) : null}
      </div>
    </Tell.Provider>
  );
}
