import type { Pool } from 'pg';
import { actorJson } from '../../audit/record.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { asRefusal } from '../../db/refusals.ts';
import type { Person } from '../../kernel/actor.ts';
import { AppError } from '../../kernel/errors.ts';
import { present } from '../../kernel/present.ts';
import { expectFinance, expectOfficer } from '../officer.ts';
import { type BusinessDay, businessDay, dayAfter } from './day.ts';
import { gapBreakAt } from './items.ts';
import { onOneSnapshot } from './one-snapshot.ts';
import { compute, type ProofReport, proofOf } from './report.ts';

export interface ProofDeps {
  readonly pool: Pool;
  readonly zone: string;
  /** Told when francs are left that nothing explains. */
  readonly failed: (gap: { day: string; currency: string; amount: string }) => Promise<unknown>;
}

interface ForDay {
  readonly actor: Person;
  readonly day: unknown;
  readonly currency?: unknown;
}

/** @throws Forbidden `officers_only`; InvalidInput `date_invalid` */
export function proof({ pool, zone }: ProofDeps, asked: ForDay): Promise<ProofReport> {
  expectOfficer(asked.actor);
  const day = businessDay(asked.day, zone, asked.currency);
  return inTransaction(
    pool,
    (tx) => proofOf(tx, day),
    'isolation level repeatable read, read only',
  );
}

export interface ProofDayRow {
  readonly day: string;
  readonly state: 'open' | 'closed';
  readonly gap: string | null;
  readonly closedAt: Date | null;
}

const DAYS_SHOWN = 60;

/** The last sixty business days, newest first; of a closed one its gap. @throws Forbidden `officers_only` */
export async function proofDays(
  { pool, zone }: ProofDeps,
  { actor, currency = 'XOF' }: { actor: Person; currency?: string | undefined },
): Promise<ProofDayRow[]> {
  expectOfficer(actor);
  const { rows } = await pool.query<ProofDayRow>(
    `select g.day::date::text as day, case when d.closed_at is null then 'open' else 'closed' end as state, d.report ->> 'gap' as gap, d.closed_at as "closedAt"
     from generate_series((db_now() at time zone $1)::date - ${DAYS_SHOWN - 1}, (db_now() at time zone $1)::date, interval '1 day') as g (day)
     left join proof_day d on d.day = g.day::date and d.currency = $2 order by 1 desc`,
    [zone, currency],
  );
  return rows;
}

/**
 * Opens the break for the francs of a day that nothing explains, or makes it as large as they are now. Where nothing
 * is left it closes the day's break and answers null. @throws Forbidden `finance_proposes`; Conflict `balance_missing`, `day_already_closed`
 */
export async function explainGap(
  deps: ProofDeps,
  asked: ForDay,
): Promise<{ breakId: string | null }> {
  expectFinance(asked.actor);
  const { breakId } = await breakForGap(deps, businessDay(asked.day, deps.zone, asked.currency));
  return { breakId };
}

/**
 * As `explainGap`, whoever wants it, with the francs that nothing but the break explains.
 * @throws Conflict `balance_missing`, `day_already_closed`
 */
export async function breakForGap(
  deps: ProofDeps,
  day: BusinessDay,
): Promise<{ breakId: string | null; amount: bigint }> {
  const { breakId, left } = await onOneSnapshot(deps.pool, async (tx) => {
    const report = await proofOf(tx, day);
    if (report.state === 'closed') throw closed(day);
    const left = unexplained(report) + (await gapBreakAt(tx, day, report.at));
    const { rows } = await tx.query<{ id: string | null }>(
      'select open_proof_gap($1, $2, $3, $4) as id',
      [day.day, day.currency, deps.zone, String(left)],
    );
    return { breakId: present(rows[0], 'gap').id, left };
  });
  if (breakId) {
    await deps.failed({ day: day.day, currency: day.currency, amount: String(left) });
  }
  return { breakId, amount: left };
}

const closed = ({ day }: BusinessDay) =>
  new AppError('Conflict', 'day_already_closed', `The day ${day} is closed.`, { day });

function unexplained(report: ProofReport): bigint {
  if (report.unexplained === null) {
    throw new AppError('Conflict', 'balance_missing', 'The gateway’s balance is missing.');
  }
  return BigInt(report.unexplained);
}

/**
 * Freezes a day's report. What is recorded later belongs to the next day, and says so there.
 * @throws Forbidden `finance_proposes`; Conflict `day_not_over`, `day_already_closed`, `later_day_closed`,
 * `earlier_day_open`, `balance_missing`, `gap_unexplained`
 */
export async function closeDay(deps: ProofDeps, asked: ForDay): Promise<void> {
  expectFinance(asked.actor);
  const day = businessDay(asked.day, deps.zone, asked.currency);
  await onOneSnapshot(deps.pool, async (tx) => {
    await expectNext(tx, day);
    const report = await compute(tx, day);
    const left = unexplained(report);
    if (left !== 0n) {
      throw new AppError('Conflict', 'gap_unexplained', `${left} F CFA are unexplained.`, {
        amount: String(left),
      });
    }
    await tx.query(
      'select close_proof_day($1, $2, $3, $4::jsonb, pg_current_snapshot()::text, $5::jsonb)',
      [day.day, day.currency, deps.zone, JSON.stringify(report), actorJson(asked.actor)],
    );
  }).catch((error: unknown) => {
    throw asRefusal(error);
  });
}

/** Once a day is closed, days are closed in their order, without a gap. */
async function expectNext(
  tx: { query: Pool['query'] },
  { day, currency }: BusinessDay,
): Promise<void> {
  const { rows } = await tx.query<{ day: string }>(
    'select day::text as day from proof_day where currency = $1 and closed_at is not null order by proof_day.day desc limit 1',
    [currency],
  );
  const last = rows[0]?.day;
  if (last === undefined || last >= day) return;
  const next = dayAfter(last);
  if (next !== day) {
    throw new AppError('Conflict', 'earlier_day_open', `Close ${next} first.`, { day: next });
  }
}
