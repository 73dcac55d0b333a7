import { Secret, TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { createCodeLimiter } from '../../src/identity/login-limiter.ts';
import { createSeal } from '../../src/identity/seal.ts';
import { createSecondFactor } from '../../src/identity/second-factor.ts';
import type { Person } from '../../src/kernel/actor.ts';
import { useDatabase } from '../support/database.ts';
import { givenPerson } from '../support/given.ts';

const db = useDatabase();
const PERIOD_MS = 30_000;
let now = Date.UTC(2026, 10, 25, 12, 0, 5);
const limiter = createCodeLimiter(db.pool);
const withSecrets = (...secrets: string[]) =>
  createSecondFactor({
    pool: db.pool,
    seal: createSeal(secrets),
    limiter,
    clock: { now: () => new Date(now) },
  });
const OLD = 'the secret of last year, long enough';
const NEW = 'the secret of this year, long enough';
const factor = withSecrets(OLD);

const codeOf = (secret: string, periods = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: now + periods * PERIOD_MS,
  });
const later = (periods: number): void => {
  now += periods * PERIOD_MS;
};

let made = 0;
async function enrolled(): Promise<{ actor: Person; secret: string; recoveryCodes: string[] }> {
  made += 1;
  const actor = await givenPerson(db.owner, { username: `chef${made}`, role: 'TREASURER' });
  const { secret } = await factor.begin({ actor });
  const { recoveryCodes } = await factor.confirm({ actor, code: codeOf(secret) });
  later(1);
  return { actor, secret, recoveryCodes };
}

describe('enrolling', () => {
  test('shows the same secret until a first code confirms it, then none', async () => {
    const actor = await givenPerson(db.owner, { username: 'nouvelle', role: 'FINANCE' });
    const first = await factor.begin({ actor });
    expect(await factor.begin({ actor })).toEqual(first);
    expect(first.uri).toMatch(/^otpauth:\/\/totp\/.*nouvelle/);
    expect(await factor.hasOne(actor.id)).toBe(false);
    await expect(factor.confirm({ actor, code: '000000' })).rejects.toMatchObject({
      code: 'code_refused',
      details: { field: 'code' },
    });
    expect(
      (await factor.confirm({ actor, code: codeOf(first.secret) })).recoveryCodes,
    ).toHaveLength(10);
    expect(await factor.hasOne(actor.id)).toBe(true);
    await expect(factor.begin({ actor })).rejects.toMatchObject({ code: 'second_factor_exists' });
  });

  test('ends every session that was opened without a code, but for the one that enrols', async () => {
    const actor = await givenPerson(db.owner, { username: 'ailleurs', role: 'FINANCE' });
    for (const sid of ['here', 'elsewhere']) {
      await db.pool.query(
        `insert into session (sid, sess, expire) values ($1, json_build_object('personId', $2::text), now() + interval '1 hour')`,
        [sid, actor.id],
      );
    }
    const { secret } = await factor.begin({ actor });
    await factor.confirm({ actor, code: codeOf(secret), keepSid: 'here' });
    const { rows } = await db.pool.query(`select sid from session where sess ->> 'personId' = $1`, [
      actor.id,
    ]);
    expect(rows).toEqual([{ sid: 'here' }]);
  });

  test('leaves nothing readable in the database', async () => {
    const { actor, secret, recoveryCodes } = await enrolled();
    const { rows } = await db.owner.query<{ sealed: string; hashes: Buffer[] }>(
      `select f.sealed, array(select hash from recovery_code r where r.user_id = f.user_id) as hashes
       from second_factor f where f.user_id = $1`,
      [actor.id],
    );
    const { sealed, hashes } = rows[0]!;
    expect(hashes).toHaveLength(10);
    const stored = [sealed, Buffer.from(sealed, 'base64url'), ...hashes].map(String).join('|');
    for (const word of [secret, ...recoveryCodes]) {
      expect(stored.toLowerCase()).not.toContain(word.replaceAll('-', '').toLowerCase());
    }
  });
});

describe('a code', () => {
  test('of now, or of one period before or after, is good once, and an older one never', async () => {
    const { actor, secret } = await enrolled();
    later(5);
    for (const periods of [-1, 0, 1]) {
      const code = codeOf(secret, periods);
      expect(await factor.checkCode({ userId: actor.id, code })).toMatchObject({ kind: 'totp' });
      await expect(factor.checkCode({ userId: actor.id, code })).rejects.toMatchObject({
        code: 'code_used',
      });
    }
    const tooOld = codeOf(secret, -2);
    await expect(factor.checkCode({ userId: actor.id, code: tooOld })).rejects.toMatchObject({
      code: 'code_refused',
    });
  });

  test('given ten times at once is taken once', async () => {
    const { actor, secret } = await enrolled();
    const code = codeOf(secret);
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => factor.checkCode({ userId: actor.id, code })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('given for one payout is good again for that payout only', async () => {
    const { actor, secret } = await enrolled();
    const code = codeOf(secret);
    const give = (bound: string) => factor.checkField({ userId: actor.id, code, bound });
    await give('request|key|awa|500000');
    await give('request|key|awa|500000');
    await expect(give('request|key|awa|900000')).rejects.toMatchObject({
      code: 'code_used',
      details: { field: 'code' },
    });
    await expect(factor.checkCode({ userId: actor.id, code })).rejects.toMatchObject({
      code: 'code_used',
    });
  });

  test('is guessed eight times, then nobody’s guess is looked at', async () => {
    const { actor, secret } = await enrolled();
    const guesses = await Promise.allSettled(
      Array.from({ length: 40 }, () => factor.checkCode({ userId: actor.id, code: '000000' })),
    );
    const codes = guesses.map((guess) => guess.status === 'rejected' && guess.reason.code);
    expect(codes.filter((code) => code === 'code_refused')).toHaveLength(8);
    expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(32);
    await expect(
      factor.checkCode({ userId: actor.id, code: codeOf(secret) }),
    ).rejects.toMatchObject({ code: 'too_many_attempts' });
  });

  test('of somebody else, or where there is no second factor, is refused', async () => {
    const { secret } = await enrolled();
    const other = await enrolled();
    const bare = await givenPerson(db.owner, { username: 'sans', role: 'FINANCE' });
    for (const userId of [other.actor.id, bare.id]) {
      await expect(factor.checkCode({ userId, code: codeOf(secret) })).rejects.toMatchObject({
        code: 'code_refused',
      });
    }
  });
});

describe('a recovery code', () => {
  test('removes the second factor too: whoever lost the telephone sets up another one', async () => {
    const { actor, recoveryCodes } = await enrolled();
    await expect(factor.remove({ actor, code: 'nonsense' })).rejects.toMatchObject({
      code: 'code_refused',
      details: { field: 'code' },
    });
    await factor.remove({ actor, code: recoveryCodes[1] });
    expect(await factor.hasOne(actor.id)).toBe(false);
  });

  test('signs in once, however it is typed, and is no code for a payout', async () => {
    const { actor, recoveryCodes } = await enrolled();
    const [first = ''] = recoveryCodes;
    const typed = ` ${first.toUpperCase().replaceAll('-', ' ')} `;
    const give = (code: string) => factor.checkCode({ userId: actor.id, code, recovery: true });
    await expect(factor.checkField({ userId: actor.id, code: first })).rejects.toMatchObject({
      code: 'code_refused',
    });
    expect(await give(typed)).toEqual({ kind: 'recovery', recoveryLeft: 9 });
    await expect(give(typed)).rejects.toMatchObject({ code: 'code_refused' });
  });

  test('dies when new ones are made', async () => {
    const { actor, secret, recoveryCodes } = await enrolled();
    const renewed = await factor.renewRecoveryCodes({ actor, code: codeOf(secret) });
    const give = (code = '') => factor.checkCode({ userId: actor.id, code, recovery: true });
    await expect(give(recoveryCodes[0])).rejects.toMatchObject({ code: 'code_refused' });
    expect(await give(renewed.recoveryCodes[0])).toMatchObject({ recoveryLeft: 9 });
  });
});

test('a rotation of SESSION_SECRET keeps second factors, until the old secret is removed', async () => {
  const { actor, secret, recoveryCodes } = await enrolled();
  const both = withSecrets(NEW, OLD);
  expect(await both.checkCode({ userId: actor.id, code: codeOf(secret) })).toMatchObject({
    kind: 'totp',
  });
  const recovery = { userId: actor.id, code: recoveryCodes[0], recovery: true };
  expect(await both.checkCode(recovery)).toMatchObject({ kind: 'recovery' });
  later(1);
  await expect(
    withSecrets(NEW).checkCode({ userId: actor.id, code: codeOf(secret) }),
  ).rejects.toMatchObject({ code: 'code_refused' });
  // Nobody gets around it by enrolling again.
  await expect(withSecrets(NEW).begin({ actor })).rejects.toMatchObject({
    code: 'second_factor_exists',
  });
});

test('removing it asks for a code, and is audited', async () => {
  const { actor, secret } = await enrolled();
  await expect(factor.remove({ actor, code: '000000' })).rejects.toMatchObject({
    code: 'code_refused',
  });
  await factor.remove({ actor, code: codeOf(secret) });
  expect(await factor.hasOne(actor.id)).toBe(false);
  const { rows } = await db.pool.query(
    'select action from audit_entry where subject_id = $1 order by id',
    [actor.id],
  );
  expect(rows.map(({ action }) => action)).toEqual(['second_factor.enrol', 'second_factor.remove']);
});
