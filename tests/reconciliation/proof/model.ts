import type { Pool } from 'pg';
import { createLog } from '../../../src/kernel/log.ts';
import type { GatewayFact } from '../../../src/payments/gateway.ts';
import { createSettle } from '../../../src/payments/settle.ts';
import { fact, givenPayment, unique } from '../../support/payments.ts';
import type { World } from './days.ts';

/** What was added to what we owe, by kind of account. */
export type Added = Readonly<Record<string, number>>;

/** From one account of the house to another, which no operation of a day does by itself. */
const DIRECT = {
  'opened at the gateway': ['gateway_float', 'opening'],
  'owed to us': ['receivable', 'gateway_float'],
  corrected: ['corrections', 'gateway_float'],
} as const;
type Direct = keyof typeof DIRECT;
const isDirect = (kind: string): kind is Direct => Object.hasOwn(DIRECT, kind);

export const OPERATIONS = [
  'deposit',
  'held',
  'paid out',
  'returned',
  'paid twice',
  'opened',
  'put into a vault',
  'another currency',
  ...(Object.keys(DIRECT) as Direct[]),
] as const;

export interface Operation {
  readonly kind: (typeof OPERATIONS)[number];
  readonly amount: number;
  readonly fee: number;
}

/** Does it by the books' own functions, at the pool's time; answers what the accounts' definitions say of it. */
export async function perform(world: World, pool: Pool, operation: Operation): Promise<Added> {
  const { kind, amount } = operation;
  if (isDirect(kind)) {
    const [from, to] = DIRECT[kind];
    await move(pool, 'XOF', [from, to], amount);
    return { [from]: -amount, [to]: amount };
  }
  switch (kind) {
    case 'another currency':
      await move(pool, 'XAF', DIRECT['opened at the gateway'], amount);
      return {};
    case 'opened':
      await pool.query('select post_opening($1, $2)', [world.people.moussa.walletId, amount]);
      return { wallet: amount, gateway_float: -amount };
    case 'put into a vault':
      return saved(world, pool, amount);
    case 'deposit':
      return deposited(world, pool, operation);
    default:
      return paidOut(world, pool, operation);
  }
}

const move = (pool: Pool, currency: string, between: readonly [string, string], amount: number) =>
  pool.query(
    `select post(array[('OPENING', null, 1, $1, system_account($2, $1), system_account($3, $1), $4, null)::movement])`,
    [currency, ...between, amount],
  );

async function saved({ people: { moussa } }: World, pool: Pool, amount: number): Promise<Added> {
  const actor = JSON.stringify({ id: moussa.id, name: moussa.username });
  const named = unique('vault');
  await pool.query(
    `select move_vault(create_vault($1, $2, null, $3), 'IN', $4, null, $2, 'fingerprint', $3)`,
    [moussa.id, named, actor, amount],
  );
  return { wallet: -amount, vault: amount };
}

const settled = (pool: Pool, over: Partial<GatewayFact>) =>
  createSettle({ pool, log: createLog('fatal') })(fact(over));

/** The fee is told again, a franc higher: the difference is posted. */
async function deposited({ people }: World, pool: Pool, { amount, fee }: Operation) {
  const shape = { type: 'DEPOSIT', amount, by: people.tresorier, member: people.awa } as const;
  const { reference } = await givenPayment(pool, shape);
  for (const told of [fee, fee + 1]) await settled(pool, { reference, fee: BigInt(told) });
  return { wallet: amount, fees: -(fee + 1), gateway_float: fee + 1 - amount };
}

async function paidOut({ people }: World, pool: Pool, { kind, amount, fee }: Operation) {
  const shape = { type: 'WITHDRAWAL', amount, by: people.tresorier, member: people.awa } as const;
  const { reference } = await givenPayment(pool, shape);
  const tell = (state: 'completed' | 'failed', told: bigint | null = null) =>
    settled(pool, { kind: 'payout', reference, state, fee: told });
  if (kind === 'held') return { wallet: -amount, payout_clearing: amount };
  if (kind === 'paid out') {
    await tell('completed', BigInt(fee));
    return { wallet: -amount, gateway_float: amount + fee, fees: -fee };
  }
  await tell('failed');
  if (kind === 'returned') return {};
  await tell('completed');
  return { wallet: -amount, suspense: amount };
}
