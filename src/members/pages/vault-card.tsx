import React, { type ReactNode } from 'react';
import { Amount } from '../components/amount.tsx';
import { Field } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { Live } from '../components/live.tsx';
import { formatDay } from '../components/when.tsx';
import { dayOf } from '../day.ts';
import type { OwnVault } from '../reads.ts';
import type { VaultsPageProps } from './vaults-page-props.ts';

interface CardProps {
  readonly vault: OwnVault;
  readonly page: VaultsPageProps;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** For the eye only: whether money may leave is decided by the database's clock. */
const isLocked = ({ lockedUntil }: OwnVault, { viewer }: VaultsPageProps) =>
  lockedUntil !== null && lockedUntil > viewer.now;

/** One vault: what it holds, until when, the two ways in and out, and the lock. */
export const VaultCard = ({ vault, page }: CardProps) => {
  const { viewer } = page;
  const words = viewer.words.vaults;
  const day = vault.lockedUntil && formatDay(vault.lockedUntil, viewer.zone, viewer.locale);
  const lockedUntil = isLocked(vault, page) ? day : null;
  const holdsSome = vault.balance !== '0';
  return (
    <li className="card vault">
      <Live name={`vault-${vault.id}`}>
        <div className="head">
          <h2>{vault.name}</h2>
          <Amount amount={vault.balance} />
        </div>
        <p className="muted">
          {lockedUntil ? <Icon name="lock" /> : null}
          {lockedUntil ? words.lockedUntil(lockedUntil) : words.unlocked}
        </p>
        {lockedUntil && holdsSome ? (
          <p className="hint">{words.moveOutLocked(lockedUntil)}</p>
        ) : null}
        {!lockedUntil && !holdsSome ? <p className="hint">{words.nothingToTake}</p> : null}
      </Live>
      <div className="ways">
        <MoveForm direction="in" vault={vault} page={page} />
        {!lockedUntil && holdsSome ? <MoveForm direction="out" vault={vault} page={page} /> : null}
        <LockForm vault={vault} page={page} />
      </div>
    </li>
  );
};

const MoveForm = ({ direction, vault, page }: CardProps & { readonly direction: 'in' | 'out' }) => {
  const { words } = page.viewer;
  const refused = refusedOf(page, direction, vault);
  const verb = direction === 'in' ? words.vaults.moveIn : words.vaults.moveOut;
  return (
    <Way
      name={verb}
      isOpen={refused !== null}
      action={`/vaults/${vault.id}/${direction}`}
      submit={`${verb} {amount}`}
    >
      <input type="hidden" name="idempotencyKey" value={page.newKey()} />
      <Field
        scope={`${vault.id}-${direction}-`}
        name="amount"
        label={words.form.amount}
        error={refused?.problem.sentence}
        suffix="F CFA"
        inputMode="numeric"
        autoComplete="off"
        required
        defaultValue={refused?.typed['amount'] ?? ''}
      />
    </Way>
  );
};

const LockForm = ({ vault, page }: CardProps) => {
  const { zone, words } = page.viewer;
  const refused = refusedOf(page, 'lock', vault);
  const locked = isLocked(vault, page);
  const first = locked && vault.lockedUntil ? vault.lockedUntil.getTime() + DAY_MS : null;
  return (
    <Way
      name={locked ? words.vaults.extend : words.vaults.lock}
      isOpen={refused !== null}
      action={`/vaults/${vault.id}/lock`}
    >
      <Field
        scope={`${vault.id}-`}
        name="until"
        type="date"
        label={words.vaults.newLock}
        hint={locked ? words.vaults.extendHint : words.vaults.lockHint}
        error={refused?.problem.sentence}
        min={first ? dayOf(first, zone) : page.tomorrow}
        required
        defaultValue={refused?.typed['until'] ?? ''}
      />
    </Way>
  );
};

interface WayProps {
  readonly name: string;
  readonly isOpen: boolean;
  readonly action: string;
  /** What the button says once the amount is known. */
  readonly submit?: string;
  readonly children: ReactNode;
}

/** A form that opens under its name. */
const Way = ({ name, isOpen, action, submit, children }: WayProps) => (
  <details open={isOpen}>
    <summary>{name}</summary>
    <form method="post" action={action} {...(submit ? { 'data-submit': submit } : {})}>
      {children}
      <button type="submit" className="button">
        {name}
      </button>
    </form>
  </details>
);

function refusedOf({ refused }: VaultsPageProps, form: 'in' | 'out' | 'lock', vault: OwnVault) {
  return refused?.form === form && refused.vaultId === vault.id ? refused : null;
}
