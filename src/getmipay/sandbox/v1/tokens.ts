import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { Clock } from '../../../kernel/clock.ts';
import { Refusal } from '../refusal.ts';
import type { Rules } from '../rules.ts';

/** The tokens of dialect v1. They look like a JWT, and nobody may look inside. */
export class Tokens {
  private readonly clock: Clock;
  private readonly rules: Rules;
  private readonly expiries = new Map<string, number>();

  constructor(clock: Clock, rules: Rules) {
    this.clock = clock;
    this.rules = rules;
  }

  /** `expiresAt` by the gateway's clock, which may be wrong. */
  issue(): { readonly token: string; readonly expiresAt: Date } {
    const { tokenLifeMs, clockSkewMs } = this.rules.scenario;
    const expiry = this.now() + tokenLifeMs;
    const part = (bytes: number) => randomBytes(bytes).toString('base64url');
    const token = `eyJ${part(24)}.eyJ${part(48)}.${part(32)}`;
    this.expiries.set(token, expiry);
    return { token, expiresAt: new Date(expiry + clockSkewMs) };
  }

  /** @throws Refusal 401 */
  check(request: Request): void {
    const [, token = ''] = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
    const expiry = this.expiries.get(token);
    if (expiry === undefined)
      throw new Refusal(401, 'invalid_token', 'Le jeton est absent ou incorrect.');
    if (expiry <= this.now()) throw new Refusal(401, 'token_expired', 'Le jeton a expiré.');
  }

  /** Every token that was ever given out. */
  expireAll(): void {
    this.expiries.clear();
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
