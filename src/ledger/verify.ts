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

/** The job keeps a head every minute: one that is older than this while there are newer blocks was not kept. */
const ANCHOR_LATE = '1 hour';

/**
 * Proves the invariants again from the rows, in one snapshot: two snapshots would call healthy
 * books broken while money moves. Answers what broke; an empty list is a clean ledger.
 * @param anchors the heads that were kept outside the database; null: none are compared
 * @param current whether the file is the console's own, in which the newest heads must be
 */
export function verifyLedger(
  pool: Pool,
  anchors: AnchorFile | null = null,
  { current = false }: { readonly current?: boolean } = {},
): Promise<Violation[]> {
  return inTransaction(
    pool,
    async (tx) => {
      // A role's limit is for lists that a person waits for.
      await tx.query('set local statement_timeout = 0');
      // Each statement reads whole tables: what is joined and sorted should not go through the disk.
      await tx.query(`set local work_mem = '64MB'`);
      return [
        ...(await brokenInvariants(tx)),
        ...(await brokenAnchors(tx, anchors)),
        ...(current ? await missingAnchors(tx, anchors) : []),
      ];
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

/** Whether heads that should have been kept were not: the file is gone, was emptied, or stopped growing. */
export async function missingAnchors(tx: Queryable, file: AnchorFile | null): Promise<Violation[]> {
  const last = file?.anchors.at(-1)?.seq ?? 0;
  const { rows } = await tx.query<{ seq: number }>(
    `select s.seq from seal s where s.seq > $1 and ($1 = 0 or s.sealed_at < db_now() - interval '${ANCHOR_LATE}') order by s.seq limit 1`,
    [last],
  );
  const missed = rows[0]?.seq;
  if (missed === undefined) return [];
  const broken =
    last === 0
      ? 'Blocks are sealed, and no head of them is kept outside the database.'
      : `The last head that was kept is of block ${last}; block ${missed} was sealed over an hour ago.`;
  return [{ ...ANCHORED, broken }];
}
