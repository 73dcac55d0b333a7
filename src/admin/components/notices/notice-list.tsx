import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { kindText } from '../breaks/said.ts';
import { ApiFailure } from '../kit/api.ts';
import { Icon, type IconName } from '../kit/icon.tsx';
import { useTell } from '../kit/notices.tsx';
import { words } from '../kit/page-data.ts';
import { When } from '../kit/values.tsx';
import type { NoticeRow } from './answers.ts';
import { subjectUrl } from './subject-url.ts';

const say = words.notices;

const LOOKS: Readonly<Record<NoticeRow['severity'], readonly [string, IconName]>> = {
  info: ['chip-violet', 'personCheck'],
  warning: ['chip-amber', 'question'],
  critical: ['chip-red', 'cross'],
};

/** Told to nobody outside: every way that was tried gave up. */
const isLost = ({ deliveries }: NoticeRow): boolean =>
  deliveries.length > 0 && deliveries.every(({ state }) => state === 'given_up');

/** The break by its name, and the member. */
const aboutIn = ({ kind, data, who }: NoticeRow): string =>
  [kind === 'break_above' && data['break'] ? kindText(String(data['break'])) : null, who]
    .filter(Boolean)
    .join(' · ');

interface ListProps {
  readonly notices: readonly NoticeRow[];
  markRead(id: string): Promise<void>;
}

/** The newest first; what was read stays, paler, for as long as it is true. */
export function NoticeList({ notices, markRead }: ListProps) {
  const tell = useTell();
  const [busy, setBusy] = useState<string | null>(null);
  const read = async (id: string) => {
    setBusy(id);
    try {
      await markRead(id);
    } catch (error) {
      const message = error instanceof ApiFailure ? error.message : words.states.failed;
      tell({ type: 'error', message });
    } finally {
      setBusy(null);
    }
  };
  return (
    <ul className="notice-list">
      {notices.map((notice) => {
        const { id, severity, sentence, createdAt, readAt } = notice;
        const [tone, icon] = LOOKS[severity];
        return (
          <li key={id} className={readAt ? 'notice-row is-read' : 'notice-row'}>
            <p className="row spread">
              <span className={`chip ${tone}`}>
                <Icon name={icon} />
                {say.severity[severity]}
              </span>
              <span className="muted">
                <When value={createdAt} />
              </span>
            </p>
            <p>{sentence}</p>
            {aboutIn(notice) ? <p className="muted">{aboutIn(notice)}</p> : null}
            {isLost(notice) ? <p className="muted">{say.notCarried}</p> : null}
            <p className="row">
              <Link className="button button-small" to={subjectUrl(notice)}>
                {say.see}
              </Link>
              {readAt ? null : (
                <button
                  type="button"
                  className="link-button"
                  disabled={busy === id}
                  aria-label={say.readIt(sentence)}
                  onClick={() => read(id)}
                >
                  <Icon name="check" />
                  {say.read}
                </button>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
