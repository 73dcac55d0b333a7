import React, { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { Icon } from './icon.tsx';
import { words } from './page-data.ts';

export interface Notice {
  readonly message: string;
  readonly type: 'success' | 'info' | 'error';
}

const Tell = createContext<(notice: Notice) => void>(() => undefined);

/** Says something that stays until it is closed or replaced, and is read out. */
export const useTell = () => useContext(Tell);

export function Notices({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<Notice | null>(null);
  const close = useCallback(() => setNotice(null), []);
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
