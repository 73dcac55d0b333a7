import React from 'react';
import { francs } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import type { PayFormData } from '../record/answers.ts';

const say = words.approvals.forecast;
/** Shorter than any number of the countries served: not a phone yet. */
const LEAST_DIGITS = 8;

/** As typed, with or without the country's code, is it the member's own? */
function isOwnPhone(typed: string, own: string | null): boolean {
  if (!own) return false;
  const digits = typed.replace(/\D/g, '').replace(/^00/, '');
  return digits.length >= LEAST_DIGITS && own.endsWith(digits);
}

/** Why a payout will wait for a second person; empty: it leaves at once, as far as can be told. */
export function forecastOf(form: PayFormData, amount: string, phone: string): readonly string[] {
  const { approval, member } = form;
  if (!approval) return [];
  const own = isOwnPhone(phone, member.phone);
  const isAbove = BigInt(approval.paidToday) + BigInt(amount) > BigInt(approval.above);
  return [
    ...(isAbove ? [say.above_limit(francs(approval.above))] : []),
    ...(own ? [] : [say.foreign_phone]),
    ...(own && approval.phoneChanged ? [say.phone_changed] : []),
  ];
}

/** Said before anything is sent: this payout will not leave at once. */
export const Forecast = ({ reasons }: { reasons: readonly string[] }) =>
  reasons.length === 0 ? null : (
    <div className="forecast">
      <p>
        <strong>{say.title}</strong>
      </p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p>{say.held}</p>
    </div>
  );
