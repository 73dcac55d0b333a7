import React, { type ReactNode } from 'react';
import { formatFrancs } from '../../kernel/money.ts';
import { formatInstant } from '../../kernel/time.ts';
import { isLost, kindOf } from '../operation.ts';
import { phoneText } from '../phone.ts';
import type { Receipt } from '../receipt-reads.ts';
import type { Viewer } from '../view.ts';

interface FactsProps {
  readonly viewer: Viewer;
  readonly receipt: Receipt;
  readonly methodLabel: string | null;
}

/** Everything that a member shows as a proof, one fact a line. */
export const ReceiptFacts = (props: FactsProps) => (
  <dl className="facts">
    {factsOf(props).map(([label, value]) =>
      value === null ? null : (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ),
    )}
  </dl>
);

type Fact = readonly [label: string, value: ReactNode];

function factsOf({ viewer, receipt, methodLabel }: FactsProps): readonly Fact[] {
  const { words, zone, locale } = viewer;
  const { receipt: labels } = words;
  const kind = kindOf(receipt);
  const at = (instant: Date | null) => instant && formatInstant(instant, zone, locale);
  return [
    [labels.holder, receipt.holder],
    [labels.kind, words.kinds[kind]],
    [labels.amount, formatFrancs(receipt.amount)],
    [labels.vault, receipt.vaultName],
    [kind === 'DEPOSIT' ? labels.from : labels.to, receipt.phone && phoneText(receipt.phone)],
    [labels.method, methodLabel],
    [labels.startedBy, receipt.byMember ? receipt.holder : receipt.startedBy],
    [labels.tontine, receipt.tontineName],
    [labels.requestedAt, at(receipt.createdAt)],
    ...decision(receipt, viewer, at),
    [isLost(receipt) ? labels.endedAt : labels.doneAt, at(receipt.endedAt)],
    [labels.gatewayReference, code(receipt.gatewayReference)],
    [labels.reference, code(receipt.id)],
    [labels.seal, sealOf(receipt, labels)],
  ];
}

/** What the second person decided, where there had to be one. */
function decision(
  receipt: Receipt,
  { words: { receipt: labels } }: Viewer,
  at: (instant: Date | null) => string | null,
): readonly Fact[] {
  const rejected = receipt.status === 'REJECTED';
  return [
    [
      labels.expiresAt,
      receipt.status === 'AWAITING_APPROVAL' ? at(receipt.approvalExpiresAt) : null,
    ],
    [rejected ? labels.rejectedBy : labels.approvedBy, receipt.checkedBy],
    [labels.decidedAt, at(receipt.decidedAt)],
    [labels.decisionReason, receipt.decisionReason],
  ];
}

const sealOf = ({ seal }: Receipt, labels: Viewer['words']['receipt']) =>
  seal && (
    <>
      <code>{seal.short}</code> ({labels.sealOf(seal.day, seal.seq)})
    </>
  );

const code = (reference: string | null) => (reference ? <code>{reference}</code> : null);
