import React, { type ReactNode } from 'react';
import type { Person } from '../../kernel/actor.ts';
import { type Look, renderPage } from '../components/layout.tsx';
import { Notice } from '../components/notice.tsx';
import { type Words, wordsOf } from '../locale/index.ts';

export interface AccountPageProps extends Look {
  readonly account: {
    readonly person: Person;
    readonly fullName: string;
    readonly hasSecondFactor: boolean;
    readonly tontines: readonly { readonly id: string; readonly name: string }[];
  };
  readonly done: 'password' | 'removed' | null;
}

/** Who one is here, and what keeps the account safe. */
export function accountPage({ locale, theme, account, done }: AccountPageProps): string {
  const words = wordsOf(locale).account;
  const { home } = words;
  const { person, fullName } = account;
  return renderPage({
    locale,
    theme,
    title: home.title,
    section: null,
    signedIn: true,
    children: (
      <div className="narrow">
        <h1>{home.title}</h1>
        {done ? <Notice tone="green" title={home[`${done}Done`]} /> : null}
        <dl className="facts card">
          <Fact name={home.name}>{fullName}</Fact>
          <Fact name={home.username}>{person.username}</Fact>
          <Fact name={home.role}>{home.roles[person.role]}</Fact>
          {person.role === 'TREASURER' ? <ActingFor account={account} words={home} /> : null}
          <Fact name={home.language}>{home.languageName}</Fact>
        </dl>
        <h2>{home.security}</h2>
        <ul className="links card">
          <li>
            <a href="/account/password/">{home.password}</a>
            <span className="muted">{home.passwordText}</span>
          </li>
          <li>
            <a href="/account/second-factor/">{home.secondFactor}</a>
            <span className="muted">{account.hasSecondFactor ? home.on : home.off}</span>
          </li>
        </ul>
        <p>
          <a href="/">{words.back}</a>
        </p>
      </div>
    ),
  });
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const ActingFor = (props: {
  account: AccountPageProps['account'];
  words: Words['account']['home'];
}) => {
  const { account, words } = props;
  const current = account.tontines.find(({ id }) => id === account.person.tontineId);
  return (
    <Fact name={words.tontine}>
      {current?.name ?? words.noTontine}
      {account.tontines.length > 1 ? (
        <>
          {' '}
          <a href="/tontine">{words.otherTontine}</a>
        </>
      ) : null}
    </Fact>
  );
};
