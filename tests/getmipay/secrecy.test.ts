import { describe, expect, test } from 'vitest';
import { scrub } from '../../src/getmipay/scrub.ts';
import { gatewayAt, gatewayThat, json, order, SECRETS } from './misbehaving.ts';
import { type Answer, TOKEN, v1Stub } from './v1-stub.ts';

/** Each of our secrets, a token, the code, and the phone in whatever way it may be written. */
const LEAKS = /sk_test|pk_test|wh_secret|eyJ|otp654|70123456|70 12 34 56|70-12-34-56/;

/** A gateway that repeats everything it was told, as careless ones do. */
const ECHO = [
  `Clé ${SECRETS.apiKey}, secret ${SECRETS.secretKey}, jeton ${TOKEN}, numéro +226 70 12 34 56`,
  `70123456 ${SECRETS.webhookSecrets[0]} introuvable`,
  'Le 22670123456 (70-12-34-56) est inconnu',
];

const CARELESS: readonly Answer[] = [
  ...ECHO.flatMap((message) => [
    json(422, { success: false, message }),
    json(200, { success: false, error: message }),
    json(500, { message }),
    json(404, `<html>${message}</html>`),
    json(302, message),
  ]),
  (_, request) => request.socket.destroy(),
  () => {},
];

describe.each(['initiate', 'v1'] as const)('%s', (dialect) => {
  test('no secret, no code and no full phone is in a log line or in an answer', async () => {
    const lines: unknown[] = [];
    const log = { warn: (...line: unknown[]) => lines.push(line) };
    const question = {
      transactionId: order.transactionId,
      kind: null,
      reference: 'MPAYIN_1',
      secondReference: null,
    };
    const meet = async (careless: Answer) => {
      const stub =
        dialect === 'v1'
          ? await v1Stub({
              '/payins': careless,
              '/payouts': careless,
              '/transaction-check': careless,
              '/balance': careless,
            })
          : undefined;
      const gateway = stub
        ? stub.gateway({ log, timeoutMs: 1_000 })
        : gatewayAt((await gatewayThat(careless)).port, { log, timeoutMs: 1_000 });
      lines.push(await gateway.initiateDeposit({ ...order, otp: 'otp654' }));
      lines.push(await gateway.initiatePayout(order));
      lines.push(await gateway.queryStatus(question));
      lines.push(await gateway.balance('XOF'));
    };
    await Promise.all(CARELESS.map(meet));
    const text = JSON.stringify(lines, (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(lines.length).toBeGreaterThan(60);
    expect(text).toMatch(/refused/);
    expect(text).not.toMatch(LEAKS);
  });
});

test('a token that cannot be had is told without the keys', async () => {
  const lines: unknown[] = [];
  const log = { warn: (...line: unknown[]) => lines.push(line) };
  const stub = await v1Stub({ '/action/auth': json(401, { success: false, message: ECHO[0] }) });
  lines.push(await stub.gateway({ log }).initiatePayout(order));
  expect(lines).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toMatch(LEAKS);
});

test.each([
  ['Numéro +226 70 12 34 56 inconnu', 'Numéro +••• •• •• •4 56 inconnu'],
  ['22670123456', '••••••••456'],
  ['Le montant minimum est de 2 000 000 F', 'Le montant minimum est de 2 000 000 F'],
  ['Le 70999999 n’existe pas', 'Le 70999999 n’existe pas'],
])('of “%s” the log gets “%s”', (words, clean) => {
  expect(scrub(words, SECRETS, order.phone)).toBe(clean);
});
