import { describe, expect, test } from 'vitest';
import type { Operation } from '../../../src/getmipay/sandbox/operation.ts';
import type { Sandbox } from '../../../src/getmipay/sandbox/server.ts';
import { detect, headOf } from '../../../src/reconciliation/statements/detect.ts';
import type { FormatName } from '../../../src/reconciliation/statements/formats.ts';
import { door, givenSandbox } from '../../getmipay/sandbox/given.ts';
import { initiateMerchant, referenceIn, v1Merchant } from '../../getmipay/sandbox/merchant.ts';
import { piecesOf, readAll } from './given.ts';

const DAY = '2025-11-09';
const OWN_ID = '0190a1b2-0000-7000-8000-00000000000a';

/** Every method in both directions, paid and failed, from both dialects. */
async function givenDay(): Promise<Sandbox> {
  let now = Date.parse(`${DAY}T08:00:00.250Z`);
  const sandbox = await givenSandbox({
    clock: { now: () => new Date(now) },
    payoutDelayMs: null,
    retryDelaysMs: [3_600_000],
    scenario: { seed: 'read back', fees: { paymentsPerMille: 30, payoutsPerMille: 10 } },
  });
  const v1 = await v1Merchant(sandbox);
  const initiate = initiateMerchant(sandbox);
  const run = async (act: string, answer: ReturnType<typeof v1.payin>) => {
    const reference = referenceIn(await answer);
    now += 1_234_567;
    await door(sandbox, `operations/${reference}/${act}`);
  };
  const services = [
    { service: 'Wave Burkina Faso' },
    { service: 'Moov Money Burkina Faso' },
    { service: 'Orange Money Burkina Faso', otp: '123456' },
    { service: 'MTN MoMo Cameroun', currency: 'XAF', wallet: '237671234567' },
  ];
  for (const service of services) {
    await run('pay', v1.payin({ ...service, amount: 5_001 }));
    await run('refuse', v1.payin({ ...service, amount: 900 }));
    await run('complete', v1.payout({ ...service, amount: 1_499 }));
    await run('fail', v1.payout({ ...service, amount: 700 }));
  }
  for (const service of ['wave', 'orange_money', 'moov_money']) {
    await run('pay', initiate.payin({ service, amount: 20_000, description: OWN_ID }));
    await run('pay', initiate.payin({ service, description: '=HYPERLINK("x","réglé, merci")' }));
  }
  return sandbox;
}

interface Expectation {
  readonly method: string | null;
  readonly failedToo: boolean;
  readonly tellsFee: boolean;
  readonly merchantReference: (operation: Operation) => string | null;
  readonly at: (operation: Operation) => number;
}

const toSecond = (ms: number) => Math.floor(ms / 1000) * 1000;
const settled = ({ settledAt }: Operation) => settledAt ?? 0;
const passedOn = (operation: Operation) => operation.merchantReference ?? operation.reference;
const operators = {
  failedToo: true,
  tellsFee: true,
  merchantReference: passedOn,
  at: (operation: Operation) => toSecond(settled(operation)),
};
const wave = { ...operators, method: 'wave', failedToo: false };

const FORMATS: Readonly<Record<FormatName, Expectation>> = {
  'tontine-pro': {
    ...operators,
    method: null,
    merchantReference: (operation) => operation.merchantReference,
    at: settled,
  },
  'wave-en': wave,
  'wave-fr': wave,
  'moov-ci': {
    ...operators,
    method: 'moov_money',
    tellsFee: false,
    merchantReference: () => null,
  },
  'mtn-momo': { ...operators, method: 'mtn_money' },
  'orange-bf': {
    ...operators,
    method: 'orange_money',
    // A workbook's time is a fraction of a day: to the nearest second.
    at: (operation) => Math.round(settled(operation) / 1000) * 1000,
  },
  pawapay: { ...operators, method: null, at: ({ createdAt }) => toSecond(createdAt) },
};

describe('a statement of the sandbox is read back as its operations', () => {
  test.each(Object.keys(FORMATS) as FormatName[])('from %s', async (format) => {
    const sandbox = await givenDay();
    const wanted = FORMATS[format];
    const response = await fetch(`${sandbox.url}/statements/${format}?day=${DAY}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const found = await detect(await headOf(piecesOf(bytes)));
    expect(found.format).toBe(format);

    const { lines, bad } = await readAll(bytes, { format }, 777);
    expect(bad).toEqual([]);
    const operations = sandbox
      .operations()
      .filter(({ method }) => wanted.method === null || wanted.method === method)
      .filter(({ state }) => state === 'completed' || (wanted.failedToo && state === 'failed'));
    expect(lines.length).toBeGreaterThan(3);
    expect(lines).toEqual(
      operations.map((operation, index) => ({
        lineNo: found.headerRow + 1 + index,
        kind: operation.kind,
        state: operation.state,
        ownId: wanted.merchantReference(operation) === OWN_ID ? OWN_ID : null,
        merchantReference: wanted.merchantReference(operation),
        reference: format === 'tontine-pro' ? operation.reference : expect.any(String),
        amount: operation.amount,
        fee: wanted.tellsFee ? (operation.state === 'completed' ? operation.fee : 0n) : null,
        currency: operation.currency,
        phone: operation.phone,
        occurredAt: new Date(wanted.at(operation)),
        balance: lines[index]?.balance,
      })),
    );
    expect(new Set(lines.map(({ reference }) => reference)).size).toBe(lines.length);
  });

  test.each(['wave-fr', 'mtn-momo', 'orange-bf'] as const)(
    '%s: each balance is the one before, changed by the line',
    async (format) => {
      const sandbox = await givenDay();
      const response = await fetch(`${sandbox.url}/statements/${format}?day=${DAY}`);
      const { lines } = await readAll(Buffer.from(await response.arrayBuffer()), { format });
      let balance = 0n;
      for (const line of lines) {
        const gross = line.kind === 'payment' ? line.amount : -line.amount;
        if (line.state === 'completed') balance += gross - (line.fee ?? 0n);
        expect(line.balance).toBe(balance);
      }
    },
  );
});
