import React from 'react';
import { Field } from '../components/field.tsx';
import { type Look, renderPage } from '../components/layout.tsx';
import { Notice } from '../components/notice.tsx';
import { type Words, wordsOf } from '../locale/index.ts';

export interface LoginPageProps extends Look {
  readonly username: string;
  readonly next: string;
  readonly problem: string | null;
  readonly demo: { readonly password: string } | null;
}

const DEMO_PEOPLE = ['tresorier', 'awa', 'moussa', 'finance', 'admin'] as const;

/** One sign-in for everybody. */
export function loginPage({
  locale,
  theme,
  username,
  next,
  problem,
  demo,
}: LoginPageProps): string {
  const words = wordsOf(locale);
  const after = next ? <input type="hidden" name="next" value={next} /> : null;
  return renderPage({
    locale,
    theme,
    title: words.login.title,
    section: null,
    signedIn: false,
    ...(next ? { query: `next=${encodeURIComponent(next)}` } : {}),
    children: (
      <div className="narrow">
        <h1>{words.login.title}</h1>
        <p className="lead">{words.login.lead}</p>
        {problem ? <Notice tone="red" title={problem} /> : null}
        <form method="post" action="/login" className="card">
          {after}
          <Field
            name="username"
            label={words.login.username}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus={username === ''}
            defaultValue={username}
          />
          <Field
            name="password"
            type="password"
            label={words.login.password}
            autoComplete="current-password"
            required
            autoFocus={username !== ''}
          />
          <button type="submit" className="button">
            {words.login.submit}
          </button>
        </form>
        {demo ? <DemoLogins words={words} password={demo.password} /> : null}
      </div>
    ),
  });
}

const DemoLogins = ({ words, password }: { words: Words; password: string }) => (
  <section aria-labelledby="demo">
    <h2 id="demo">{words.login.demoTitle}</h2>
    <p className="muted">{words.login.demoLead(password)}</p>
    <ul className="demo">
      {DEMO_PEOPLE.map((username) => (
        <li key={username}>
          <form method="post" action="/login">
            <input type="hidden" name="username" value={username} />
            <input type="hidden" name="password" value={password} />
            <button type="submit">
              <strong>{username}</strong>
              <span className="muted">{words.login.demoPeople[username]}</span>
            </button>
          </form>
        </li>
      ))}
    </ul>
  </section>
);
