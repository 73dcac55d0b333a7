import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { headAt, headOfBlock, headOfDay, newestHead, sealJournals } from '../../src/ledger/seal.ts';
import { brokenInvariants, verifyLedger } from '../../src/ledger/verify.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople } from '../support/given.ts';
import { counts, postOne, sealAll, tamper } from './sealed-books.ts';

const db = useDatabase();
const ZONE = 'Africa/Abidjan';

beforeAll(async () => {
  await givenPeople(db.owner);
});

const blocks = async () =>
  (
    await db.pool.query<{ seq: number; count: number; head: string; previous: string }>(
      `select seq, count, encode(head, 'hex') as head, encode(previous, 'hex') as previous from seal order by seq`,
    )
  ).rows;

describe('sealing', () => {
  test('chains every committed journal once, and nothing when there is nothing new', async () => {
    for (let n = 0; n < 7; n += 1) await postOne(db.owner);
    await sealAll(db.pool, 3);
    const { sealed, journals } = await counts(db.pool);
    expect(sealed).toBe(journals);
    const chain = await blocks();
    expect(chain.every(({ count }) => count <= 3)).toBe(true);
    chain.forEach(({ seq, previous }, index) => {
      expect(seq).toBe(index + 1);
      expect(previous).toBe(chain[index - 1]?.head ?? '');
    });
    expect(await sealJournals(db.pool)).toEqual({ blocks: 0, journals: 0 });
    expect(await verifyLedger(db.pool)).toEqual([]);
  });

  test('a run takes no more than it may; the rest comes with the next', async () => {
    for (let n = 0; n < 5; n += 1) await postOne(db.owner);
    await expect
      .poll(() => sealJournals(db.pool, { most: 4, perBlock: 2 }))
      .toEqual({ blocks: 2, journals: 4 });
    await sealAll(db.pool);
  });

  test('what a transaction writes that is open across a run is sealed later, with all that came after it', async () => {
    await sealAll(db.pool);
    const slow = await db.owner.connect();
    await slow.query('begin');
    await postOne(slow);
    await postOne(db.owner);
    const before = await counts(db.pool);
    expect(await sealJournals(db.pool)).toEqual({ blocks: 0, journals: 0 });
    await postOne(slow);
    await slow.query('commit');
    slow.release();
    await sealAll(db.pool);
    const after = await counts(db.pool);
    expect(after.sealed - before.sealed).toBe(3);
    expect(await verifyLedger(db.pool)).toEqual([]);
  });

  test('what was rolled back is in no block', async () => {
    const gone = await db.owner.connect();
    await gone.query('begin');
    await postOne(gone);
    await gone.query('rollback');
    gone.release();
    await postOne(db.owner);
    await sealAll(db.pool);
    expect((await blocks()).at(-1)?.count).toBe(1);
  });

  test('sealers at once make one chain', async () => {
    for (let n = 0; n < 20; n += 1) await postOne(db.owner);
    await Promise.all(Array.from({ length: 6 }, () => sealJournals(db.pool, { perBlock: 4 })));
    await sealAll(db.pool);
    expect(await verifyLedger(db.pool)).toEqual([]);
  });

  test('whatever order transactions begin, write, end and are sealed in, each journal is in the chain once', async () => {
    const step = fc.record({
      who: fc.nat({ max: 3 }),
      what: fc.constantFrom('write', 'write', 'commit', 'rollback', 'seal'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
        const writers = new Map<number, pg.PoolClient>();
        const end = async (who: number, how: 'commit' | 'rollback') => {
          const writer = writers.get(who);
          writers.delete(who);
          await writer?.query(how);
          writer?.release();
        };
        try {
          for (const { who, what } of steps) {
            if (what === 'seal') await sealJournals(db.pool, { perBlock: 2 });
            else if (what !== 'write') await end(who, what);
            else {
              const writer = writers.get(who) ?? (await db.owner.connect());
              if (!writers.has(who)) await writer.query('begin');
              writers.set(who, writer);
              await postOne(writer);
            }
          }
        } finally {
          for (const who of [...writers.keys()]) await end(who, 'commit');
        }
        await sealAll(db.pool);
        const { sealed, journals } = await counts(db.pool);
        expect(sealed).toBe(journals);
        expect(await verifyLedger(db.pool)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test('the sealed part of the books is not read again', async () => {
    const before = await counts(db.pool);
    for (let n = 0; n < 10; n += 1) {
      await db.owner.query(
        `select post(array_agg(('OPENING', null, 1, 'XOF', system_account('opening', 'XOF'), system_account('gateway_float', 'XOF'), 1, null)::movement))
         from generate_series(1, 2000)`,
      );
    }
    await sealAll(db.pool);
    await db.owner.query(`select brin_summarize_new_values('journal_txid_brin')`);
    await postOne(db.owner);
    const plan = await pagesRead();
    expect(plan.table).toBeGreaterThan(150);
    expect(plan.read).toBeLessThan(plan.table / 2);
    await sealAll(db.pool);
    expect((await counts(db.pool)).sealed - before.sealed).toBe(20_001);
  });

  test('a restored dump on a server whose counter is behind is refused, not sealed wrongly', async () => {
    await sealAll(db.pool);
    const refusal = await tamper(db.owner, async (tx) => {
      await tx.query(
        `update seal set last_txid = '99999999999' where seq = (select max(seq) from seal)`,
      );
      return sealJournals(tx).catch((error: Error) => error.message);
    });
    expect(refusal).toMatch(/sealed up to transaction 99999999999, and this server is only at \d+/);
  });
});

/** How many pages the search for unsealed journals reads, and how many the table has. */
async function pagesRead(): Promise<{ read: number; table: number }> {
  const tx = await db.owner.connect();
  try {
    await tx.query('begin');
    await tx.query('set local enable_seqscan = off');
    const { rows } = await tx.query<{ 'QUERY PLAN': { Plan: Record<string, number> }[] }>(
      `explain (analyze, buffers, format json) select id from journal
       where txid::text::bigint >= (select last_txid from seal order by seq desc limit 1)::text::bigint`,
    );
    const { Plan } = rows[0]!['QUERY PLAN'][0]!;
    const size = await tx.query<{ pages: number }>(
      `select (pg_relation_size('journal') / 8192)::int as pages`,
    );
    return {
      read: Plan['Shared Hit Blocks']! + Plan['Shared Read Blocks']!,
      table: size.rows[0]!.pages,
    };
  } finally {
    await tx.query('rollback');
    tx.release();
  }
}

describe('the head', () => {
  test('is the hash of what it says, which anybody can compute', async () => {
    await sealAll(db.pool);
    const { rows } = await db.pool.query(
      `select seq, count, first_txid::text as f, first_id, last_txid::text as l, last_id, digest, previous, encode(head, 'hex') as head,
         (extract(epoch from sealed_at) * 1000000)::bigint::text as at from seal order by seq desc limit 1`,
    );
    const b = rows[0];
    const said = [b.seq, b.count, b.f, b.first_id, b.l, b.last_id, b.at].join('|');
    const head = createHash('sha256')
      .update(b.previous)
      .update(b.digest)
      .update(said)
      .digest('hex');
    expect(b.head).toBe(head);
    expect(await newestHead(db.pool, ZONE)).toMatchObject({
      seq: b.seq,
      head,
      short: head.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 '),
    });
  });

  test('of a day is that day’s last, or the last one before where nothing was sealed', async () => {
    await sealAll(db.pool);
    const newest = await newestHead(db.pool, ZONE);
    expect(await headOfDay(db.pool, ZONE, newest?.day)).toEqual(newest);
    expect(await headOfDay(db.pool, ZONE, '2999-12-31')).toEqual(newest);
    expect(await headOfDay(db.pool, ZONE, '2001-01-01')).toBeNull();
    expect(await headAt(db.pool, ZONE, newest!.sealedAt)).toEqual(newest);
    expect(await headOfBlock(db.pool, ZONE, 1)).toMatchObject({ seq: 1 });
    expect(await headOfBlock(db.pool, ZONE, 999_999)).toBeNull();
    await expect(headOfDay(db.pool, ZONE, '2026-02-31')).rejects.toThrow(/must be a day/);
  });
});

test('the seal covers every column of journals and postings', async () => {
  const { rows } = await db.pool.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_name in ('journal', 'posting') and is_generated = 'NEVER' order by 1`,
  );
  // A new one belongs into `seal_journals` and into `seal-invariants.ts`.
  expect(rows.map(({ name }) => name)).toEqual([
    ...['currency', 'id', 'kind', 'occurred_at', 'recorded_at', 'resolution_id', 'step'].map(
      (column) => `journal.${column}`,
    ),
    ...['journal.transaction_id', 'journal.txid'],
    ...['account_id', 'amount', 'balance_after', 'currency', 'journal_id', 'line', 'version'].map(
      (column) => `posting.${column}`,
    ),
  ]);
});

describe('a past that was rewritten', () => {
  let seq: number;
  beforeEach(async () => {
    await postOne(db.owner);
    await sealAll(db.pool);
    seq = (await newestHead(db.pool, ZONE))!.seq;
    await postOne(db.owner);
    await sealAll(db.pool);
  });

  const ofBlock = `id in (select j.id from journal j, seal s where s.seq = $1 and (j.txid, j.id) between (s.first_txid, s.first_id) and (s.last_txid, s.last_id))`;

  test.each<[string, string, (seq: number) => RegExp]>([
    [
      'a posting whose account was changed',
      `update posting set account_id = system_account('corrections', 'XOF') where line = 1 and journal_${ofBlock}`,
      (n) =>
        new RegExp(
          `A journal or posting of block ${n} \\(\\d+ journals, sealed .*\\) is not as it was sealed`,
        ),
    ],
    [
      'an amount that was changed on both sides',
      `update posting set amount = amount * 2 where journal_${ofBlock}`,
      (n) => new RegExp(`A journal or posting of block ${n} `),
    ],
    [
      'a posting that was deleted',
      `delete from posting where line = 1 and journal_${ofBlock}`,
      (n) => new RegExp(`A journal or posting of block ${n} `),
    ],
    [
      'a journal that was re-dated',
      `update journal set occurred_at = '2020-01-01' where ${ofBlock}`,
      (n) => new RegExp(`A journal or posting of block ${n} `),
    ],
    [
      'a journal that was deleted',
      `with gone as (delete from posting where journal_${ofBlock}) delete from journal where ${ofBlock}`,
      (n) => new RegExp(`Block ${n} sealed \\d+ journals, the books now hold \\d+ of it`),
    ],
    [
      'a journal that was slipped in',
      `with s as (select * from seal where seq = $1), j as (insert into journal (id, kind, step, currency, txid)
         select '00000000-0000-0000-0000-000000000001', 'OPENING', 1, 'XOF', s.last_txid from s returning id)
       insert into posting (journal_id, line, account_id, amount, currency) select j.id, l.line, system_account('fees', 'XOF'), l.amount, 'XOF'
       from j, (values (1, 5), (2, -5)) l (line, amount)`,
      (n) => new RegExp(`Block ${n} sealed \\d+ journals, the books now hold \\d+ of it`),
    ],
    [
      'a block whose head was written anew',
      `update seal set head = sha256('forged') where seq = $1`,
      (n) => new RegExp(`The head of block ${n} is not the hash of the block`),
    ],
    [
      'a block that was taken out',
      'delete from seal where seq = $1',
      (n) => new RegExp(`Block ${n} is missing from the chain`),
    ],
    [
      'a block that was re-dated',
      `update seal set sealed_at = sealed_at - interval '1 day' where seq = $1`,
      (n) => new RegExp(`The head of block ${n} is not the hash of the block`),
    ],
    [
      'a block that follows another head',
      `update seal set previous = sha256('other'), head = seal_head(sha256('other'), digest, seq, count, first_txid, first_id, last_txid, last_id, sealed_at) where seq = $1`,
      (n) => new RegExp(`Block ${n} does not follow the head of the block before it`),
    ],
  ])('shows, with its block: %s', async (_name, sql, sentence) => {
    const found = await tamper(db.owner, async (tx) => {
      await tx.query('set constraints all deferred');
      await tx.query(sql, [seq]);
      return (await brokenInvariants(tx)).filter(({ invariant }) => invariant === 9);
    });
    const told = found.map(({ broken }) => broken).join('\n');
    expect(told).toMatch(sentence(seq));
  });
});

describe('the chain belongs to the job', () => {
  test.each(['update seal set count = count', 'delete from seal', 'truncate seal'])(
    'even its owner may not: %s',
    async (sql) => {
      await sealAll(db.pool);
      await expect(db.owner.query(sql)).rejects.toThrow(/on seal is refused: it is append-only/);
    },
  );

  test.each([
    `insert into seal select * from seal limit 1`,
    'update seal set count = count',
    'delete from seal',
  ])('the runtime role may not: %s', async (sql) => {
    await expect(db.pool.query(sql)).rejects.toThrow(/permission denied/);
  });
});
