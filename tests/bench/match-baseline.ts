import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { withClient } from './on-server.ts';

/** The least that any reconciliation does: no parsing, no index, no constraint, no evidence; one join names the rows that differ. */
const TABLE = `create table bare (line_no integer, kind text, state text, own_id uuid, merchant_reference text, reference text, amount numeric, fee numeric,
  currency text, phone text, occurred_at timestamptz, balance numeric)`;

const EXCEPTIONS = `create table exception as
  select l.line_no, t.id, l.amount as told, t.amount from bare l full join transaction t on t.id = l.own_id
  where l.own_id is null or t.id is null or l.amount <> t.amount or l.fee <> t.fee or t.status <> 'COMPLETED' or l.state <> 'completed'
    or l.kind <> case t.type when 'DEPOSIT' then 'payment' else 'payout' end`;

export interface Bare {
  readonly copySeconds: number;
  readonly joinSeconds: number;
}

/** @throws Error where it found less than the defects that show without knowing what a duplicate is */
export const runBare = (url: string, text: string, atLeast: number): Promise<Bare> =>
  withClient(url, async (client) => {
    await client.query(TABLE);
    const started = performance.now();
    await pipeline(createReadStream(text), client.query(copyFrom('copy bare from stdin')));
    const copied = performance.now();
    const { rowCount } = await client.query(EXCEPTIONS);
    const joined = performance.now();
    if ((rowCount ?? 0) < atLeast) throw new Error(`The bare join found ${rowCount} rows.`);
    return { copySeconds: (copied - started) / 1000, joinSeconds: (joined - copied) / 1000 };
  });
