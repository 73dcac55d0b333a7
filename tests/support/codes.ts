import { Secret, TOTP } from 'otpauth';
import type { Pool } from 'pg';
import type { Person } from '../../src/kernel/actor.ts';
import type { Answer, Visitor } from './visitor.ts';

/** What a telephone's app shows right now for a key. */
export const codeNow = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, '')) }).generate();

/** Six digits that are certainly none of the codes that count now. */
export function wrongCode(secret: string): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, '')) });
  const guesses = ['000000', '111111', '222222', '333333', '444444', '555555'];
  return guesses.find((token) => totp.validate({ token, window: 3 }) === null) ?? '666666';
}

/** The key that the page shows for typing, in groups of four. */
export const secretOn = (page: Answer): string =>
  /class="secret"[^>]*>([A-Z2-7 ]+)</.exec(page.text)?.[1] ?? '';

export const recoveryCodesOn = (page: Answer): string[] =>
  [...page.text.matchAll(/<li>([a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4})<\/li>/g)].map(
    ([, code = '']) => code,
  );

export interface Authenticator {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** A code that was not used before: a test does not wait for the next half minute. */
  freshCode(): Promise<string>;
}

/** Sets up a second factor through the pages, as the person would. */
export async function enrol(
  owner: Pool,
  person: Pick<Person, 'id'>,
  signedIn: Visitor,
): Promise<Authenticator> {
  const secret = secretOn(await signedIn.get('/account/second-factor/'));
  const done = await signedIn.post('/account/second-factor/', { code: codeNow(secret) });
  if (done.status !== 200) throw new Error(`could not enrol: ${done.status}`);
  return {
    secret,
    recoveryCodes: recoveryCodesOn(done),
    freshCode: async () => {
      await owner.query('update second_factor set last_step = 0 where user_id = $1', [person.id]);
      return codeNow(secret);
    },
  };
}
