import React from 'react';
import { Field } from '../components/field.tsx';
import { type Look, renderPage } from '../components/layout.tsx';
import { Notice } from '../components/notice.tsx';
import { wordsOf } from '../locale/index.ts';
import type { FormProblem } from './payment-form.tsx';

export interface PasswordPageProps extends Look {
  readonly username: string;
  readonly mustChange: boolean;
  readonly problem: FormProblem | null;
}

const FIELDS = ['current', 'next', 'again'] as const;

/** A new password; nothing typed is ever shown again. */
export function passwordPage({
  locale,
  theme,
  username,
  mustChange,
  problem,
}: PasswordPageProps): string {
  const words = wordsOf(locale).account;
  const { password } = words;
  const title = mustChange ? password.mustTitle : password.title;
  const beside = FIELDS.find((name) => name === problem?.field);
  const field = (name: (typeof FIELDS)[number]) => ({
    name,
    type: 'password',
    autoComplete: name === 'current' ? 'current-password' : 'new-password',
    required: true,
    error: name === beside ? problem?.sentence : undefined,
  });
  return renderPage({
    locale,
    theme,
    title,
    section: null,
    signedIn: true,
    children: (
      <div className="narrow">
        <h1>{title}</h1>
        {mustChange ? <p className="lead">{password.mustLead}</p> : null}
        {problem && !beside ? (
          <Notice tone="red" title={password.errorTitle}>
            <p>{problem.sentence}</p>
          </Notice>
        ) : null}
        <form method="post" action="/account/password/" className="card">
          {/* For password managers: whose password this is. */}
          <input name="username" autoComplete="username" value={username} readOnly hidden />
          <Field
            {...field('current')}
            label={mustChange ? password.currentOnce : password.current}
          />
          <Field {...field('next')} label={password.next} hint={password.policy} />
          <Field {...field('again')} label={password.again} />
          <button type="submit" className="button">
            {password.submit}
          </button>
        </form>
        {mustChange ? null : (
          <p>
            <a href="/account/">{words.backToAccount}</a>
          </p>
        )}
      </div>
    ),
  });
}
