import type { Pool } from 'pg';
import type { KnownOperation } from '../../src/getmipay/sandbox/server.ts';

interface Ours {
  readonly id: string;
  readonly type: 'DEPOSIT' | 'WITHDRAWAL';
  readonly status: string;
  readonly amount: string;
}

/** Why a transaction of ours is still open, by what the gateway did and told. */
export type Open =
  /** The gateway never had it, and cannot be asked about an order that it has no number for. */
  | 'never arrived'
  /** Nobody paid; the gateway itself waits. */
  | 'open there too'
  /** Its number was in an answer that was lost, and no webhook came. */
  | 'withheld'
  /** We had what was needed to settle it, and did not. */
  | 'ours to settle';

export interface Comparison {
  readonly transactions: number;
  readonly final: number;
  readonly open: Readonly<Record<Open, readonly string[]>>;
  /** Our float less the gateway's balance, once what is still open here but final there is counted. */
  readonly difference: bigint;
  readonly sentTwice: readonly string[];
  readonly returnedThoughPaid: readonly string[];
  readonly creditedThoughUnpaid: readonly string[];
}

export async function compare(
  pool: Pool,
  theirs: readonly KnownOperation[],
  balance: bigint,
  canAsk: boolean,
): Promise<Comparison> {
  const { rows } = await pool.query<Ours>(
    `select id, type, status, amount::text from transaction where type in ('DEPOSIT', 'WITHDRAWAL') order by id`,
  );
  const { rows: floats } = await pool.query<{ float: string }>(
    `select coalesce(-sum(amount), 0)::text as float from posting where account_id = system_account('gateway_float', 'XOF')`,
  );
  const byOurId = groupByOurId(theirs);
  const only = (id: string) => byOurId.get(id)?.[0];
  const open: Record<Open, string[]> = {
    'never arrived': [],
    'open there too': [],
    withheld: [],
    'ours to settle': [],
  };
  let unsettled = 0n;
  for (const { id, status } of rows) {
    if (status !== 'PENDING') continue;
    const operation = only(id);
    open[whyOpen(operation, canAsk)].push(id);
    if (operation?.state === 'completed') unsettled += movedBy(operation);
  }
  const ended = (status: string) => !['PENDING', 'AWAITING_APPROVAL'].includes(status);
  return {
    transactions: rows.length,
    final: rows.filter(({ status }) => ended(status)).length,
    open,
    difference: BigInt(floats[0]?.float ?? '0') + unsettled - balance,
    sentTwice: [...byOurId].filter(([, operations]) => operations.length > 1).map(([id]) => id),
    returnedThoughPaid: rows
      .filter(
        ({ type, status }) => type === 'WITHDRAWAL' && ended(status) && status !== 'COMPLETED',
      )
      .filter(({ id }) => only(id)?.state === 'completed')
      .map(({ id }) => id),
    creditedThoughUnpaid: rows
      .filter(({ type, status }) => type === 'DEPOSIT' && status === 'COMPLETED')
      .filter(({ id }) => only(id)?.state !== 'completed')
      .map(({ id }) => id),
  };
}

/** The gateway's operations by the id that we gave them: in the one dialect a field, in the other a mention. */
function groupByOurId(theirs: readonly KnownOperation[]): Map<string, KnownOperation[]> {
  const groups = new Map<string, KnownOperation[]>();
  for (const operation of theirs) {
    const id = operation.merchantReference ?? operation.mention ?? '';
    groups.set(id, [...(groups.get(id) ?? []), operation]);
  }
  return groups;
}

/** What a completed operation did to the gateway's balance of ours. */
const movedBy = ({ kind, amount, fee }: KnownOperation): bigint =>
  (kind === 'payment' ? amount : -amount) - fee;

function whyOpen(operation: KnownOperation | undefined, canAsk: boolean): Open {
  if (!operation) return 'never arrived';
  if (operation.state === 'pending') return 'open there too';
  const { answered, webhookSaid } = operation.truth;
  return webhookSaid === null && !(answered && canAsk) ? 'withheld' : 'ours to settle';
}
