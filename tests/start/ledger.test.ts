import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestHead } from '../../src/ledger/seal.ts';
import { parseLedgerCommand } from '../../src/start/ledger-command.ts';
import { sealAll } from '../ledger/sealed-books.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople } from '../support/given.ts';
import { cloneProject, runNpm } from '../support/processes.ts';

const RUN_MS = 60_000;
const db = useDatabase();
const clone = cloneProject();
const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
const kept = join(folder, 'heads.log');

afterAll(() => {
  for (const each of [clone, folder]) rmSync(each, { recursive: true, force: true });
});

/** One run of the command by somebody who has the reading role's address and nothing else. */
async function ledger(...args: string[]): Promise<[number | null, string]> {
  const env = { DATABASE_READ_URL: db.readUrl, DATA_DIR: folder };
  const run = runNpm(clone, ['run', '--silent', 'ledger', '--', ...args], env);
  return [await run.ended(), run.output()];
}

describe('npm run ledger', () => {
  let head: NonNullable<Awaited<ReturnType<typeof newestHead>>>;
  beforeAll(async () => {
    await givenPeople(db.owner);
    await sealAll(db.pool);
    head = (await newestHead(db.pool, 'Africa/Abidjan'))!;
    writeFileSync(kept, `${head.day} ${head.head} ${head.seq}\n`);
  });

  test.each([
    [[], /Say what to do/],
    [['prove'], /There is no "prove"/],
    [['verify', 'all'], /one word too many/],
    [['verify', '--anchor', 'x'], /Unknown option '--anchor'/],
    [['head', '--anchors', 'x'], /head takes no --anchors/],
    [['head', 'yesterday'], /neither a day/],
    [['head', '1', '2'], /one word too many/],
    [['anchor'], /anchor needs the file/],
    [['anchor', 'a', 'b'], /one word too many/],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(() => parseLedgerCommand(args)).toThrow(sentence);
  });

  test('explains itself without arguments', { timeout: RUN_MS }, async () => {
    const [code, output] = await ledger();
    expect([code, output]).toEqual([2, expect.stringContaining('npm run ledger -- verify')]);
  });

  test('proves the books with a role that only reads, and compares the kept heads', {
    timeout: RUN_MS,
  }, async () => {
    const [code, output] = await ledger('verify', '--anchors', kept);
    expect([code, output]).toEqual([0, expect.stringContaining('The books are clean.')]);
    expect(output).toContain('1 kept head(s) compared');
    expect(output).toContain(`Sealed up to block ${head.seq}`);
    const [, without] = await ledger('verify');
    expect(without).toContain('no heads were compared');
    expect((await ledger('verify', '--anchors', join(folder, 'nowhere')))[0]).toBe(2);
  });

  test('tells the head of now, of a day and of a block', { timeout: RUN_MS }, async () => {
    const line = `${head.day} ${head.head} ${head.seq}\n`;
    expect(await ledger('head')).toEqual([0, line]);
    expect(await ledger('head', head.day)).toEqual([0, line]);
    expect(await ledger('head', String(head.seq))).toEqual([0, line]);
    expect((await ledger('head', '2001-01-01'))[0]).toBe(1);
  });

  test('begins a file of heads by hand, and writes each head once', {
    timeout: RUN_MS,
  }, async () => {
    const begun = join(folder, 'begun.log');
    expect(await ledger('anchor', begun)).toEqual([
      0,
      expect.stringContaining(`now holds the head of block ${head.seq}, ${head.head}`),
    ]);
    expect(await ledger('anchor', begun)).toEqual([0, expect.stringContaining('held already')]);
    expect(readFileSync(begun, 'utf8')).toBe(`${head.day} ${head.head} ${head.seq}\n`);
  });

  test('exits with 1 when the past was rewritten, and says where', {
    timeout: RUN_MS,
  }, async () => {
    const redate = async (to: string | null) => {
      await db.owner.query('alter table journal disable trigger append_only');
      await db.owner.query(
        'update journal set occurred_at = $1 where id = (select first_id from seal where seq = 1)',
        [to],
      );
      await db.owner.query('alter table journal enable trigger append_only');
    };
    await redate('2020-01-01');
    try {
      const [code, output] = await ledger('verify', '--anchors', kept);
      expect(code).toBe(1);
      expect(output).toMatch(/^BROKEN 9 .*A journal or posting of block 1 /m);
      expect(output).toContain('The books are BROKEN.');
    } finally {
      await redate(null);
    }
  });

  test('exits with 1 when a kept head is another one', { timeout: RUN_MS }, async () => {
    writeFileSync(kept, `${head.day} ${'0'.repeat(64)} ${head.seq}\n`);
    const [code, output] = await ledger('verify', '--anchors', kept);
    expect(code).toBe(1);
    expect(output).toContain(`The head of block ${head.seq} is not the one that was kept`);
  });
});
