import React from 'react';
import { sentence } from '../../kernel/messages.ts';
import { chipOf, correctionChip, isLost, isOpen, kindOf, type Operation } from '../operation.ts';
import { phoneText } from '../phone.ts';
import type { Viewer } from '../view.ts';
import { Amount } from './amount.tsx';
import { Icon, type IconName } from './icon.tsx';
import { StatusChip } from './status-chip.tsx';
import { When } from './when.tsx';

const ICONS: Readonly<Record<ReturnType<typeof kindOf>, IconName>> = {
  DEPOSIT: 'in',
  WITHDRAWAL: 'out',
  VAULT_IN: 'vault',
  VAULT_OUT: 'vault',
  ADJUSTMENT: 'equal',
};

interface OperationRowProps {
  readonly operation: Operation;
  readonly viewer: Viewer;
  readonly methodLabel: string | null;
}

/** One line of the history: what, how much, how it stands, who started it, and why not where it failed. */
export const OperationRow = ({ operation, viewer, methodLabel }: OperationRowProps) => {
  const { words, locale } = viewer;
  const kind = kindOf(operation);
  const lost = isLost(operation);
  const correction = correctionChip(operation);
  const phone = operation.phone ? phoneText(operation.phone) : null;
  const about = [
    methodLabel,
    operation.vaultName,
    phone && (kind === 'DEPOSIT' ? words.wallet.from(phone) : words.wallet.to(phone)),
  ].filter(Boolean);
  return (
    <li className="operation">
      <span className={`round ${lost ? 'lost' : operation.effect}`}>
        <Icon name={ICONS[kind]} />
      </span>
      <a className="line" href={`/wallet/operations/${operation.id}/`}>
        <strong>{words.kinds[kind]}</strong>
        <Amount amount={operation.amount} effect={operation.effect} lost={lost} />
      </a>
      {about.length > 0 ? <p className="muted">{about.join(' · ')}</p> : null}
      {lost && operation.failureReason ? (
        <p className="reason">{sentence(locale, `reason_${operation.failureReason}`)}</p>
      ) : null}
      <div className="line">
        <span className="muted">
          <When at={operation.createdAt} viewer={viewer} />
          {starter(operation, viewer)}
        </span>
        <StatusChip state={chipOf(operation)} words={words} />
        {correction ? <StatusChip state={correction} words={words} /> : null}
      </div>
      {kind === 'DEPOSIT' && isOpen(operation) && operation.paymentUrl ? (
        <a className="go" href={`/wallet/topup/?depot=${operation.id}`}>
          {words.wallet.pay}
        </a>
      ) : null}
    </li>
  );
};

function starter({ byMember, startedBy }: Operation, { words }: Viewer): string | null {
  if (byMember) return ` · ${words.wallet.byYou}`;
  return startedBy ? ` · ${words.wallet.by(startedBy)}` : null;
}
