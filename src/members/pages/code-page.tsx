import React from 'react';
import { CodeField } from '../components/code-field.tsx';
import { Field } from '../components/field.tsx';
import { type Look, renderPage } from '../components/layout.tsx';
import { Notice } from '../components/notice.tsx';
import { wordsOf } from '../locale/index.ts';

export interface CodePageProps extends Look {
  readonly problem: string | null;
}

/** The second step of the sign-in: the app's code, or a recovery code. */
export function codePage({ locale, theme, problem }: CodePageProps): string {
  const { code: words } = wordsOf(locale).account;
  return renderPage({
    locale,
    theme,
    title: words.title,
    section: null,
    signedIn: false,
    children: (
      <div className="narrow">
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
        {problem ? <Notice tone="red" title={problem} /> : null}
        <form method="post" action="/login/code" className="card">
          <CodeField label={words.field} autoFocus />
          <button type="submit" className="button">
            {words.submit}
          </button>
        </form>
        <details className="card">
          <summary>{words.otherWay}</summary>
          <form method="post" action="/login/code">
            <Field
              name="code"
              scope="recovery-"
              label={words.recovery}
              hint={words.recoveryHint}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={40}
              required
            />
            <button type="submit" className="button plain">
              {words.recoverySubmit}
            </button>
          </form>
          <p className="muted">{words.lost}</p>
        </details>
        <p>
          <a href="/login">{words.again}</a>
        </p>
      </div>
    ),
  });
}
