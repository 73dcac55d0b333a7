import { countryOf } from '../../kernel/phone.ts';
import {
  type DepositOrder,
  type GatewayAnswer,
  type PaymentOrder,
  type Service,
  serviceFor,
} from '../../payments/gateway.ts';
import { readAnswer, wordOf } from '../answer.ts';
import { type Deadline, deadlineIn } from '../deadline.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Line } from '../line.ts';
import { type Operation, told } from '../order-told.ts';
import { scrubFact } from '../scrub.ts';
import { baseOf, type GatewaySettings, hostsOf } from '../settings.ts';
import type { Speaker } from '../speaker.ts';
import { createAsk, headersWith } from './ask.ts';
import { acceptedOrder, orderBytes, orderHeaders, PATHS, tellsOtp } from './orders.ts';
import { readBalance, readStatus } from './questions.ts';
import { createServices } from './services.ts';
import { createTokens } from './token.ts';

/** GetMiPay in its dialect `v1`, behind the port (`gateway-contract.md`, B and C). */
export function speakV1(settings: GatewaySettings, line: Line): Speaker {
  const base = baseOf(settings);
  const hosts = hostsOf(settings);
  const tokens = createTokens(settings, line);
  const ask = createAsk(settings, line, tokens);
  const services = createServices(settings, ask);
  const deadline = () => deadlineIn(settings.timeoutMs);

  async function order(
    operation: Operation,
    wanted: PaymentOrder,
    otp: DepositOrder['otp'],
  ): Promise<GatewayAnswer> {
    const until = deadline();
    const service = await serviceOf(operation, wanted, until);
    if ('kind' in service) return told(settings, operation, wanted, service);
    const accept = (body: JsonObject) => acceptedOrder(operation, body, hosts);
    const bytes = orderBytes(operation, wanted, settings);
    const exchange = await tokens.use(until, (token) => {
      const headers = { ...headersWith(token), ...orderHeaders(operation, service, otp) };
      const url = base + PATHS[operation];
      return line.send({ method: 'post', url, headers, bytes, deadline: until }, (reply) => {
        const word = wordOf(reply);
        return word?.kind === 'no' || (isJsonObject(word?.body) && accept(word.body) !== undefined);
      });
    });
    const answer = readAnswer(exchange, accept);
    // A code that was refused tells nothing: perhaps none was wanted.
    if (otp === null && tellsOtp(answer)) services.learnOtp(service.id);
    return told(settings, operation, wanted, answer, otp);
  }

  /** The service that carries the order out, or why nothing was sent. */
  async function serviceOf(
    operation: Operation,
    { phone, method, currency }: PaymentOrder,
    until: Deadline,
  ): Promise<Service | Extract<GatewayAnswer, { kind: 'never_sent' }>> {
    const list = await services.known(until);
    const country = countryOf(phone);
    const found = serviceFor(list ?? [], { country, method, currency, direction: operation });
    if (found) return found;
    const message = list
      ? `GetMiPay has no ${operation} service for ${method} in ${country ?? 'that country'}.`
      : 'GetMiPay has not told what it offers.';
    return { kind: 'never_sent', message };
  }

  return {
    can: { statusQuery: true, balance: true, services: true },
    initiateDeposit: (wanted) => order('deposit', wanted, wanted.otp),
    initiatePayout: (wanted) => order('payout', wanted, null),
    async queryStatus(question) {
      const { reference, secondReference, transactionId } = question;
      const body = { order_id: reference, pay_id: secondReference };
      const answer = readStatus(
        question,
        await ask('post', '/transaction-check', body, deadline()),
      );
      if (answer.kind === 'no_answer') {
        const { message: why } = answer;
        settings.log.warn({ transactionId, reference, why }, 'gateway told no status');
      }
      return answer.kind === 'told'
        ? { kind: 'told', fact: scrubFact(answer.fact, settings.secrets()) }
        : answer;
    },
    async balance(currency) {
      // The documents know one balance; the other zone's is asked for by name.
      const path = currency === 'XOF' ? '/balance' : `/balance?currency=${currency}`;
      return readBalance(currency, await ask('get', path, undefined, deadline()));
    },
    async services() {
      const list = await services.known(deadline());
      return list
        ? { kind: 'told', services: list }
        : { kind: 'no_answer', message: 'GetMiPay has not told what it offers.' };
    },
  };
}
