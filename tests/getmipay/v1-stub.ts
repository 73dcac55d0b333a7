import type http from 'node:http';
import type { GatewaySettings } from '../../src/getmipay/gateway.ts';
import { gatewayAt, gatewayThat, json, type Received } from './misbehaving.ts';

export type Answer = (reply: http.ServerResponse, request: http.IncomingMessage) => void;

export const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZXJjaGFudCJ9.c2lnbmF0dXJl';

export const SERVICE = {
  id: 417,
  name: 'Orange Money Burkina',
  country_code: 'BF',
  withdrawable: true,
  depositable: true,
  is_active: true,
  currency: 'XOF',
  min_amount: 100,
  max_amount: 2_000_000,
};

export const envelope = (data: unknown) => ({ success: true, message: 'OK', data });

export const ACCEPTED = {
  transaction_reference: 'MPAYIN_1',
  soleaspay_reference: 'MLS1',
  amount: 5000,
  fee_amount: 150,
  net_amount: 4850,
  currency: 'XOF',
  status: 'pending',
  otp_required: false,
  payment_url: null,
};

const WELL_BEHAVED: Readonly<Record<string, Answer>> = {
  '/action/auth': json(
    200,
    envelope({ token: TOKEN, expires_at: '2099-01-01T00:00:00Z', token_type: 'Bearer' }),
  ),
  '/services': json(200, envelope([SERVICE])),
  '/payins': json(201, envelope(ACCEPTED)),
  '/payouts': json(201, envelope({ ...ACCEPTED, transaction_reference: 'MPAYOUT_1' })),
};

export interface V1Stub {
  readonly port: number;
  readonly received: Received[];
  /** What came for this path. */
  at(path: string): Received[];
  gateway(changes?: Partial<GatewaySettings>): ReturnType<typeof gatewayAt>;
}

/** A v1 gateway that behaves well but for these paths. */
export async function v1Stub(answers: Readonly<Record<string, Answer>> = {}): Promise<V1Stub> {
  const all = { ...WELL_BEHAVED, ...answers };
  const pathOf = (url = '') => url.replace('/api/v1', '').replace(/\?.*$/, '');
  const { port, received } = await gatewayThat((reply, request) => {
    const answer = all[pathOf(request.url)] ?? json(404, { success: false, message: 'Not found' });
    answer(reply, request);
  });
  return {
    port,
    received,
    at: (path) => received.filter(({ url }) => pathOf(url) === path),
    gateway: (changes = {}) =>
      gatewayAt(port, {
        dialect: 'v1',
        apiUrl: `http://127.0.0.1:${port}/api/v1`,
        timeoutMs: 3_000,
        ...changes,
      }),
  };
}
