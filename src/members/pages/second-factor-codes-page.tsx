import React from 'react';
import { type Look, renderPage } from '../components/layout.tsx';
import { Notice } from '../components/notice.tsx';
import { wordsOf } from '../locale/index.ts';

export interface RecoveryCodesPageProps extends Look {
  readonly username: string;
  readonly codes: readonly string[];
}

/** The recovery codes, the only time that they are shown: to print, or to save without a script. */
export function recoveryCodesPage({
  locale,
  theme,
  username,
  codes,
}: RecoveryCodesPageProps): string {
  const { recovery } = wordsOf(locale).account;
  const title = recovery.fileTitle(username);
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent([title, '', ...codes, ''].join('\r\n'))}`;
  return renderPage({
    locale,
    theme,
    title: recovery.title,
    section: null,
    signedIn: true,
    once: true,
    children: (
      <div className="narrow">
        <h1>{recovery.title}</h1>
        <p className="lead">{recovery.lead}</p>
        <Notice tone="amber" title={recovery.once} />
        <section className="card" aria-label={title}>
          <p className="muted on-paper">{title}</p>
          <ol className="codes" translate="no">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ol>
        </section>
        <p className="actions">
          <a className="button plain" href={file} download={recovery.file}>
            {recovery.save}
          </a>
          <button className="button plain" type="button" data-print hidden>
            {recovery.print}
          </button>
        </p>
        <p className="actions">
          <a className="button" href="/">
            {recovery.kept}
          </a>
        </p>
      </div>
    ),
  });
}
