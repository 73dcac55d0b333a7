import { createGateway, type GatewaySettings } from '../../src/getmipay/gateway.ts';
import type { Sandbox, SandboxSettings } from '../../src/getmipay/sandbox/server.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import type { DepositOrder, Dialect, Gateway, ParsedWebhook } from '../../src/payments/gateway.ts';
import { givenSandbox, KEYS } from './sandbox/given.ts';
import { givenInbox, type Inbox, type Letter } from './sandbox/inbox.ts';

export const DIALECTS = ['initiate', 'v1'] as const;

/** What the sandbox does for these phones, in either dialect (`magic.ts`). */
export const PHONES = {
  refused: '+22670000001',
  late: '+22670000002',
  errorDone: '+22670000003',
  errorUndone: '+22670000004',
  answerLost: '+22670000005',
  silent: '+22670000006',
  thrice: '+22670000008',
  pending: '+22670000011',
  failing: '+22670999999',
} as const;

export interface Contract {
  readonly sandbox: Sandbox;
  readonly inbox: Inbox;
  readonly gateway: Gateway;
  /** Another console on the same gateway. */
  gatewayWith(changes: Partial<GatewaySettings>): Gateway;
}

/** The real sandbox over HTTP, a door for its webhooks, and our gateway in this dialect. */
export async function given(
  dialect: Dialect,
  changes: Partial<SandboxSettings> & { readonly timeoutMs?: number } = {},
): Promise<Contract> {
  const { timeoutMs = 5_000, ...sandboxChanges } = changes;
  const inbox = await givenInbox();
  const sandbox = await givenSandbox({ webhookUrl: inbox.url, ...sandboxChanges });
  const gatewayWith = (other: Partial<GatewaySettings>) =>
    createGateway({
      dialect,
      apiUrl: dialect === 'v1' ? `${sandbox.url}/api/v1` : sandbox.url,
      secrets: () => ({ ...KEYS, webhookSecrets: [KEYS.webhookSecret] }),
      paymentHosts: [],
      timeoutMs,
      connectTimeoutMs: 2_000,
      callbackUrl: inbox.url,
      clock: systemClock,
      log: { warn: () => {} },
      ...other,
    });
  return { sandbox, inbox, gateway: gatewayWith({}), gatewayWith };
}

/** An order that both dialects' services can carry out. */
export const someOrder = (changes: Partial<DepositOrder> = {}): DepositOrder => ({
  transactionId: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  memberName: 'Aïcha Ouédraogo',
  amount: 5000n,
  currency: 'XOF',
  phone: '+22670123456',
  method: 'wave',
  otp: null,
  ...changes,
});

/** Reads a webhook as the console's door does. */
export const open = (gateway: Gateway, letter: Letter): ParsedWebhook =>
  gateway.parseWebhook({
    raw: Buffer.from(letter.body),
    headers: letter.headers,
    query: letter.url.includes('?') ? letter.url.slice(letter.url.indexOf('?') + 1) : '',
  });

/** `fact` where the dialect's webhooks are believed, `hint` where they are not. */
export const kindIn = (dialect: Dialect) => (dialect === 'v1' ? 'hint' : 'fact');
