import type { Currency } from '../../kernel/money.ts';
import type {
  BalanceAnswer,
  GatewayFact,
  StatusAnswer,
  StatusQuestion,
} from '../../payments/gateway.ts';
import { readSignedFrancs } from '../amount.ts';
import { firstText, levelsOf, whyUnread, wordOf } from '../answer.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { wordsAt } from '../text.ts';
import type { Exchange } from '../transport.ts';
import { readV1Fields } from './fields.ts';

const NOT_KNOWN = /not.?found|unknown|introuvable|inconnue?|n.existe pas|does not exist/i;

const noAnswer = (message: string) => ({ kind: 'no_answer', message }) as const;

/** What the answer of `POST /transaction-check` says about the order that was asked for. */
export function readStatus(question: StatusQuestion, exchange: Exchange): StatusAnswer {
  const word = wordOf(exchange);
  if (word?.kind === 'no') {
    if (word.status === 404 || (word.status < 300 && saysNotKnown(word.body))) {
      return { kind: 'not_known', message: 'GetMiPay does not know this reference.' };
    }
    return noAnswer(`GetMiPay refused the question (${word.status}).`);
  }
  if (exchange.kind !== 'answered' || !isJsonObject(word?.body)) {
    return noAnswer(whyUnread(exchange));
  }
  const { secondReference, ...fields } = readV1Fields(word.body);
  const { transactionId, kind, reference } = question;
  if (differs(fields.reference, reference) || differs(secondReference, question.secondReference)) {
    return noAnswer('GetMiPay answered about another order.');
  }
  if (fields.event === null) return noAnswer('GetMiPay answered without a status.');
  const fact: GatewayFact = {
    source: 'status_query',
    dialect: 'v1',
    raw: exchange.reply.body,
    headers: {},
    ...fields,
    reference,
    kind: kind ?? fields.kind,
    ownId: transactionId,
  };
  return { kind: 'told', fact };
}

/** A field that is absent does not disagree. */
const differs = (answered: string | null, asked: string | null): boolean =>
  answered !== null && asked !== null && answered !== asked;

const saysNotKnown = (body: JsonObject): boolean =>
  levelsOf(body).some((level) =>
    ['error_code', 'code', 'message', 'error'].some((field) =>
      NOT_KNOWN.test(wordsAt(level, [field]) ?? ''),
    ),
  );

/** What the answer of `GET /balance` says that we have there, in whole francs. */
export function readBalance(currency: Currency, exchange: Exchange): BalanceAnswer {
  const word = wordOf(exchange);
  if (word?.kind === 'no') return noAnswer(`GetMiPay refused the question (${word.status}).`);
  if (!isJsonObject(word?.body)) return noAnswer(whyUnread(exchange));
  const balance = readSignedFrancs(firstText(word.body, ['balance']) ?? '');
  if (balance === 'unreadable') return noAnswer('GetMiPay told no balance in whole francs.');
  const answered = firstText(word.body, ['currency'])?.toUpperCase() ?? currency;
  if (answered !== currency) return noAnswer(`GetMiPay told a balance in another currency.`);
  return { kind: 'told', balance, currency };
}
