import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runJob } from '../../jobs/run.ts';
import { keepAnchor, readAnchors } from '../../src/ledger/anchors.ts';
import { newestHead, sealJournals } from '../../src/ledger/seal.ts';
import {
  brokenAnchors,
  brokenInvariants,
  missingAnchors,
  verifyLedger,
} from '../../src/ledger/verify.ts';
import { useConsole } from '../support/console.ts';
import { postOne, sealAll, tamper } from './sealed-books.ts';

const folder = mkdtempSync(join(tmpdir(), 'anchors-'));
const file = join(folder, 'kept', 'heads.log');
const world = useConsole({ settings: { anchorsFile: file } });

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = () => readFileSync(file, 'utf8');
const head = (seq: number) => ({
  seq,
  head: String(seq % 10).repeat(64),
  short: '',
  day: '2026-11-26',
  sealedAt: new Date(0),
});

describe('the file of heads', () => {
  const own = join(folder, 'own.log');
  beforeEach(() => rmSync(own, { force: true }));

  test('grows by a line for each new block, and by none for one that it has', () => {
    expect(readAnchors(own)).toBeNull();
    expect(keepAnchor(own, head(1), { begins: true })).toBe('kept');
    expect(keepAnchor(own, head(1), { begins: false })).toBe('known');
    expect(keepAnchor(own, head(3), { begins: false })).toBe('kept');
    expect(keepAnchor(own, head(2), { begins: false })).toBe('known');
    expect(readFileSync(own, 'utf8')).toBe(
      `2026-11-26 ${'1'.repeat(64)} 1\n2026-11-26 ${'3'.repeat(64)} 3\n`,
    );
  });

  test('a line that a crash cut off never counted, and is written anew', () => {
    keepAnchor(own, head(1), { begins: true });
    appendFileSync(own, '2026-11-26 2222');
    expect(readAnchors(own)?.anchors.map(({ seq }) => seq)).toEqual([1]);
    expect(keepAnchor(own, head(2), { begins: false })).toBe('kept');
    expect(readAnchors(own)).toMatchObject({ unreadable: [], anchors: [{ seq: 1 }, { seq: 2 }] });
  });

  test('is not begun anew behind blocks whose heads it should hold', () => {
    expect(keepAnchor(own, head(4), { begins: false })).toBe('refused');
    expect(readAnchors(own)).toBeNull();
    writeFileSync(own, '');
    expect(keepAnchor(own, head(4), { begins: false })).toBe('refused');
    expect(readFileSync(own, 'utf8')).toBe('');
  });

  test('a line that is none is told by its number', async () => {
    writeFileSync(own, `2026-11-26 ${'0'.repeat(64)} 0\nnonsense\n`);
    const told = await brokenAnchors(world.database.pool, readAnchors(own));
    expect(told.map(({ broken }) => broken)).toEqual([
      'Line 1 of the anchors is not one: day, head and block.',
      'Line 2 of the anchors is not one: day, head and block.',
    ]);
  });
});

/** A file of heads as it is begun by hand, where blocks were sealed before. */
async function begin(): Promise<void> {
  rmSync(file, { force: true });
  const newest = await newestHead(world.database.pool, 'Africa/Abidjan');
  expect(keepAnchor(file, newest!, { begins: true })).toBe('kept');
}

describe('the seal job', () => {
  test('begins no new file where older blocks are sealed, and the ledger does not verify without one', async () => {
    const { app } = world.console;
    await postOne(world.database.owner);
    await sealAll(world.database.pool);
    for (const lose of [() => rmSync(file, { force: true }), () => writeFileSync(file, '')]) {
      await begin();
      expect(await app.verifyLedger()).toEqual([]);
      lose();
      expect(await app.seal()).toMatchObject({ kept: 'refused' });
      expect(
        (await app.verifyLedger()).map(({ invariant, broken }) => [invariant, broken]),
      ).toEqual([[9, 'Blocks are sealed, and no head of them is kept outside the database.']]);
    }
    await begin();
  });

  test('a file that stopped growing does not verify; a head of this hour may still be on its way', async () => {
    const { owner, pool } = world.database;
    await postOne(owner);
    await sealAll(pool);
    await begin();
    await postOne(owner);
    await sealAll(pool);
    const anchors = readAnchors(file);
    expect(await missingAnchors(pool, anchors)).toEqual([]);
    const late = await owner.connect();
    try {
      await late.query(
        `select set_config('tontine.clock', (now() + interval '61 minutes')::text, false)`,
      );
      expect((await missingAnchors(late, anchors)).map(({ broken }) => broken)).toEqual([
        expect.stringMatching(/^The last head that was kept is of block \d+; block \d+ was sealed/),
      ]);
    } finally {
      await late.query(`select set_config('tontine.clock', '', false)`);
      late.release();
    }
  });

  test('keeps each new head outside the database, says it, and does so once', async () => {
    await postOne(world.database.owner);
    await sealAll(world.database.pool);
    await begin();
    await postOne(world.database.owner);
    await sealAll(world.database.pool);
    const report = await runJob(world.console.app, 'seal');
    const newest = await newestHead(world.database.pool, 'Africa/Abidjan');
    expect(text().trimEnd().split('\n').at(-1)).toBe(
      `${newest?.day} ${newest?.head} ${newest?.seq}`,
    );
    expect(report?.changed).toBe(1);
    expect(report?.summary).toContain(`block ${newest?.seq}: ${newest?.head}`);
    expect(await runJob(world.console.app, 'seal')).toMatchObject({ changed: 0 });
    expect(await world.console.app.sealHead(new Date(newest!.sealedAt))).toEqual(newest);
    expect(await world.console.app.verifyLedger()).toEqual([]);
  });
});

describe('a past that was rewritten as a whole', () => {
  /** The journal of the first block, changed, and everything from there on sealed anew. */
  const rewrite = `update journal set occurred_at = '2020-01-01' where id = (select first_id from seal where seq = 1)`;

  test('is consistent in itself, and shows against the heads that were kept', async () => {
    const { pool, owner } = world.database;
    await postOne(owner);
    await sealAll(pool);
    await runJob(world.console.app, 'seal');
    await postOne(owner);
    await sealAll(pool);
    await runJob(world.console.app, 'seal');
    const anchors = readAnchors(file);
    expect(anchors?.anchors.length).toBeGreaterThan(1);
    expect(await verifyLedger(pool, anchors)).toEqual([]);

    const { inside, outside } = await tamper(owner, async (tx) => {
      await tx.query(rewrite);
      const { rows } = await tx.query('delete from seal returning count');
      for (const { count } of rows) await sealJournals(tx, { most: count, perBlock: count });
      return { inside: await brokenInvariants(tx), outside: await brokenAnchors(tx, anchors) };
    });
    expect(inside).toEqual([]);
    expect(outside.map(({ broken }) => broken)).toContainEqual(
      expect.stringMatching(
        /^The head of block \d+ is not the one that was kept on \d{4}-\d\d-\d\d\.$/,
      ),
    );
  });

  test('a chain that was cut short shows as well', async () => {
    const { owner } = world.database;
    const last = readAnchors(file)?.anchors.at(-1)?.seq;
    const { inside, outside } = await tamper(owner, async (tx) => {
      await tx.query('delete from seal where seq = (select max(seq) from seal)');
      return {
        inside: await brokenInvariants(tx),
        outside: await brokenAnchors(tx, readAnchors(file)),
      };
    });
    expect(inside).toEqual([]);
    expect(outside.map(({ broken }) => broken)).toEqual([
      expect.stringMatching(
        new RegExp(`^Block ${last} was sealed by .*, and is no longer in the chain`),
      ),
    ]);
  });
});
