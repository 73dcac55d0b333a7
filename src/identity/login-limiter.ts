import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../kernel/errors.ts';

const FAILURES_PER_PERSON = 8;
const FAILURES_PER_ADDRESS = 60;
const WINDOW_SECONDS = 15 * 60;

export interface LoginLimiter {
  /** @throws Unauthentic `too_many_attempts` with `seconds` to wait */
  check(username: string, ip: string): Promise<void>;
  failed(username: string, ip: string): Promise<void>;
  succeeded(username: string, ip: string): Promise<void>;
}

/** Slows down guessing, shared by all processes through the table `login_attempt`. */
export function createLoginLimiter(pool: Pool): LoginLimiter {
  const shared = {
    storeClient: pool,
    storeType: 'pool',
    tableName: 'login_attempt',
    tableCreated: true,
    clearExpiredByTimeout: false,
    duration: WINDOW_SECONDS,
  };
  const byPerson = new RateLimiterPostgres({
    ...shared,
    keyPrefix: 'person',
    points: FAILURES_PER_PERSON,
  });
  const byAddress = new RateLimiterPostgres({
    ...shared,
    keyPrefix: 'address',
    points: FAILURES_PER_ADDRESS,
  });
  const personKey = (username: string, ip: string) =>
    createHash('sha256').update(`${username.trim().toLowerCase()}|${ip}`).digest('hex');

  async function remaining(limiter: RateLimiterPostgres, key: string): Promise<void> {
    const state = await limiter.get(key);
    if (state && state.consumedPoints >= limiter.points) {
      const seconds = Math.ceil(state.msBeforeNext / 1000);
      throw new AppError(
        'Unauthentic',
        'too_many_attempts',
        `Too many attempts; try again in ${seconds} seconds.`,
        { seconds },
      );
    }
  }
  const count = (limiter: RateLimiterPostgres, key: string) =>
    limiter.consume(key).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
    });

  return {
    check: async (username, ip) => {
      await remaining(byPerson, personKey(username, ip));
      await remaining(byAddress, ip);
    },
    failed: async (username, ip) => {
      await count(byPerson, personKey(username, ip));
      await count(byAddress, ip);
    },
    succeeded: async (username, ip) => {
      await byPerson.delete(personKey(username, ip));
    },
  };
}
