import type { GatewayAnswer, PaymentOrder } from '../payments/gateway.ts';
import { scrub } from './scrub.ts';
import type { GatewaySettings } from './settings.ts';

export type Operation = 'deposit' | 'payout';

/**
 * The answer as it leaves this room, without a secret in the gateway's words. What went as it should
 * is told by whoever asked; the log gets only what somebody may have to look into.
 */
export function told(
  { log, secrets }: Pick<GatewaySettings, 'log' | 'secrets'>,
  operation: Operation,
  { transactionId, phone }: PaymentOrder,
  answer: GatewayAnswer,
  otp: string | null = null,
): GatewayAnswer {
  const clean =
    answer.kind === 'refused'
      ? { ...answer, message: scrub(answer.message, secrets(), phone, otp) }
      : answer;
  const why = clean.kind === 'accepted' ? clean.warning : clean.message;
  if (why) log.warn({ operation, transactionId, answer: clean.kind, why }, 'gateway answered');
  return clean;
}
