import type { PrismaClient } from '@prisma/client';
import type { Row } from './definition.ts';
import type { Where } from './filter-rules.ts';
import type { Place } from './lists/keys.ts';
import { type Read, type Reading, readRows } from './lists/read-page.ts';

/** A snapshot of the database is not kept for longer than this, however slowly its rows are taken. */
const SNAPSHOT_MS = 15 * 60_000;

type Snapshot = Pick<PrismaClient, '$queryRawUnsafe'>;

interface Pages {
  readonly model: string;
  readonly size: number;
  readonly include?: Where | undefined;
  /** What is read, inside the snapshot. */
  reading(snapshot: Snapshot): Reading;
  use(rows: readonly Row[]): Promise<void>;
}

interface Reader {
  findMany(args: object): Promise<Row[]>;
}

/**
 * Rows with what they are read with, one relation after the other: a transaction has one connection, and
 * reading several at once would have them wait for each other on it.
 */
async function readWhole(
  reader: Reader,
  ids: readonly string[],
  include: Where = {},
): Promise<Row[]> {
  const found = await reader.findMany({ where: { id: { in: ids } } });
  const rows = new Map(found.map((row) => [String(row['id']), row]));
  for (const [name, how] of Object.entries(include)) {
    const parts = await reader.findMany({
      where: { id: { in: ids } },
      select: { id: true, [name]: how },
    });
    for (const part of parts) {
      const id = String(part['id']);
      rows.set(id, { ...rows.get(id), [name]: part[name] });
    }
  }
  return ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
}

/**
 * Every row that matches, page after page, from one snapshot: what changes meanwhile neither doubles
 * nor loses one.
 */
export async function readSnapshot(client: PrismaClient, pages: Pages): Promise<void> {
  const { model, size, include, use } = pages;
  const name = model.charAt(0).toLowerCase() + model.slice(1);
  await client.$transaction(
    async (snapshot) => {
      const reader = Reflect.get(snapshot, name) as Reader;
      const reading = pages.reading(snapshot);
      let place: Place | null = null;
      do {
        const read: Read = await readRows(reading, size, { place, back: false, including: false });
        const ids = read.places.map((at) => at.at(-1) ?? '');
        if (ids.length > 0) await use(await readWhole(reader, ids, include));
        place = read.goesOn;
      } while (place !== null);
    },
    { isolationLevel: 'RepeatableRead', timeout: SNAPSHOT_MS },
  );
}
