import { AppError } from '../../kernel/errors.ts';
import { type Currency, type Francs, formatFrancs } from '../../kernel/money.ts';
import { parsePhone } from '../../kernel/phone.ts';
import { readFrancs } from '../amount.ts';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import { scalarText } from '../text.ts';
import type { OperationKind, Order } from './operation.ts';
import { Refusal } from './refusal.ts';

export const MIN_AMOUNT: Francs = 100n;
export const MAX_AMOUNT: Francs = 2_000_000n;

/** Visa takes money in; nothing is paid out to a card. */
const METHODS: Readonly<Record<OperationKind, readonly string[]>> = {
  payment: ['wave', 'orange_money', 'moov_money', 'mtn_money', 'visa'],
  payout: ['wave', 'orange_money', 'moov_money', 'mtn_money'],
};

/**
 * Reads and checks what a merchant sent.
 * @throws Refusal 400 or 422, in words that a treasurer may read
 */
export function readOrder(kind: OperationKind, bytes: Buffer): Order {
  const body = parseJson(bytes.toString('utf8'));
  if (!isJsonObject(body)) {
    throw new Refusal(400, 'invalid_json', "Le corps de la requête n'est pas un objet JSON.");
  }
  const currency = readCurrency(body);
  return {
    kind,
    dialect: 'initiate',
    mention: null,
    callbackQuery: '',
    otpMissing: false,
    currency,
    userId: required(body, 'user_id'),
    amount: readAmount(body),
    phone: readPhone(body, currency),
    method: readMethod(body, kind),
    merchantReference: scalarText(body.get('reference'))?.slice(0, 128) || null,
    callbackUrl: readUrl(body, 'callback_url', isLoopback),
    returnUrl: readUrl(body, 'return_url', () => true),
  };
}

/** @throws Refusal 422 that names the field */
export function required(body: JsonObject, field: string): string {
  const text = scalarText(body.get(field));
  if (!text) throw new Refusal(422, `missing_${field}`, `Le champ ${field} est obligatoire.`);
  return text;
}

/** @throws Refusal 422 for what is not a whole number of francs between these bounds */
export function readAmount(
  body: JsonObject,
  [min, max]: readonly [Francs, Francs] = [MIN_AMOUNT, MAX_AMOUNT],
): Francs {
  const amount = readFrancs(body.get('amount') ?? null);
  if (amount === 'unreadable') {
    throw new Refusal(422, 'amount_invalid', 'Le montant doit être un nombre entier de francs.');
  }
  if (amount < min || amount > max) {
    throw new Refusal(
      422,
      'amount_out_of_bounds',
      `Le montant doit être compris entre ${formatFrancs(min)} et ${formatFrancs(max)}.`,
    );
  }
  return amount;
}

/** @throws Refusal 422 for another than XOF and XAF */
export function readCurrency(body: JsonObject): Currency {
  const currency = scalarText(body.get('currency')) ?? 'XOF';
  if (currency === 'XOF' || currency === 'XAF') return currency;
  throw new Refusal(422, 'currency_unknown', 'La devise doit être XOF ou XAF.');
}

const readPhone = (body: JsonObject, currency: Currency): string =>
  asPhone(required(body, 'phone'), currency);

/** @throws Refusal 422 for what is not a number of that currency's countries */
export function asPhone(text: string, currency: Currency): string {
  try {
    return parsePhone(text, currency);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new Refusal(422, 'invalid_phone', "Le numéro de téléphone n'est pas valide.");
  }
}

function readMethod(body: JsonObject, kind: OperationKind): string {
  const method = required(body, 'method');
  if (METHODS[kind].includes(method)) return method;
  throw new Refusal(
    422,
    'method_unknown',
    `Le moyen de paiement doit être l'un de : ${METHODS[kind].join(', ')}.`,
  );
}

/** An http(s) address, or null for none and for one that is not allowed. */
export function readUrl(
  body: JsonObject,
  field: string,
  allowed: (url: URL) => boolean,
): string | null {
  const text = scalarText(body.get(field));
  if (!text || text.length > 2_048 || !URL.canParse(text)) return null;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && allowed(url) ? text : null;
}

/** A stand-in never calls out: a webhook for elsewhere goes to the configured address instead. */
export const isLoopback = (url: URL): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
