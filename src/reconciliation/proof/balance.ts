import type { Pool } from 'pg';
import { recordAudit } from '../../audit/record.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import type { Actor, Person } from '../../kernel/actor.ts';
import { AppError, type ErrorKind, invalid } from '../../kernel/errors.ts';
import { typed } from '../../kernel/typed.ts';
import type { Gateway } from '../../payments/gateway.ts';
import { expectFinance } from '../officer.ts';
import { type BusinessDay, businessDay } from './day.ts';

export interface BalanceDeps {
  readonly pool: Pool;
  readonly zone: string;
  readonly gateway: Gateway;
}

interface ForDay {
  readonly actor: Person;
  readonly day: unknown;
  readonly currency?: unknown;
}

const MINUS = /^[-\u2212]/;

/** A balance as typed: whole francs, which may be below zero. */
function parseBalance(text: unknown): bigint {
  const compact = typed(text).replace(/[\s\u00a0\u202f]/g, '');
  const digits = compact.replace(MINUS, '');
  if (!/^\d{1,14}$/.test(digits)) {
    throw invalid('amount', 'balance_invalid', 'The balance must be a whole number of francs.');
  }
  return MINUS.test(compact) ? -BigInt(digits) : BigInt(digits);
}

/**
 * The gateway's balance as its statement tells it at the end of the day (now, while it lasts).
 * @throws Forbidden `finance_proposes`; InvalidInput `balance_invalid`, `date_invalid`; Conflict `day_already_closed`
 */
export async function recordBalance(
  { pool, zone }: BalanceDeps,
  asked: ForDay & { readonly amount: unknown },
): Promise<void> {
  expectFinance(asked.actor);
  const day = businessDay(asked.day, zone, asked.currency);
  await store(pool, asked.actor, day, parseBalance(asked.amount), 'typed');
}

/**
 * Asks the gateway what we have there at this moment.
 * @throws Forbidden `finance_proposes`; GatewayRejected `balance_not_told` where it tells none, GatewayUnavailable where
 * it did not this time; Conflict `day_already_closed`
 */
export async function queryBalance(deps: BalanceDeps, asked: ForDay): Promise<void> {
  expectFinance(asked.actor);
  const day = businessDay(asked.day, deps.zone, asked.currency);
  if (!deps.gateway.can.balance) throw notTold('GatewayRejected');
  if (!(await askBalance(deps, asked.actor, day))) throw notTold('GatewayUnavailable');
}

const notTold = (kind: ErrorKind) =>
  new AppError(kind, 'balance_not_told', 'The gateway did not tell its balance.');

/**
 * Asks the gateway and keeps what it tells as a reading of the day. Answers whether it told.
 * @throws Conflict `day_already_closed`
 */
export async function askBalance(
  { pool, gateway }: BalanceDeps,
  actor: Actor,
  day: BusinessDay,
): Promise<boolean> {
  const answer = await gateway.balance(day.currency);
  if (answer.kind !== 'told' || answer.currency !== day.currency) return false;
  await store(pool, actor, day, answer.balance, 'queried');
  return true;
}

async function store(
  pool: Pool,
  actor: Actor,
  { day, currency, endsAt }: BusinessDay,
  amount: bigint,
  source: 'queried' | 'typed',
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `insert into balance_reading (day, currency, amount, source, at, by_id)
       select $1, $2, $3, $4, case $4 when 'typed' then least($5::timestamptz, db_now()) else db_now() end, $6
       where not exists (select from proof_day d where d.day = $1 and d.currency = $2 and d.closed_at is not null) returning id`,
      [day, currency, String(amount), source, endsAt, actor.kind === 'person' ? actor.id : null],
    );
    const made = rows[0];
    if (!made) {
      throw new AppError('Conflict', 'day_already_closed', `The day ${day} is closed.`, { day });
    }
    await recordAudit(tx, actor, {
      action: 'proof.balance',
      subjectType: 'Proof',
      subjectId: made.id,
      after: { day, currency, amount: String(amount), source },
    });
  });
}
