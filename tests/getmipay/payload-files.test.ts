import { readdirSync, readFileSync } from 'node:fs';
import type http from 'node:http';
import { describe, expect, test } from 'vitest';
import { sign } from '../../src/getmipay/signature.ts';
import type { Dialect, Gateway } from '../../src/payments/gateway.ts';
import { gatewayAt, gatewayThat, order, SECRETS } from './misbehaving.ts';
import { v1Stub } from './v1-stub.ts';

type As = 'deposit' | 'payout' | 'status' | 'balance' | 'services' | 'webhook';

/** What a file of `tests/payloads` is, and what must be read from it; francs are text here. */
interface Expected {
  readonly as: As;
  readonly status?: number;
  readonly read: object;
}

const FOLDER = new URL('../payloads/', import.meta.url);

const expectedOf = (dialect: Dialect): [string, Expected][] =>
  Object.entries(JSON.parse(readFileSync(new URL(`${dialect}/expected.json`, FOLDER), 'utf8')));

const PATHS: Readonly<Partial<Record<As, string>>> = {
  deposit: '/payins',
  payout: '/payouts',
  status: '/transaction-check',
  balance: '/balance',
  services: '/services',
};

async function read(dialect: Dialect, { as, status = 200 }: Expected, bytes: Buffer) {
  if (as === 'webhook') return readWebhook(dialect, bytes);
  const answer = (reply: http.ServerResponse) => {
    reply.writeHead(status, { 'content-type': 'application/json' }).end(bytes);
  };
  const gateway =
    dialect === 'v1'
      ? (await v1Stub({ [PATHS[as] ?? '']: answer })).gateway()
      : gatewayAt((await gatewayThat(answer)).port, { timeoutMs: 3_000 });
  const answered = await ASK[as](gateway);
  if (as === 'status' && 'fact' in answered) expect(answered.fact.raw).toEqual(bytes);
  return answered;
}

const ASK = {
  deposit: (gateway: Gateway) => gateway.initiateDeposit(order),
  payout: (gateway: Gateway) => gateway.initiatePayout(order),
  status: (gateway: Gateway) =>
    gateway.queryStatus({
      transactionId: order.transactionId,
      kind: 'payment',
      reference: 'MPAYIN_1',
      secondReference: 'MLS1',
    }),
  balance: (gateway: Gateway) => gateway.balance('XOF'),
  services: (gateway: Gateway) => gateway.services(),
};

function readWebhook(dialect: Dialect, raw: Buffer) {
  const header = dialect === 'v1' ? 'x-getmipay-signature' : 'x-signature';
  const headers = { [header]: sign(raw, SECRETS.webhookSecrets[0] ?? '') };
  return gatewayAt(0, { apiUrl: 'https://getmipay.example' }).parseWebhook({
    raw,
    headers,
    query: '',
  });
}

const asText = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : one)));

describe.each(['initiate', 'v1'] as const)('%s', (dialect) => {
  test.each(expectedOf(dialect))('%s is read as it must be', async (file, expected) => {
    const bytes = readFileSync(new URL(`${dialect}/${file}`, FOLDER));
    expect(asText(await read(dialect, expected, bytes))).toMatchObject(expected.read);
  });

  test('no payload lies beside the table', () => {
    const named = expectedOf(dialect).map(([file]) => file);
    const there = readdirSync(new URL(dialect, FOLDER), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) =>
        readdirSync(new URL(`${dialect}/${name}/`, FOLDER)).map((file) => `${name}/${file}`),
      );
    expect(there.sort()).toEqual(named.sort());
  });
});
