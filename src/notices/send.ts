import type { Queryable } from '../db/in-transaction.ts';
import type { Log } from '../kernel/log.ts';
import type { Outgoing, Sink, SinkName } from './sink.ts';

export interface Sent {
  readonly delivered: number;
  readonly failed: number;
  /** Failed for the last time: nobody tries again. */
  readonly givenUp: number;
}

/** How long after each failed attempt the next one comes; after the last, in two days, it is given up. */
export const RETRY_AFTER = [
  ...['5 seconds', '1 minute', '5 minutes', '30 minutes', '2 hours', '6 hours'],
  ...['12 hours', '12 hours', '12 hours'],
] as const;

/** A claim that outlives this was of a process that died: it is tried again. */
const LEASE = '2 minutes';
const BATCHES_PER_RUN = 20;
const ROUTED_PER_RUN = 500;
const LONGEST_ERROR = 500;

/**
 * Carries what waits through every sink, each at its own pace. A delivery is claimed in a commit of its own
 * before the call: whoever dies in between leaves it to be sent again, never unsent.
 */
export async function sendNotices(
  db: Queryable,
  sinks: readonly Sink[],
  log: Pick<Log, 'error'>,
): Promise<Sent> {
  await route(
    db,
    sinks.map(({ name }) => name),
  );
  const runs = await Promise.all(sinks.map((sink) => drain(db, sink, log)));
  return {
    delivered: runs.reduce((sum, { delivered }) => sum + delivered, 0),
    failed: runs.reduce((sum, { failed }) => sum + failed, 0),
    givenUp: runs.reduce((sum, { givenUp }) => sum + givenUp, 0),
  };
}

/** Gives each new notice a delivery by every sink. */
async function route(db: Queryable, sinks: readonly SinkName[]): Promise<void> {
  await db.query(
    `with fresh as (
       update notice set routed_at = db_now()
       where id in (select id from notice where routed_at is null order by created_at limit $2 for update skip locked)
       returning id
     )
     insert into notice_delivery (notice_id, sink) select f.id, s from fresh f, unnest($1::text[]) s`,
    [sinks, ROUTED_PER_RUN],
  );
}

async function drain(db: Queryable, sink: Sink, log: Pick<Log, 'error'>): Promise<Sent> {
  let delivered = 0;
  let failed = 0;
  let givenUp = 0;
  for (let batches = 0; batches < BATCHES_PER_RUN; batches += 1) {
    const claimed = await claim(db, sink);
    if (claimed.length === 0) break;
    try {
      await sink.send(claimed);
      await noteDelivered(db, sink.name, claimed);
      delivered += claimed.length;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const lost = await noteFailed(db, sink.name, claimed, why);
      failed += claimed.length - lost;
      givenUp += lost;
      if (lost > 0) log.error({ sink: sink.name, why }, `${lost} notice(s) could not be delivered`);
    }
  }
  return { delivered, failed, givenUp };
}

async function claim(db: Queryable, { name, batch }: Sink): Promise<Outgoing[]> {
  const { rows } = await db.query<Outgoing>(
    `with due as materialized (
       select d.notice_id from notice_delivery d
       where d.sink = $1 and d.state = 'waiting' and d.next_attempt_at <= db_now()
       order by d.next_attempt_at, d.notice_id limit $2 for update skip locked
     ), taken as (
       update notice_delivery d set attempts = d.attempts + 1, next_attempt_at = db_now() + $3::interval
       from due where d.notice_id = due.notice_id and d.sink = $1
       returning d.notice_id
     )
     select n.id, n.kind, n.severity, n.subject_type as "subjectType", n.subject_id as "subjectId", n.data,
       n.created_at as "createdAt"
     from taken t join notice n on n.id = t.notice_id order by n.created_at, n.id`,
    [name, batch, LEASE],
  );
  return rows;
}

async function noteDelivered(
  db: Queryable,
  sink: SinkName,
  claimed: readonly Outgoing[],
): Promise<void> {
  await db.query(
    `update notice_delivery set state = 'delivered', delivered_at = db_now(), last_error = null
     where sink = $1 and notice_id = any($2::uuid[]) and state = 'waiting'`,
    [sink, claimed.map(({ id }) => id)],
  );
}

/** Puts the next attempt off, further each time; answers how many had their last one. */
async function noteFailed(
  db: Queryable,
  sink: SinkName,
  claimed: readonly Outgoing[],
  why: string,
): Promise<number> {
  const { rows } = await db.query<{ state: string }>(
    `update notice_delivery set last_error = $3,
       state = case when attempts > cardinality($4::interval[]) then 'given_up' else 'waiting' end,
       next_attempt_at = db_now() + coalesce(($4::interval[])[attempts], '0')
     where sink = $1 and notice_id = any($2::uuid[]) and state = 'waiting'
     returning state`,
    [sink, claimed.map(({ id }) => id), why.slice(0, LONGEST_ERROR), RETRY_AFTER],
  );
  return rows.filter(({ state }) => state === 'given_up').length;
}
