import React, { type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from '../kit/icon.tsx';
import { words } from '../kit/page-data.ts';

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  close(): void;
}

/** Something small to do before going on. Esc leaves it, and the focus goes back to where it was. */
export function Dialog({ title, children, close }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        <button
          type="button"
          className="icon-button"
          aria-label={words.shell.close}
          onClick={close}
        >
          <Icon name="cross" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
