import type { Pool } from 'pg';
import type { Log } from '../kernel/log.ts';

export type RefusalReason = 'signature' | 'timestamp' | 'not_json' | 'too_large';

const WRITE_EVERY_MS = 1000;

/**
 * Counts deliveries that the webhook refused, by day: a wrong secret must not be invisible.
 * Only a counter is kept, written at most once a second, so that an anonymous sender fills nothing.
 */
export function createRefusedWebhooks(pool: Pool, log: Log) {
  const counts = new Map<RefusalReason, number>();
  let timer: NodeJS.Timeout | undefined;

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const pending = [...counts];
    counts.clear();
    for (const [why, count] of pending) {
      await pool
        .query(
          `insert into webhook_refusal as r (day, why, count, last_at) values (db_now()::date, $1, $2, db_now())
           on conflict (day, why) do update set count = r.count + excluded.count, last_at = excluded.last_at`,
          [why, count],
        )
        .catch((error: unknown) =>
          log.warn({ err: error, why, count }, 'refused webhooks could not be counted'),
        );
    }
  }

  return {
    count(why: RefusalReason): void {
      counts.set(why, (counts.get(why) ?? 0) + 1);
      timer ??= setTimeout(() => void write(), WRITE_EVERY_MS);
    },
    /** Writes what is still only in memory. */
    flush: write,
  };
}
