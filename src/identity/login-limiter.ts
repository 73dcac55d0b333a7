import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../kernel/errors.ts';

const FAILURES_PER_PERSON = 8;
const FAILURES_PER_ADDRESS = 60;
const WINDOW_SECONDS = 15 * 60;

export interface LoginLimiter {
  /** Takes one of the attempts. @throws Unauthentic `too_many_attempts` with `seconds` to wait */
  take(username: string, ip: string): Promise<void>;
  /** Gives the attempt back, and forgets the failures before it. */
  succeeded(username: string, ip: string): Promise<void>;
}

export interface CodeLimiter {
  /** Takes one of the attempts. @throws Unauthentic `too_many_attempts` with `seconds` to wait */
  take(userId: string): Promise<void>;
  succeeded(userId: string): Promise<void>;
}

const SHARED = {
  storeType: 'pool',
  tableName: 'login_attempt',
  tableCreated: true,
  clearExpiredByTimeout: false,
  duration: WINDOW_SECONDS,
} as const;

/**
 * An attempt is taken before it is checked: of a thousand guesses at once, only so many are looked at.
 * @throws Unauthentic `too_many_attempts`
 */
async function takeOne(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.ceil(refusal.msBeforeNext / 1000);
    throw new AppError(
      'Unauthentic',
      'too_many_attempts',
      `Too many attempts; try again in ${seconds} seconds.`,
      { seconds },
    );
  }
}

/** Slows down guessing of passwords, shared by all processes through the table `login_attempt`. */
export function createLoginLimiter(pool: Pool): LoginLimiter {
  const byPerson = new RateLimiterPostgres({
    ...SHARED,
    storeClient: pool,
    keyPrefix: 'person',
    points: FAILURES_PER_PERSON,
  });
  const byAddress = new RateLimiterPostgres({
    ...SHARED,
    storeClient: pool,
    keyPrefix: 'address',
    points: FAILURES_PER_ADDRESS,
  });
  const personKey = (username: string, ip: string) =>
    createHash('sha256').update(`${username.trim().toLowerCase()}|${ip}`).digest('hex');

  return {
    take: async (username, ip) => {
      await takeOne(byPerson, personKey(username, ip));
      await takeOne(byAddress, ip);
    },
    succeeded: async (username, ip) => {
      await byPerson.delete(personKey(username, ip));
      await byAddress.reward(ip);
    },
  };
}

/** Slows down guessing of six-digit codes, by the person whose code it would be. */
export function createCodeLimiter(pool: Pool): CodeLimiter {
  const limiter = new RateLimiterPostgres({
    ...SHARED,
    storeClient: pool,
    keyPrefix: 'code',
    points: FAILURES_PER_PERSON,
  });
  return {
    take: (userId) => takeOne(limiter, userId),
    succeeded: async (userId) => {
      await limiter.delete(userId);
    },
  };
}
