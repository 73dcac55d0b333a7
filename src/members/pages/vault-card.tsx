import React from 'react';
import { Amount } from '../components/amount.tsx';
import { Field } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { formatDay } from '../components/when.tsx';
import type { OwnVault } from '../reads.ts';
import type { VaultsPageProps } from './vaults-page-props.ts';

/** One vault: what it holds, until when, and the two ways in and out. */
export const VaultCard = ({ vault, page }: { vault: OwnVault; page: VaultsPageProps }) => {
  const { viewer } = page;
  const words = viewer.words.vaults;
  // For the eye only: whether money may leave is decided by the database's clock.
  const lockedUntil =
    vault.lockedUntil && vault.lockedUntil > viewer.now
      ? formatDay(vault.lockedUntil, viewer.zone, viewer.locale)
      : null;
  return (
    <li className="card vault">
      <div className="head">
        <strong>{vault.name}</strong>
        <Amount amount={vault.balance} />
      </div>
      <p className="muted">
        {lockedUntil ? <Icon name="lock" /> : null}
        {lockedUntil ? words.lockedUntil(lockedUntil) : words.unlocked}
      </p>
      <MoveForm direction="in" vault={vault} page={page} />
      {lockedUntil ? <p className="hint">{words.moveOutLocked(lockedUntil)}</p> : null}
      {!lockedUntil && vault.balance === '0' ? <p className="hint">{words.nothingToTake}</p> : null}
      {!lockedUntil && vault.balance !== '0' ? (
        <MoveForm direction="out" vault={vault} page={page} />
      ) : null}
    </li>
  );
};

interface MoveFormProps {
  readonly direction: 'in' | 'out';
  readonly vault: OwnVault;
  readonly page: VaultsPageProps;
}

const MoveForm = ({ direction, vault, page }: MoveFormProps) => {
  const { words } = page.viewer;
  const { refused } = page;
  const mine = refused?.form === direction && refused.vaultId === vault.id ? refused : null;
  const verb = direction === 'in' ? words.vaults.moveIn : words.vaults.moveOut;
  return (
    <details open={mine !== null}>
      <summary>{verb}</summary>
      <form
        method="post"
        action={`/vaults/${vault.id}/${direction}`}
        data-submit={`${verb} {amount}`}
      >
        <input type="hidden" name="idempotencyKey" value={page.newKey()} />
        <Field
          scope={`${vault.id}-${direction}-`}
          name="amount"
          label={words.form.amount}
          error={mine?.problem.sentence}
          suffix="F CFA"
          inputMode="numeric"
          autoComplete="off"
          required
          defaultValue={mine?.typed['amount'] ?? ''}
        />
        <button type="submit" className="button">
          {verb}
        </button>
      </form>
    </details>
  );
};
