import pg from 'pg';
import { type Kept, keepAnchor, readAnchors } from '../ledger/anchors.ts';
import { INVARIANTS } from '../ledger/invariants.ts';
import { headOfBlock, headOfDay, newestHead, type SealHead } from '../ledger/seal.ts';
import { type Violation, verifyLedger } from '../ledger/verify.ts';

export interface OutsideProof {
  readonly violations: readonly Violation[];
  readonly invariants: number;
  /** How many kept heads were compared; null: there is no such file. */
  readonly anchors: number | null;
  readonly head: SealHead | null;
}

/** The books as a stranger with a reading role sees them: nothing here needs the running console. */
export function openBooks(readUrl: string, zone: string) {
  const pool = new pg.Pool({
    connectionString: readUrl,
    max: 1,
    application_name: 'tontine-ledger',
    connectionTimeoutMillis: 10_000,
  });
  return {
    /** Proves every invariant and the chain from the rows, and compares the kept heads with it. */
    verify: async (anchorsFile: string): Promise<OutsideProof> => {
      const anchors = readAnchors(anchorsFile);
      return {
        violations: await verifyLedger(pool, anchors),
        invariants: INVARIANTS.length,
        anchors: anchors?.anchors.length ?? null,
        head: await newestHead(pool, zone),
      };
    },
    /** The head of a day (`YYYY-MM-DD`) or of a block; without either, the newest. */
    head: (which?: string): Promise<SealHead | null> => {
      if (which === undefined) return newestHead(pool, zone);
      return /^\d{1,9}$/.test(which)
        ? headOfBlock(pool, zone, Number(which))
        : headOfDay(pool, zone, which);
    },
    /** Keeps the newest head in a file, and begins the file where there is none; null: nothing is sealed yet. */
    anchor: async (file: string): Promise<{ head: SealHead; kept: Kept } | null> => {
      const head = await newestHead(pool, zone);
      return head && { head, kept: keepAnchor(file, head, { begins: true }) };
    },
    close: () => pool.end(),
  };
}
