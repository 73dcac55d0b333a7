import type { Queryable } from '../db/in-transaction.ts';
import { startOfDay } from '../kernel/time.ts';

/** The head of the chain after a block: a fingerprint of everything that was sealed up to it. */
export interface SealHead {
  /** The block's number, from 1. */
  readonly seq: number;
  /** sha256, as 64 hexadecimal digits. */
  readonly head: string;
  readonly sealedAt: Date;
  /** `3f9a 22c1 07be 91d0`: enough of the head to be compared by eye. */
  readonly short: string;
  /** The day of `sealedAt` in the business time zone, `YYYY-MM-DD`. */
  readonly day: string;
}

export interface SealRun {
  readonly blocks: number;
  readonly journals: number;
}

/** What one run seals at most, in blocks of at most so many journals: the rest waits for the next run. */
const PER_RUN = 100_000;
const PER_BLOCK = 10_000;

/** $1 is the zone. */
const HEAD = `seq, encode(head, 'hex') as head, sealed_at as "sealedAt", to_char(sealed_at at time zone $1, 'YYYY-MM-DD') as day`;

/** Chains the journals that were committed since the last run. */
export async function sealJournals(
  db: Queryable,
  { most = PER_RUN, perBlock = PER_BLOCK }: { most?: number; perBlock?: number } = {},
): Promise<SealRun> {
  const { rows } = await db.query<{ count: number }>('select count from seal_journals($1, $2)', [
    most,
    perBlock,
  ]);
  return { blocks: rows.length, journals: rows.reduce((sum, { count }) => sum + count, 0) };
}

/** The newest head; null while nothing was sealed. */
export const newestHead = (db: Queryable, zone: string): Promise<SealHead | null> =>
  oneHead(db, `select ${HEAD} from seal order by seq desc limit 1`, [zone]);

/** The head after a block; null where there is no such block. */
export const headOfBlock = (db: Queryable, zone: string, seq: number): Promise<SealHead | null> =>
  oneHead(db, `select ${HEAD} from seal where seq = $2`, [zone, seq]);

/**
 * The head of the business day that an instant falls on: the last one of that day, or of an earlier one
 * where nothing was sealed on it. While the day lasts it is the head so far. Null before the first block.
 */
export const headAt = (db: Queryable, zone: string, at: Date): Promise<SealHead | null> =>
  oneHead(
    db,
    `select ${HEAD} from seal
     where sealed_at < ((($2::timestamptz at time zone $1)::date + 1)::timestamp at time zone $1) order by seq desc limit 1`,
    [zone, at],
  );

/** As `headAt`, for a day as a person writes it. @throws InvalidInput `date_invalid` for anything but `YYYY-MM-DD` */
export const headOfDay = async (
  db: Queryable,
  zone: string,
  day: unknown,
): Promise<SealHead | null> => headAt(db, zone, startOfDay(day, zone, 'day'));

/**
 * The head that a receipt prints: the last one of the day on which all journals of a transaction were
 * sealed. Null while one of them is not, or where it has none.
 */
export const headOfTransaction = (
  db: Queryable,
  zone: string,
  transactionId: string,
): Promise<SealHead | null> =>
  oneHead(
    db,
    `with latest as (
       select txid, id from journal where transaction_id = $2 order by txid desc, id desc limit 1
     ), holding as (
       select s.sealed_at from seal s, latest l where (s.last_txid, s.last_id) >= (l.txid, l.id)
       order by s.last_txid, s.last_id limit 1
     )
     select ${HEAD} from seal, (select (h.sealed_at at time zone $1)::date + 1 as morrow from holding h) d
     where seal.sealed_at < d.morrow::timestamp at time zone $1 order by seq desc limit 1`,
    [zone, transactionId],
  );

async function oneHead(db: Queryable, sql: string, values: unknown[]): Promise<SealHead | null> {
  const { rows } = await db.query<Omit<SealHead, 'short'>>(sql, values);
  const [row] = rows;
  if (!row) return null;
  return { ...row, short: (row.head.slice(0, 16).match(/.{4}/g) ?? []).join(' ') };
}
