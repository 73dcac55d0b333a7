import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../src/getmipay/sandbox/server.ts';
import { door, givenSandbox, KEYS } from './given.ts';
import { initiateMerchant, type RawOrder, referenceIn, v1Merchant } from './merchant.ts';
import { unzipped } from './unzipped.ts';

/** One day of books: two dialects, each method, paid, failed and pending, and a day around it. */
async function givenDay(): Promise<Sandbox> {
  let now = 0;
  const sandbox = await givenSandbox({
    clock: { now: () => new Date(now) },
    payoutDelayMs: null,
    retryDelaysMs: [3_600_000],
    scenario: { seed: 'statements', fees: { paymentsPerMille: 30, payoutsPerMille: 10 } },
  });
  const at = (instant: string) => {
    now = Date.parse(instant);
  };
  at('2025-11-08T23:00:00Z');
  const v1 = await v1Merchant(sandbox);
  const initiate = initiateMerchant(sandbox);
  const run = async (
    ended: string,
    act: 'pay' | 'refuse' | 'complete' | 'fail' | null,
    answer: ReturnType<typeof v1.payin>,
  ) => {
    const reference = referenceIn(await answer);
    at(ended);
    if (act) await door(sandbox, `operations/${reference}/${act}`);
  };
  const payin = (order: RawOrder) => v1.payin(order);
  await run('2025-11-08T23:59:59Z', 'pay', payin({ amount: 20_000 }));
  await run('2025-11-09T00:00:00Z', 'pay', payin({ amount: 5_000 }));
  await run('2025-11-09T09:05:07Z', 'complete', v1.payout({ amount: 1_500 }));
  await run('2025-11-09T10:00:00Z', 'refuse', payin({ amount: 700 }));
  const moov = { service: 'Moov Money Burkina Faso' };
  await run('2025-11-09T11:00:00Z', 'pay', payin({ ...moov, amount: 8_000 }));
  await run('2025-11-09T11:30:00Z', 'refuse', payin({ ...moov, amount: 900 }));
  await run('2025-11-09T12:00:00Z', 'complete', v1.payout({ ...moov, amount: 2_500 }));
  const orange = { service: 'Orange Money Burkina Faso', otp: '123456' };
  await run('2025-11-09T12:30:00Z', 'pay', payin({ ...orange, amount: 10_000 }));
  await run('2025-11-09T12:45:00Z', 'fail', v1.payout({ ...orange, amount: 3_000 }));
  const cameroon = { service: 'MTN MoMo Cameroun', currency: 'XAF', wallet: '237671234567' };
  await run('2025-11-09T13:00:00Z', 'pay', payin({ ...cameroon, amount: 6_000 }));
  await run('2025-11-09T14:00:00Z', 'complete', v1.payout({ ...cameroon, amount: 1_000 }));
  const formula = '=HYPERLINK("http://x.example","réglé, merci")';
  await run('2025-11-09T23:59:59Z', 'pay', initiate.payin({ description: formula }));
  await run('2025-11-10T00:00:00Z', null, payin({ amount: 400 }));
  await door(sandbox, `operations/${sandbox.operations().at(-1)?.reference}/pay`);
  await v1.payin({ amount: 999 });
  return sandbox;
}

const download = async (sandbox: Pick<Sandbox, 'url'>, path: string) => {
  const response = await fetch(`${sandbox.url}${path}`);
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};

const expectedFile = (name: string) => new URL(`./statements/${name}`, import.meta.url);

/** `UPDATE_STATEMENTS=1` writes what is missing or has changed; then read it. */
function expectBytes(name: string, bytes: Buffer): void {
  const file = expectedFile(name);
  if (process.env['UPDATE_STATEMENTS'] === '1') writeFileSync(file, bytes);
  if (!existsSync(file)) throw new Error(`${name} is missing.`);
  expect(bytes.toString('utf8')).toBe(readFileSync(file, 'utf8'));
  expect(bytes.equals(readFileSync(file))).toBe(true);
}

describe('the statement of a day', () => {
  test.each(['tontine-pro', 'wave-en', 'wave-fr', 'moov-ci', 'mtn-momo', 'pawapay'])(
    'as %s is this file, byte for byte',
    async (format) => {
      const sandbox = await givenDay();
      const { response, bytes } = await download(sandbox, `/statements/${format}?day=2025-11-09`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-disposition')).toBe(
        `attachment; filename="${format}-2025-11-09.csv"`,
      );
      expectBytes(`${format}-2025-11-09.csv`, bytes);
    },
  );

  test('as orange-bf is a workbook, the same bytes at every export', async () => {
    const path = '/statements/orange-bf?day=2025-11-09';
    const [first, second] = [await givenDay(), await givenDay()];
    const { bytes } = await download(first, path);
    const digest = (file: Buffer) => createHash('sha256').update(file).digest('hex');
    await new Promise((later) => setTimeout(later, 2_100));
    expect(digest((await download(second, path)).bytes)).toBe(digest(bytes));
    expectBytes('orange-bf-2025-11-09.xml', unzipped(bytes, 'xl/worksheets/sheet1.xml'));
  });

  test('can be asked at the door, of one method, of an empty day', async () => {
    const sandbox = await givenDay();
    const authorization = `Bearer ${KEYS.apiKey}`;
    const path = `${sandbox.url}/sandbox/statements/tontine-pro?day=2025-11-09`;
    expect((await fetch(path)).status).toBe(401);
    const moov = await (
      await fetch(`${path}&method=moov_money`, { headers: { authorization } })
    ).text();
    expect(moov.trim().split('\n')).toHaveLength(4);
    const { bytes } = await download(sandbox, '/statements/wave-fr?day=2020-02-29');
    expect(bytes.toString().split('\n')).toHaveLength(2);
  });

  test.each([
    ['/statements/nobody?day=2025-11-09', 404],
    ['/statements/constructor?day=2025-11-09', 404],
    ['/statements/wave-en?day=2025-02-30', 422],
    ['/statements/wave-en', 422],
  ])('%s is refused', async (path, status) => {
    expect((await download(await givenSandbox(), path)).response.status).toBe(status);
  });
});

test('the amounts of Wave are the change of its balance', async () => {
  const { bytes } = await download(await givenDay(), '/statements/wave-fr?day=2025-11-09');
  const rows = bytes.toString().trim().split('\n').slice(1);
  const column = (index: number) => rows.map((row) => Number(row.split(',')[index]));
  const opening = 20_000 - 600;
  const change = column(3).reduce((sum, amount) => sum + amount, 0);
  expect(column(5).at(-1)).toBe(opening + change);
});
