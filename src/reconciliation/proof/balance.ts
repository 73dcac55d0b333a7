import type { Pool } from 'pg';
import { recordAudit } from '../../audit/record.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import type { Person } from '../../kernel/actor.ts';
import { AppError, invalid } from '../../kernel/errors.ts';
import { typed } from '../../kernel/typed.ts';
import type { Gateway } from '../../payments/gateway.ts';
import { expectFinance } from '../officer.ts';
import { type BusinessDay, businessDay } from './day.ts';

interface BalanceDeps {
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
 * @throws Forbidden `finance_proposes`; GatewayUnavailable `balance_not_told`; Conflict `day_already_closed`
 */
export async function queryBalance(
  { pool, zone, gateway }: BalanceDeps,
  asked: ForDay,
): Promise<void> {
  expectFinance(asked.actor);
  const day = businessDay(asked.day, zone, asked.currency);
  const answer = await gateway.balance(day.currency);
  if (answer.kind !== 'told') {
    throw new AppError(
      'GatewayUnavailable',
      'balance_not_told',
      'The gateway did not tell its balance.',
    );
  }
  await store(pool, asked.actor, day, answer.balance, 'queried');
}

async function store(
  pool: Pool,
  actor: Person,
  { day, currency, endsAt }: BusinessDay,
  amount: bigint,
  source: 'queried' | 'typed',
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `insert into balance_reading (day, currency, amount, source, at, by_id)
       select $1, $2, $3, $4, case $4 when 'typed' then least($5::timestamptz, db_now()) else db_now() end, $6
       where not exists (select from proof_day d where d.day = $1 and d.currency = $2 and d.closed_at is not null) returning id`,
      [day, currency, String(amount), source, endsAt, actor.id],
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
