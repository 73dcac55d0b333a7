import type { Queryable } from '../db/in-transaction.ts';
import { raiseNotice } from './notice.ts';

export interface Thresholds {
  /** Whole francs: an open break above this is told at once. */
  readonly breakAbove: bigint;
  /** An open break that is older is told as well. */
  readonly breakAgeMs: number;
}

/** How long a payout waits for a second person before they are reminded. */
const APPROVAL_WAITS_MINUTES = 15;
const HOUR_MS = 3_600_000;

/** Raises what has become worth a notice since the last time. Answers how many are new. */
export async function raiseDueNotices(
  db: Queryable,
  { breakAbove, breakAgeMs }: Thresholds,
): Promise<number> {
  const found = [
    await db.query(
      `insert into notice (kind, severity, subject_type, subject_id, tontine_id, dedupe_key, data)
       select 'approval_waiting', 'info', 'Transaction', t.id, t.tontine_id, 'approval_waiting|' || t.id,
         jsonb_build_object('amount', t.amount::text, 'currency', t.currency, 'minutes', $1::integer)
       from queue_entry q join transaction t on t.id = q.transaction_id
       where q.queue = 'OPEN' and t.status = 'AWAITING_APPROVAL' and t.created_at < db_now() - make_interval(mins => $1)
       on conflict (dedupe_key) do nothing`,
      [APPROVAL_WAITS_MINUTES],
    ),
    await db.query(
      `insert into notice (kind, severity, subject_type, subject_id, dedupe_key, data)
       select 'approval_waiting', 'info', 'Break', r.break_id, 'approval_waiting|' || r.id,
         jsonb_build_object('amount', b.value::text, 'currency', b.currency, 'minutes', $1::integer)
       from resolution r join break_item b on b.id = r.break_id
       where r.state = 'PROPOSED' and r.made_at < db_now() - make_interval(mins => $1)
       on conflict (dedupe_key) do nothing`,
      [APPROVAL_WAITS_MINUTES],
    ),
    await tellBreaks(db, 'value', 'b.value > $1::numeric', String(breakAbove), 0),
    await tellBreaks(
      db,
      'age',
      'coalesce(b.occurred_at, b.opened_at) < db_now() - $1::interval',
      `${breakAgeMs} milliseconds`,
      Math.round(breakAgeMs / HOUR_MS),
    ),
  ];
  return found.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
}

/** More new ones than these at once are one notice an hour: a wrong statement must not ring a thousand times. */
const MOST_AT_ONCE = 20;

/** Tells each open break once for `why`, `$1` being `bound`. */
function tellBreaks(
  db: Queryable,
  why: 'value' | 'age',
  condition: string,
  bound: string,
  hours: number,
) {
  return db.query(
    `with due as materialized (
       select b.* from break_item b where b.resolved_at is null and ${condition}
         and not exists (select from notice n where n.dedupe_key = 'break_above|' || $2 || '|' || b.id) limit 10000
     ), many as (select count(*) as count, sum(value) as value, min(currency) as currency from due)
     insert into notice (kind, severity, subject_type, subject_id, dedupe_key, data)
     select 'break_above', 'warning', 'Break', d.id, 'break_above|' || $2 || '|' || d.id,
       jsonb_build_object('why', $2::text, 'break', break_name(d.kind, d.flow, d.reason), 'amount', d.value::text, 'currency', d.currency, 'hours', $3::integer)
     from due d, many m where m.count <= ${MOST_AT_ONCE}
     union all
     select 'break_above', 'warning', null, null, 'break_above|many|' || $2 || '|' || to_char(db_now(), 'YYYY-MM-DD HH24'),
       jsonb_build_object('why', 'many', 'count', m.count, 'amount', m.value::text, 'currency', m.currency)
     from many m where m.count > ${MOST_AT_ONCE}
     on conflict (dedupe_key) do nothing`,
    [bound, why, hours],
  );
}

interface Violation {
  readonly invariant: number;
  readonly name: string;
  readonly broken: string;
}

/** Tells each invariant that is broken, once a day for as long as it is. Answers how many are new. */
export async function tellViolations(
  db: Queryable,
  day: string,
  violations: readonly Violation[],
): Promise<number> {
  let told = 0;
  for (const name of new Set(violations.map((violation) => violation.name))) {
    const [first, ...more] = violations.filter((violation) => violation.name === name);
    if (!first) continue;
    const { invariant, broken } = first;
    const id = await raiseNotice(db, {
      kind: 'invariant_broken',
      severity: 'critical',
      dedupeKey: `invariant_broken|${invariant}|${name}|${day}`,
      data: { invariant, name, broken, count: more.length + 1 },
    });
    if (id) told += 1;
  }
  return told;
}
