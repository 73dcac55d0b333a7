import type { RecordJSON } from 'adminjs';
import React, { type ReactNode } from 'react';
import { reasonsOf } from '../approvals/waiting.ts';
import { fieldName, methodName, words } from '../kit/page-data.ts';
import { Amount, Phone, When } from '../kit/values.tsx';

type Fact = readonly [name: string, value: ReactNode];

/** Who had to say yes, and what they said. */
function decisionFacts({ params, ...record }: RecordJSON): readonly Fact[] {
  const say = words.approvals;
  const { status, checkerName, decidedAt, decisionReason } = params;
  // While it waits, why is said where the decision is.
  const reasons = status === 'AWAITING_APPROVAL' ? [] : reasonsOf({ params, ...record });
  return [
    [say.whyItWaited, reasons.length > 0 ? reasons.join(' ; ') : null],
    [say.checker, checkerName],
    [say.decidedAt, decidedAt ? <When key="decided" value={decidedAt} exact /> : null],
    [say.decisionReason, decisionReason],
  ];
}

/** What is known of a transaction beside its amount, its state and whose it is. */
export function TransactionFacts({ record }: { record: RecordJSON }) {
  const { params } = record;
  const { method, phone, fee, quotedFee } = params;
  // What was quoted is posted once the money has moved; from then on the fee itself is told.
  const quoted = params['status'] === 'PENDING' && quotedFee !== '0' ? quotedFee : null;
  const facts: readonly Fact[] = [
    [fieldName('method'), method ? methodName(String(method)) : null],
    [fieldName('phone'), phone ? <Phone key="phone" value={phone} /> : null],
    [fieldName('initiatedBy'), params['makerName']],
    [fieldName('createdAt'), <When key="when" value={params['createdAt']} exact />],
    ...decisionFacts(record),
    [fieldName('gatewayReference'), params['gatewayReference']],
    [fieldName('secondReference'), params['secondReference']],
    [fieldName('quotedFee'), quoted ? <Amount key="quoted" value={quoted} /> : null],
    [fieldName('fee'), fee && fee !== '0' ? <Amount key="fee" value={fee} /> : null],
    [fieldName('note'), params['note']],
  ];
  return (
    <dl className="details">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
