import React from 'react';
import { Available } from '../components/available.tsx';
import { Field } from '../components/field.tsx';
import { renderPage } from '../components/layout.tsx';
import { Notice } from '../components/notice.tsx';
import { VaultCard } from './vault-card.tsx';
import type { VaultsPageProps } from './vaults-page-props.ts';

export function vaultsPage(props: VaultsPageProps): string {
  const { viewer, vaults, balance, done, refused } = props;
  const { words, locale, theme } = viewer;
  return renderPage({
    locale,
    theme,
    title: words.vaults.title,
    section: 'vaults',
    signedIn: true,
    children: (
      <>
        <h1>{words.vaults.title}</h1>
        <p className="lead">{words.vaults.lead}</p>
        {done ? <Notice tone="green" title={words.vaults[done]} /> : null}
        {refused ? (
          <Notice tone="red" title={words.form.errorTitle}>
            <p>{refused.problem.sentence}</p>
          </Notice>
        ) : null}
        <Available label={words.vaults.inWallet} balance={balance} />
        {vaults.length === 0 ? (
          <div className="empty">
            <strong>{words.vaults.emptyTitle}</strong>
            <p>{words.vaults.emptyText}</p>
          </div>
        ) : (
          <ul className="vaults">
            {vaults.map((vault) => (
              <VaultCard key={vault.id} vault={vault} page={props} />
            ))}
          </ul>
        )}
        <NewVault {...props} />
      </>
    ),
  });
}

const NewVault = ({ viewer, refused, tomorrow, vaults }: VaultsPageProps) => {
  const words = viewer.words.vaults;
  const mine = refused?.form === 'new' ? refused : null;
  const errorOf = (field: string) =>
    mine?.problem.field === field ? mine.problem.sentence : undefined;
  return (
    <details className="card" open={vaults.length === 0 || mine !== null}>
      <summary>{words.newTitle}</summary>
      <form method="post" action="/vaults/">
        <Field
          name="name"
          label={words.name}
          error={errorOf('name')}
          required
          maxLength={80}
          autoComplete="off"
          defaultValue={mine?.typed['name'] ?? ''}
        />
        <Field
          name="lockedUntil"
          type="date"
          label={words.lockUntil}
          hint={words.lockHint}
          error={errorOf('lockedUntil')}
          min={tomorrow}
          defaultValue={mine?.typed['lockedUntil'] ?? ''}
        />
        <button type="submit" className="button">
          {words.create}
        </button>
      </form>
    </details>
  );
};
