import type { Currency } from '../../kernel/money.ts';

interface Country {
  readonly code: string;
  /** How many digits a number has within the country. */
  readonly digits: number;
  readonly currency: Currency;
  /** Minutes ahead of UTC; none of these countries changes its clocks. */
  readonly offset: number;
}

const country = (code: string, digits: number, currency: Currency, offset = 0): Country => ({
  code,
  digits,
  currency,
  offset,
});

/** Where statements come from. */
export const COUNTRIES = {
  BF: country('226', 8, 'XOF'),
  CI: country('225', 10, 'XOF'),
  SN: country('221', 9, 'XOF'),
  BJ: country('229', 10, 'XOF', 60),
  TG: country('228', 8, 'XOF'),
  ML: country('223', 8, 'XOF'),
  NE: country('227', 8, 'XOF', 60),
  GW: country('245', 9, 'XOF'),
  CM: country('237', 9, 'XAF', 60),
  GA: country('241', 8, 'XAF', 60),
  CG: country('242', 9, 'XAF', 60),
  TD: country('235', 8, 'XAF', 60),
  CF: country('236', 8, 'XAF', 60),
  GQ: country('240', 9, 'XAF', 60),
} as const satisfies Record<string, Country>;

export type CountryName = keyof typeof COUNTRIES;

const ALL: readonly Country[] = Object.values(COUNTRIES);
const E164 = /^\+[1-9]\d{6,14}$/;
const OLD_BENIN = '+229';

/**
 * A statement's phone in E.164: as it is, without its plus or, with `home`, as it is dialled there.
 * Anything else is null: a phone only helps to find a transaction, its row is good without one.
 */
export function phoneOf(text: string, home?: CountryName): string | null {
  if (E164.test(text)) return renumbered(text);
  const digits = text.length > 32 ? '' : text.replace(/[\s().-]/g, '').replace(/^(?:\+|00)/, '');
  if (!/^\d+$/.test(digits)) return null;
  const known = ALL.some((one) => digits.startsWith(one.code) && fits(digits.slice(3), one));
  if (known) return renumbered(`+${digits}`);
  const local = home && COUNTRIES[home];
  return local && fits(digits, local) ? renumbered(`+${local.code}${digits}`) : null;
}

/** Benin's numbers had eight digits until November 2024. */
const fits = (digits: string, { code, digits: wanted }: Country): boolean =>
  digits.length === wanted || (code === '229' && digits.length === 8);

const renumbered = (e164: string): string =>
  e164.length === 12 && e164.startsWith(OLD_BENIN)
    ? `${OLD_BENIN}01${e164.slice(OLD_BENIN.length)}`
    : e164;
