import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import type { Visitor } from '../support/visitor.ts';
import { fetchFile } from './files.ts';

const world = useConsole();
/** One more than a workbook takes. */
const ROWS = 100_001;
const MEGABYTE = 1_048_576;
let finance: Visitor;

beforeAll(async () => {
  finance = await world.console.signIn('finance');
  await world.database.owner.query(
    `insert into audit_entry (actor_name, action, subject_type, reason)
     select 'job-' || n, 'setting.change', 'Setting', repeat('raison ', 12) || case when n <= 20000 then 'pas' else '' end from generate_series(1, $1::int) n`,
    [ROWS],
  );
});

const open = (query: string, signal?: AbortSignal) =>
  fetch(new URL(`/admin/api/export/AuditEntry?${query}`, finance.url), {
    headers: { cookie: finance.cookie, accept: 'application/json' },
    ...(signal ? { signal } : {}),
  });

const exportsTold = async () =>
  (
    await world.database.owner.query<{ rows: number; whole: boolean }>(
      `select (after ->> 'rows')::int as rows, (after ->> 'whole')::boolean as whole
       from audit_entry where action = 'export.audit_entry' order by id desc`,
    )
  ).rows;

/** What is still held when everything that can be thrown away was. */
function heldNow(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / MEGABYTE;
}

test.each(['csv', 'xlsx'])(
  '20 000 rows leave as %s while they are read, in flat memory',
  async (format) => {
    const response = await open(`format=${format}&filters.action=setting.change&filters.q=pas`);
    const before = heldNow();
    let [bytes, chunks, most] = [0, 0, 0];
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      chunks += 1;
      if (chunks % 10 === 0) most = Math.max(most, heldNow() - before);
    }
    // A page of a thousand rows leaves before the next is read.
    expect(chunks).toBeGreaterThanOrEqual(20);
    expect(bytes).toBeGreaterThan(format === 'csv' ? 3 * MEGABYTE : MEGABYTE / 4);
    // Held whole, 20,000 records and their cells take more than this.
    expect(most).toBeLessThan(30);
    // Written once the last row has left.
    await expect.poll(async () => (await exportsTold())[0]).toEqual({ rows: 20_000, whole: true });
  },
);

test('a reader who goes away ends the reading, and what had left is audited', async () => {
  const controller = new AbortController();
  const response = await open('format=csv&filters.action=setting.change', controller.signal);
  await response.body?.getReader().read();
  const told = (await exportsTold()).length;
  controller.abort();
  await expect.poll(async () => (await exportsTold()).length, { timeout: 20_000 }).toBe(told + 1);
  const [last] = await exportsTold();
  expect(last?.whole).toBe(false);
  expect(last?.rows).toBeLessThan(ROWS);
});

test('a workbook that would be too long is refused with what to do instead', async () => {
  const { status, text } = await fetchFile(
    finance,
    '/admin/api/export/AuditEntry?format=xlsx&filters.action=setting.change',
  );
  expect(status).toBe(400);
  expect(JSON.parse(text).error.message.replace(/\s/g, ' ')).toBe(
    'Cette liste dépasse 100 000 lignes, le plus qu’un classeur Excel contient ici. Filtrez-la, ou choisissez CSV.',
  );
});

test('only so many lists leave at once; the next one is told to wait', async () => {
  const controller = new AbortController();
  const held = await Promise.all(
    [1, 2, 3].map(async () => {
      const response = await open('format=csv', controller.signal);
      await response.body?.getReader().read();
      return response.status;
    }),
  );
  expect(held).toEqual([200, 200, 200]);
  const { status, text } = await fetchFile(finance, '/admin/api/export/Wallet?format=csv');
  expect([status, JSON.parse(text).error.code]).toEqual([409, 'export_busy']);
  controller.abort();
  await expect
    .poll(async () => (await fetchFile(finance, '/admin/api/export/Wallet?format=csv')).status, {
      timeout: 20_000,
    })
    .toBe(200);
});
