import type { Pool } from 'pg';
import type { GatewayFact } from '../../src/payments/gateway.ts';
import type { GivenPerson } from './given.ts';

let made = 0;
export const unique = (prefix: string) => {
  made += 1;
  return `${prefix}-${process.pid}-${made}`;
};

export interface GivenPayment {
  readonly id: string;
  readonly reference: string;
}

interface PaymentShape {
  readonly type: 'DEPOSIT' | 'WITHDRAWAL';
  readonly amount: number;
  readonly by: GivenPerson;
  readonly member: GivenPerson;
  /** How far the three commits came; `ACCEPTED` is the end of an ordinary request. */
  readonly state?: 'NOT_SENT' | 'SENDING' | 'UNKNOWN' | 'ACCEPTED';
  readonly reference?: string;
  readonly dialect?: 'initiate' | 'v1';
  /** Default `wave`. */
  readonly method?: string;
  /** What the gateway quoted as its fee when it took the order. */
  readonly fee?: number;
}

/** A payment as the operations leave it, made by the same SQL functions, without a gateway. */
export async function givenPayment(pool: Pool, shape: PaymentShape): Promise<GivenPayment> {
  const {
    type,
    amount,
    by,
    member,
    state = 'ACCEPTED',
    dialect = 'initiate',
    method = 'wave',
  } = shape;
  const reference = shape.reference ?? unique('ref');
  const { rows } = await pool.query<{ transaction_id: string }>(
    `select * from request_payment($1, $2, $3, $4, $8, $7, null, null, $5, 'fingerprint', 1e12, 1e12, 'Africa/Abidjan', 1e12, '24 hours', $6)`,
    [
      type,
      member.walletId,
      amount,
      member.phone ?? '+22670123456',
      unique('key'),
      JSON.stringify({ id: by.id, name: by.username }),
      dialect,
      method,
    ],
  );
  const id = rows[0]!.transaction_id;
  if (state !== 'NOT_SENT') await pool.query('select mark_sending($1)', [id]);
  if (state === 'UNKNOWN')
    await pool.query(`select record_answer($1, 'unknown', null, null, null, null, 'no answer')`, [
      id,
    ]);
  if (state === 'ACCEPTED') await accept(pool, id, reference, shape.fee);
  return { id, reference };
}

export const accept = (pool: Pool, id: string, reference: string, fee?: number) =>
  pool.query(
    `select record_answer($1, 'accepted', $2, 'http://127.0.0.1/pay', null, null, null, null, $3)`,
    [id, reference, fee ?? null],
  );

/** A fact as the gateway room would have read it; each call has bytes of its own unless `raw` is given. */
export function fact(over: Partial<GatewayFact> = {}): GatewayFact {
  return {
    source: 'webhook',
    dialect: 'initiate',
    raw: Buffer.from(unique('raw')),
    headers: {},
    event: 'payment.completed',
    kind: 'payment',
    state: 'completed',
    reference: null,
    ownId: null,
    amount: null,
    currency: null,
    phone: null,
    fee: null,
    problem: null,
    failureReason: null,
    failureMessage: null,
    ...over,
  };
}

export const balanceOf = async (pool: Pool, person: GivenPerson): Promise<number> =>
  Number(
    (
      await pool.query<{ balance: string }>('select balance from wallet where id = $1', [
        person.walletId,
      ])
    ).rows[0]!.balance,
  );

export const statusOf = async (pool: Pool, id: string): Promise<string> =>
  (await pool.query<{ status: string }>('select status from transaction where id = $1', [id]))
    .rows[0]!.status;
