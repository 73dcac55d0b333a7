import type { Clock } from '../../kernel/clock.ts';
import { sign } from '../signature.ts';
import type { Notice } from './operation.ts';
import type { Rules } from './rules.ts';

/** Signs webhooks as each dialect does, with a secret that can be rotated. */
export class Seal {
  private readonly clock: Clock;
  private readonly rules: Rules;
  private secret: string;

  constructor(clock: Clock, rules: Rules, secret: string) {
    this.clock = clock;
    this.rules = rules;
    this.secret = secret;
  }

  /** From the next try on, also for webhooks that are under way. */
  rotate(secret: string): void {
    this.secret = secret;
  }

  /** The headers that prove these bytes. */
  headersFor({ dialect }: Notice, bytes: Buffer): Readonly<Record<string, string>> {
    if (dialect === 'initiate') return { 'X-Signature': sign(bytes, this.secret) };
    const { clockSkewMs, webhooks } = this.rules.scenario;
    const timestamp = String(Math.floor((this.clock.now().getTime() + clockSkewMs) / 1_000));
    const signed =
      webhooks.sign === 'body' ? bytes : Buffer.concat([Buffer.from(`${timestamp}.`), bytes]);
    return {
      'X-GetMiPay-Signature': `sha256=${sign(signed, this.secret)}`,
      'X-GetMiPay-Timestamp': timestamp,
    };
  }
}
