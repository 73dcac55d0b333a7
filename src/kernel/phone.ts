import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import { invalid } from './errors.ts';
import type { Currency } from './money.ts';
import { remembered } from './remembered.ts';
import { typed } from './typed.ts';

const DEFAULT_COUNTRY: CountryCode = 'BF';

/** The franc zones: a phone of another currency's country cannot be paid in that currency. */
const CURRENCY_OF: Partial<Record<CountryCode, Currency>> = {
  BF: 'XOF',
  CI: 'XOF',
  SN: 'XOF',
  BJ: 'XOF',
  TG: 'XOF',
  ML: 'XOF',
  NE: 'XOF',
  GW: 'XOF',
  CM: 'XAF',
  GA: 'XAF',
  CG: 'XAF',
  TD: 'XAF',
  CF: 'XAF',
  GQ: 'XAF',
};

/** Benin renumbered on 2024-11-30: an 8-digit number is the same line with `01` in front. */
const BENIN_BEFORE_2024 = /^\+229(\d{8})$/;

/**
 * Reads a phone typed by a person and answers it in E.164 (`+22670123456`).
 * Numbers without a country code are Burkinabè.
 * @throws InvalidInput `phone_invalid`, `phone_other_currency`
 */
export function parsePhone(text: unknown, currency: Currency = 'XOF', field = 'phone'): string {
  const written = typed(text).trim().replace(/^00/, '+');
  const compact = written.replace(/[\s().-]/g, '');
  const renumbered = compact.replace(BENIN_BEFORE_2024, '+22901$1');
  const parsed =
    written.length <= 32 ? parsePhoneNumberFromString(renumbered, DEFAULT_COUNTRY) : undefined;
  if (!parsed?.isValid()) {
    throw invalid(
      field,
      'phone_invalid',
      'The phone number is not a number of a country we serve.',
    );
  }
  if (!parsed.country || CURRENCY_OF[parsed.country] !== currency) {
    throw invalid(
      field,
      'phone_other_currency',
      `The phone number belongs to a country that does not pay in ${currency}.`,
      { currency },
    );
  }
  return parsed.number;
}

/** `+22670123456` → `+226 70 12 34 56`. */
export const formatPhone = remembered(
  (e164: string) => parsePhoneNumberFromString(e164)?.formatInternational() ?? e164,
);

/** For logs: only the last three digits stay. */
export const maskPhone = (phone: string): string => phone.replace(/\d(?=\d{3})/g, '•');

/** The country of an E.164 number (ISO 3166-1 alpha-2), or null. */
export const countryOf = (e164: string): string | null =>
  parsePhoneNumberFromString(e164)?.country ?? null;
