import type { Pool } from 'pg';
import { type ArrayElement, binaryArray, OID } from '../db/binary-array.ts';
import { retryContention } from '../db/in-transaction.ts';
import { createPipeline, type Query } from '../db/pipeline.ts';
import { isContention, isServerTrouble } from '../db/sqlstate.ts';
import type { Log } from '../kernel/log.ts';
import type { GatewayFact, Outcome } from './gateway.ts';

export interface Settlement {
  readonly outcome: Outcome;
  /** Why it was suspended, as a code; null otherwise. */
  readonly reason: string | null;
  readonly transactionId: string | null;
}

export interface SettleDeps {
  readonly pool: Pool;
  readonly log: Log;
  /** Told once per batch, after its commit, which transactions became final. */
  readonly settled?: (transactionIds: readonly string[]) => void;
}

interface Waiting {
  readonly fact: GatewayFact;
  /** Written while the batch before is committing: the database does not wait for it. */
  readonly cells: Cells;
  readonly resolve: (settlement: Settlement) => void;
  readonly reject: (error: unknown) => void;
}

/** One that PostgreSQL works on, and one that it finds when it has done that: both on one connection. */
const BATCHES_IN_FLIGHT = 2;
const BATCH_SIZE = 64;
/** So few are not divided: what a batch costs whatever its size would be most of it. */
const UNDIVIDED = 8;

const FINAL: readonly Outcome[] = ['completed', 'failed'];

const SETTLE = {
  name: 'settle',
  rowMode: 'array',
  text: `select outcome, reason, transaction_id from settle($1::text[], $2::text[], $3::bytea[], $4::text[], $5::text[],
    $6::text[], $7::text[], $8::text[], $9::uuid[], $10::numeric[], $11::text[], $12::text[], $13::numeric[], $14::text[], $15::text[], $16::text[])`,
} as const;

/**
 * The one path to money: a gateway's fact in, its outcome out, once the commit that holds event,
 * state, journal, balance and outcome has returned.
 *
 * Batches form without a timer: whatever arrives while one is in flight is the next. A batch gives
 * what its facts would give one by one; if it fails, they are settled one by one, and one that
 * still fails for a reason of its own is stored alone, suspended.
 * @returns a function that rejects only where the fact could not be stored
 */
export function createSettle(deps: SettleDeps): (fact: GatewayFact) => Promise<Settlement> {
  const query = createPipeline(deps.pool);
  let waiting: Waiting[] = [];
  let batches = 0;
  /** Facts in these batches, and senders who were answered last and are not back yet. */
  let inFlight = 0;
  let away = 0;

  function next(): void {
    if (batches >= BATCHES_IN_FLIGHT || waiting.length === 0) return;
    // Of all senders, one half is settled while the other is answered, comes back and is next.
    const half = Math.ceil((waiting.length + inFlight + away) / 2);
    const size = Math.min(BATCH_SIZE, Math.max(UNDIVIDED, half));
    // While the database is busy, a batch is not sent before it is full.
    if (batches > 0 && waiting.length < size) return;
    const batch = waiting.slice(0, size);
    waiting = waiting.slice(size);
    batches += 1;
    inFlight += batch.length;
    void settleBatch(deps, query, batch, () => {
      batches -= 1;
      inFlight -= batch.length;
      away = batch.length;
      next();
    });
  }

  return (fact) =>
    new Promise((resolve, reject) => {
      waiting.push({ fact, cells: cellsOf(fact), resolve, reject });
      away = Math.max(0, away - 1);
      next();
    });
}

/** `free` is called once the database has nothing more to do for this batch: before its answers are written. */
async function settleBatch(
  deps: SettleDeps,
  query: Query,
  batch: readonly Waiting[],
  free: () => void,
): Promise<void> {
  let settlements: Settlement[];
  try {
    settlements = await settleCells(
      query,
      batch.map(({ cells }) => cells),
    );
  } catch (error) {
    await settleApart(deps, query, batch, error).finally(free);
    return;
  }
  free();
  batch.forEach(({ resolve, reject }, index) => {
    const settlement = settlements[index];
    if (settlement) resolve(settlement);
    else reject(new Error('The database answered fewer outcomes than it was told facts.'));
  });
  const final = settlements.filter(({ outcome }) => FINAL.includes(outcome));
  if (final.length > 0) deps.settled?.(final.flatMap(({ transactionId }) => transactionId ?? []));
}

/** A batch that failed: one fact after the other, and one that still fails is stored alone. */
async function settleApart(
  deps: SettleDeps,
  query: Query,
  batch: readonly Waiting[],
  error: unknown,
): Promise<void> {
  if (batch.length > 1 && !isServerTrouble(error)) {
    deps.log.warn(
      { err: error, facts: batch.length },
      'a batch failed; its facts are settled one by one',
    );
    for (const one of batch) await settleBatch(deps, query, [one], () => {});
    return;
  }
  for (const one of batch) await storeAlone(deps, one, error);
}

async function storeAlone(
  { pool, log }: SettleDeps,
  { fact, resolve, reject }: Waiting,
  error: unknown,
): Promise<void> {
  if (isServerTrouble(error) || isContention(error)) return reject(error);
  log.error({ err: error }, 'a fact could not be settled and is kept for a person');
  try {
    await pool.query('select store_suspended($1, $2, $3, $4)', [
      fact.source,
      fact.dialect,
      fact.raw,
      'settle_error',
    ]);
    resolve({ outcome: 'suspended', reason: 'settle_error', transactionId: null });
  } catch (failed) {
    reject(failed);
  }
}

/** What `settle` is told of a fact, in the order of its parameters. */
type Cells = readonly ArrayElement[];

/** The parameters' types; null: numbers, whose text is short and exact. */
const TYPES = [
  ...[OID.text, OID.text, OID.bytea, OID.text, OID.text, OID.text, OID.text, OID.text],
  ...[OID.uuid, null, OID.text, OID.text, null, OID.text, OID.text, OID.text],
] as const;

const cellsOf = (fact: GatewayFact): Cells => [
  fact.source,
  fact.dialect,
  fact.raw,
  JSON.stringify(fact.headers),
  fact.event,
  fact.kind,
  fact.state,
  fact.reference,
  fact.ownId === null ? null : Buffer.from(fact.ownId.replaceAll('-', ''), 'hex'),
  fact.amount?.toString() ?? null,
  fact.currency,
  fact.phone,
  fact.fee?.toString() ?? null,
  fact.problem,
  fact.failureReason,
  fact.failureMessage,
];

/** One parameter: null where no fact has a value, so that nothing is read for it. */
function columnOf(batch: readonly Cells[], index: number): Buffer | string | null {
  const column = batch.map((cells) => cells[index] ?? null);
  if (column.every((cell) => cell === null)) return null;
  const type = TYPES[index] ?? null;
  return type === null ? `{${column.map((cell) => cell ?? 'NULL')}}` : binaryArray(type, column);
}

/**
 * One call of the SQL function, one commit, in the order of arrival: the doors call it through
 * `createSettle`, which forms the batches. Answers in the facts' order.
 */
export const settleFacts = (pool: Pool, facts: readonly GatewayFact[]): Promise<Settlement[]> =>
  settleCells((config) => pool.query(config), facts.map(cellsOf));

async function settleCells(query: Query, batch: readonly Cells[]): Promise<Settlement[]> {
  const values = TYPES.map((_type, index) => columnOf(batch, index));
  const { rows } = await retryContention(() =>
    query<[Outcome, string | null, string | null]>({ ...SETTLE, values }),
  );
  return rows.map(([outcome, reason, transactionId]) => ({ outcome, reason, transactionId }));
}
