import React, { useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { Icon } from '../kit/icon.tsx';
import { words } from '../kit/page-data.ts';
import { Empty, Failed, Skeleton } from '../kit/states.tsx';
import { NoticeList } from './notice-list.tsx';
import { useIsWide } from './use-is-wide.ts';
import { useNotices } from './use-notices.ts';

const say = words.notices;

/** In the menu's head of a wide screen, or in a narrow one's bar: one of the two is there. */
export function Bell({ wide }: { wide: boolean }) {
  return useIsWide() === wide ? <OneBell /> : null;
}

/** How much is new to this person, on every page; a touch opens the list. */
function OneBell() {
  const { pathname, search } = useLocation();
  const { answer, failure, reload, markRead } = useNotices();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const unread = answer?.unread ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the reason to close.
  useEffect(() => setOpen(false), [pathname, search]);
  useEffect(() => {
    if (!open) return;
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Node && !place.current?.contains(target)) setOpen(false);
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('pointerdown', onPress);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('pointerdown', onPress);
    };
  }, [open]);

  return (
    <div className="bell" ref={place}>
      <button
        type="button"
        className="icon-button"
        ref={button}
        aria-expanded={open}
        aria-controls={id}
        aria-label={say.open(unread)}
        onClick={() => setOpen(!open)}
      >
        <Icon name="bell" />
        {unread > 0 ? (
          <span className="badge" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        ) : null}
      </button>
      {open ? (
        <section className="bell-panel" id={id} aria-label={say.title}>
          <h2>{say.title}</h2>
          {failure && !answer ? <Failed failure={failure} retry={reload} /> : null}
          {!failure && !answer ? <Skeleton rows={3} /> : null}
          {answer?.notices.length === 0 ? <Empty title={say.none} hint={say.noneHint} /> : null}
          {answer ? <NoticeList notices={answer.notices} markRead={markRead} /> : null}
        </section>
      ) : null}
    </div>
  );
}
