import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../db/in-transaction.ts';
import type { AnchorFile } from './anchors.ts';
import { INVARIANTS } from './invariants.ts';

export interface Violation {
  readonly invariant: number;
  readonly name: string;
  readonly broken: string;
}

const MOST_PER_INVARIANT = 100;

const ANCHORED = { invariant: 9, name: 'the chain holds every head that was kept outside' };

/**
 * Proves the invariants again from the rows, in one snapshot: two snapshots would call healthy
 * books broken while money moves. Answers what broke; an empty list is a clean ledger.
 * @param anchors the heads that were kept outside the database; null: none are compared
 */
export function verifyLedger(pool: Pool, anchors: AnchorFile | null = null): Promise<Violation[]> {
  return inTransaction(
    pool,
    async (tx) => {
      // A role's limit is for lists that a person waits for.
      await tx.query('set local statement_timeout = 0');
      return [...(await brokenInvariants(tx)), ...(await brokenAnchors(tx, anchors))];
    },
    'isolation level repeatable read, read only',
  );
}

/** What breaks an invariant, in the transaction that is given. */
export async function brokenInvariants(tx: Queryable): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const { number, name, sql } of INVARIANTS) {
    const { rows } = await tx.query<{ broken: string }>(
      `select broken from (${sql}) v limit ${MOST_PER_INVARIANT}`,
    );
    violations.push(...rows.map(({ broken }) => ({ invariant: number, name, broken })));
  }
  return violations;
}

/** Where the chain is another one than that of which heads were kept: a past that was rewritten as a whole. */
export async function brokenAnchors(tx: Queryable, file: AnchorFile | null): Promise<Violation[]> {
  if (file === null) return [];
  const { anchors, unreadable } = file;
  const { rows } = await tx.query<{ broken: string }>(
    `select case when s.seq is null then format('Block %s was sealed by %s, and is no longer in the chain.', a.seq, a.day)
       else format('The head of block %s is not the one that was kept on %s.', a.seq, a.day) end as broken
     from unnest($1::text[], $2::text[], $3::integer[]) as a (day, head, seq)
     left join seal s on s.seq = a.seq
     where s.head is null or encode(s.head, 'hex') <> a.head
     order by a.seq limit ${MOST_PER_INVARIANT}`,
    [anchors.map(({ day }) => day), anchors.map(({ head }) => head), anchors.map(({ seq }) => seq)],
  );
  return [
    ...unreadable.map((line) => `Line ${line} of the anchors is not one: day, head and block.`),
    ...rows.map(({ broken }) => broken),
  ].map((broken) => ({ ...ANCHORED, broken }));
}
