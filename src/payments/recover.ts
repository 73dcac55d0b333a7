import type { Pool } from 'pg';
import { retryContention } from '../db/in-transaction.ts';

const NEVER_SENT_AFTER = '2 minutes';

/**
 * Resolves what a stopped process left behind, by age alone: an order never sent for two minutes
 * fails and its hold goes back; one that was being sent for longer than the gateway's timeout and a
 * minute has an unknown outcome (`books.md`). Nothing is ever sent again.
 */
export async function recover(
  pool: Pool,
  gatewayTimeoutMs: number,
): Promise<{ transactionId: string; became: string }[]> {
  const { rows } = await retryContention(() =>
    pool.query<{ transactionId: string; became: string }>(
      `select transaction_id as "transactionId", became from recover($1::interval, $2::interval)`,
      [NEVER_SENT_AFTER, `${gatewayTimeoutMs + 60_000} milliseconds`],
    ),
  );
  return rows;
}
