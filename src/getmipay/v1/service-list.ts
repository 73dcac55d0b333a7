import type { Service } from '../../payments/gateway.ts';
import { readFrancs } from '../amount.ts';
import { isJsonObject, type Json, type JsonObject, NumberToken } from '../json.ts';
import { bounded, scalarText } from '../text.ts';

/** What a header can carry. */
const ID = /^[\x21-\x7e]{1,64}$/;
const COUNTRY = /^[A-Z]{2}$/;
const OTP_FIELDS = ['otp_required', 'requires_otp', 'otp'];

/** Our methods in the names of theirs. Ids differ between environments, names hardly. */
const METHODS: readonly (readonly [string, RegExp])[] = [
  ['orange_money', /orange/],
  ['wave', /\bwave\b/],
  ['moov_money', /\bmoov\b|flooz/],
  ['mtn_money', /\bmtn\b|\bmomo\b/],
  ['visa', /visa|mastercard|\bcarte?\b|\bcards?\b/],
];

/** The list in an answer of `GET /services`, without what cannot be used; undefined: no list. */
export function readServices(body: Json): Service[] | undefined {
  const list = listIn(body);
  return list
    ?.filter((item) => isJsonObject(item))
    .map(readService)
    .filter((service) => service !== undefined);
}

function listIn(body: Json): readonly Json[] | undefined {
  if (Array.isArray(body)) return body;
  if (!isJsonObject(body)) return undefined;
  const data = body.get('data') ?? body.get('services');
  if (Array.isArray(data)) return data;
  const inner = isJsonObject(data) ? data.get('services') : undefined;
  return Array.isArray(inner) ? inner : undefined;
}

function readService(item: JsonObject): Service | undefined {
  const id = scalarText(item.get('id')) ?? '';
  const country = scalarText(item.get('country_code'))?.trim().toUpperCase() ?? '';
  const currency = scalarText(item.get('currency'))?.trim().toUpperCase() ?? '';
  if (!ID.test(id) || !COUNTRY.test(country) || currency === '') return undefined;
  const name = bounded(scalarText(item.get('name'))?.trim() ?? '');
  const isActive = flag(item.get('is_active')) ?? true;
  return {
    id,
    name,
    country,
    method: methodIn(name),
    currency: bounded(currency),
    deposit: isActive && flag(item.get('depositable')) === true,
    payout: isActive && flag(item.get('withdrawable')) === true,
    min: bound(item.get('min_amount')),
    max: bound(item.get('max_amount')),
    otp: OTP_FIELDS.some((field) => flag(item.get(field)) === true),
  };
}

function methodIn(name: string): string | null {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return METHODS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

/** `true`, `1`, `"1"`, `"true"`, and their opposites; undefined for anything else. */
function flag(value: Json | undefined): boolean | undefined {
  const word = value instanceof NumberToken ? value.text : value;
  if (word === true || word === '1' || word === 'true') return true;
  return word === false || word === '0' || word === 'false' ? false : undefined;
}

/** No bound where there is none, or none that can be read: the gateway keeps its own anyway. */
function bound(value: Json | undefined): bigint | null {
  const francs = value === undefined ? 'unreadable' : readFrancs(value);
  return francs === 'unreadable' || francs === 0n ? null : francs;
}
