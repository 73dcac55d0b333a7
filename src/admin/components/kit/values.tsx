import React from 'react';
import { groupThousands } from '../../../kernel/money.ts';
import { signOf } from '../../shown.ts';
import { ago, day, instant, phoneText } from './format.ts';
import { Icon } from './icon.tsx';
import { words } from './page-data.ts';

export { signOf };

type Sign = '+' | '−' | '';

/** An amount in francs; the sign says the direction, since colour alone must not. */
export function Amount({
  value,
  sign = '',
  arrived = false,
}: {
  value: unknown;
  sign?: Sign;
  arrived?: boolean;
}) {
  if (value === null || value === undefined || value === '')
    return <span>{words.record.none}</span>;
  const negative = String(value).startsWith('-');
  const digits = String(value).replace('-', '');
  return (
    <span className={arrived ? 'amount amount-in' : 'amount'}>
      {negative ? '−' : digits === '0' ? '' : sign}
      {groupThousands(digits)}{' '}
      <span className="unit">{words.units.francs.replace(' ', '\u00a0')}</span>
    </span>
  );
}

export const Phone = ({ value }: { value: unknown }) => (
  <span className="phone">{value ? phoneText(String(value)) : words.record.none}</span>
);

/** Relative in lists, absolute on hover; absolute first on a detail page. */
export function When({ value, exact = false }: { value: unknown; exact?: boolean }) {
  if (!value) return <span>{words.record.none}</span>;
  const iso = String(value);
  return (
    <time dateTime={iso} title={exact ? ago(iso) : instant(iso)} className="when">
      {exact ? instant(iso) : ago(iso)}
    </time>
  );
}

/** A person: name over phone. */
export const Who = ({ name, phone }: { name: string; phone: unknown }) => (
  <span className="who">
    <span className="who-name">{name || words.record.none}</span>
    {phone ? <Phone value={phone} /> : null}
  </span>
);

export function Lock({ until, isLocked }: { until: unknown; isLocked: boolean }) {
  const text = until ? day(String(until)) : null;
  const said = text ? (isLocked ? words.lock.until(text) : words.lock.was(text)) : words.lock.open;
  return (
    <span className={`chip ${isLocked ? 'chip-amber' : 'chip-grey'}`}>
      <Icon name={isLocked ? 'lock' : 'unlock'} />
      {said}
    </span>
  );
}

/** Money that came in for good, and was not taken back: only that is shown in green. */
export const hasArrived = (params: Readonly<Record<string, unknown>>): boolean =>
  params['status'] === 'COMPLETED' &&
  signOf(params) === '+' &&
  params['corrected'] !== 'failed' &&
  params['corrected'] !== 'reversal';
