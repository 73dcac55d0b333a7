import type { Sandbox } from '../../../src/getmipay/sandbox/server.ts';
import { sign } from '../../../src/getmipay/signature.ts';
import type { Dialect } from '../../../src/payments/gateway.ts';
import { KEYS } from './given.ts';
import { call, jsonOf, type WireAnswer } from './wire.ts';

export interface RawOrder {
  readonly amount?: number;
  readonly wallet?: string;
  readonly currency?: string;
  readonly service?: string;
  readonly otp?: string;
  readonly callbackUrl?: string;
  readonly description?: string;
  readonly timeoutMs?: number;
}

export interface Merchant {
  payin(order?: RawOrder): Promise<WireAnswer>;
  payout(order?: RawOrder): Promise<WireAnswer>;
}

export interface V1Merchant extends Merchant {
  readonly token: string;
  check(orderId: string, payId?: string): Promise<WireAnswer>;
  get(path: string): Promise<WireAnswer>;
}

const PHONE = '22670123456';

/** Says what a merchant in dialect v1 says, as bytes. `service` is the name on the list. */
export async function v1Merchant(sandbox: Pick<Sandbox, 'url'>): Promise<V1Merchant> {
  const base = `${sandbox.url}/api/v1`;
  const keys = { public_apikey: KEYS.apiKey, private_secretkey: KEYS.secretKey };
  const auth = await call(`${base}/action/auth`, { body: JSON.stringify(keys) });
  const { token } = jsonOf(auth).data;
  const authorization = `Bearer ${token}`;
  const get = (path: string) => call(base + path, { method: 'GET', headers: { authorization } });
  const services: { id: number; name: string }[] = jsonOf(await get('/services')).data;
  const idOf = (name: string) => String(services.find((one) => one.name === name)?.id);
  const order = (path: string, operation: string, asked: RawOrder = {}) =>
    call(base + path, {
      headers: {
        authorization,
        operation,
        service: idOf(asked.service ?? 'Wave Burkina Faso'),
        ...(asked.otp && { otp: asked.otp }),
      },
      body: JSON.stringify({
        amount: asked.amount ?? 5000,
        currency: asked.currency ?? 'XOF',
        wallet: asked.wallet ?? PHONE,
        description: asked.description ?? 'Tontine Pro',
        customer_name: 'Awa Ouédraogo',
        ...(asked.callbackUrl && { callback_url: asked.callbackUrl }),
      }),
      ...(asked.timeoutMs && { timeoutMs: asked.timeoutMs }),
    });
  return {
    token,
    get,
    payin: (asked) => order('/payins', '2', asked),
    payout: (asked) => order('/payouts', '4', asked),
    check: (orderId, payId) =>
      call(`${base}/transaction-check`, {
        headers: { authorization },
        body: JSON.stringify({ order_id: orderId, ...(payId && { pay_id: payId }) }),
      }),
  };
}

/** The same in dialect `initiate`; `service` is a method's name there. */
export function initiateMerchant(sandbox: Pick<Sandbox, 'url'>): Merchant {
  const order = (path: string, asked: RawOrder = {}) => {
    const body = JSON.stringify({
      user_id: '7',
      amount: asked.amount ?? 5000,
      currency: asked.currency ?? 'XOF',
      phone: `+${asked.wallet ?? PHONE}`,
      method: asked.service ?? 'wave',
      reference: asked.description ?? null,
      callback_url: asked.callbackUrl ?? null,
    });
    return call(`${sandbox.url}/v1/${path}/initiate`, {
      headers: {
        authorization: `Bearer ${KEYS.apiKey}`,
        'x-signature': sign(body, KEYS.secretKey),
      },
      body,
      ...(asked.timeoutMs && { timeoutMs: asked.timeoutMs }),
    });
  };
  return { payin: (asked) => order('payments', asked), payout: (asked) => order('payouts', asked) };
}

export const merchantIn = async (dialect: Dialect, sandbox: Pick<Sandbox, 'url'>) =>
  dialect === 'v1' ? await v1Merchant(sandbox) : initiateMerchant(sandbox);

/** The reference that an answer names, whatever the dialect. */
export function referenceIn(answer: WireAnswer): string {
  const json = jsonOf(answer);
  return json.data?.transaction_reference ?? json.payout_id ?? json.transaction_id;
}
