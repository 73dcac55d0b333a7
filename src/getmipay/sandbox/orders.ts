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

function required(body: JsonObject, field: string): string {
  const text = scalarText(body.get(field));
  if (!text) throw new Refusal(422, `missing_${field}`, `Le champ ${field} est obligatoire.`);
  return text;
}

function readAmount(body: JsonObject): Francs {
  const amount = readFrancs(body.get('amount') ?? null);
  if (amount === 'unreadable') {
    throw new Refusal(422, 'amount_invalid', 'Le montant doit être un nombre entier de francs.');
  }
  if (amount < MIN_AMOUNT || amount > MAX_AMOUNT) {
    throw new Refusal(
      422,
      'amount_out_of_bounds',
      `Le montant doit être compris entre ${formatFrancs(MIN_AMOUNT)} et ${formatFrancs(MAX_AMOUNT)}.`,
    );
  }
  return amount;
}

function readCurrency(body: JsonObject): Currency {
  const currency = scalarText(body.get('currency')) ?? 'XOF';
  if (currency === 'XOF' || currency === 'XAF') return currency;
  throw new Refusal(422, 'currency_unknown', 'La devise doit être XOF ou XAF.');
}

function readPhone(body: JsonObject, currency: Currency): string {
  try {
    return parsePhone(required(body, 'phone'), currency);
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

function readUrl(body: JsonObject, field: string, allowed: (url: URL) => boolean): string | null {
  const text = scalarText(body.get(field));
  if (!text || text.length > 2_048 || !URL.canParse(text)) return null;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && allowed(url) ? text : null;
}

/** A stand-in never calls out: a webhook for elsewhere goes to the configured address instead. */
const isLoopback = (url: URL): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
