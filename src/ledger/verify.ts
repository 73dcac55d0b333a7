import type { Pool } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import { INVARIANTS } from './invariants.ts';

export interface Violation {
  readonly invariant: number;
  readonly name: string;
  readonly broken: string;
}

const MOST_PER_INVARIANT = 100;

/**
 * Proves the invariants again from the rows, in one snapshot: two snapshots would call healthy
 * books broken while money moves. Answers what broke; an empty list is a clean ledger.
 */
export function verifyLedger(pool: Pool): Promise<Violation[]> {
  return inTransaction(
    pool,
    async (tx) => {
      const violations: Violation[] = [];
      for (const { number, name, sql } of INVARIANTS) {
        const { rows } = await tx.query<{ broken: string }>(
          `select broken from (${sql}) v limit ${MOST_PER_INVARIANT}`,
        );
        violations.push(...rows.map(({ broken }) => ({ invariant: number, name, broken })));
      }
      return violations;
    },
    'isolation level repeatable read, read only',
  );
}
