import type { PrismaClient } from '@prisma/client';
import type { Direction, Row } from './definition.ts';
import type { Where } from './filter-rules.ts';

/** A snapshot of the database is not kept for longer than this, however slowly its rows are taken. */
const SNAPSHOT_MS = 15 * 60_000;

/**
 * Sorts by when a record was made: its id tells that too, and has an index. Records of the same moment
 * may stand otherwise than on the screen.
 */
const BIRTHS: readonly string[] = ['createdAt', 'at', 'recordedAt', 'receivedAt', 'openedAt'];

interface Pages {
  readonly model: string;
  readonly size: number;
  readonly where: Where;
  readonly orderBy: readonly Where[];
  readonly include?: Where | undefined;
  use(rows: readonly Row[]): Promise<void>;
}

interface Reader {
  findMany(args: object): Promise<Row[]>;
}

const beyond = (direction: Direction, id: unknown): Where => ({
  id: direction === 'asc' ? { gt: id } : { lt: id },
});

/** From the newest or the oldest on by id; any other order by how many were read. */
function pageAfter({ where, orderBy }: Pages, last: Row | undefined, read: number): object {
  const [name = '', direction] = Object.entries(orderBy[0] ?? {})[0] ?? [];
  if (name !== 'id' && !BIRTHS.includes(name)) return { where, orderBy, skip: read };
  const way = direction === 'asc' ? 'asc' : 'desc';
  return {
    where: last ? { AND: [where, beyond(way, last['id'])] } : where,
    orderBy: { id: way },
  };
}

/**
 * What the rows are read with, one relation after the other: a transaction has one connection, and
 * reading several at once would have them wait for each other on it.
 */
async function withIncluded(
  reader: Reader,
  rows: readonly Row[],
  include: Where = {},
): Promise<readonly Row[]> {
  const ids = rows.map(({ id }) => id);
  let whole = rows;
  for (const [name, how] of Object.entries(include)) {
    const parts = await reader.findMany({
      where: { id: { in: ids } },
      select: { id: true, [name]: how },
    });
    const found = new Map(parts.map((part) => [part['id'], part[name]]));
    whole = whole.map((row) => ({ ...row, [name]: found.get(row['id']) }));
  }
  return whole;
}

/**
 * Every row that matches, page after page, from one snapshot: what changes meanwhile neither doubles
 * nor loses one.
 */
export async function readPages(client: PrismaClient, pages: Pages): Promise<void> {
  const { model, size, include, use } = pages;
  const name = model.charAt(0).toLowerCase() + model.slice(1);
  const readAll = async (snapshot: object): Promise<void> => {
    const reader = Reflect.get(snapshot, name) as Reader;
    let last: Row | undefined;
    for (let read = 0; ; read += size) {
      const rows = await reader.findMany({ ...pageAfter(pages, last, read), take: size });
      if (rows.length > 0) await use(await withIncluded(reader, rows, include));
      if (rows.length < size) return;
      last = rows.at(-1);
    }
  };
  await client.$transaction(readAll, { isolationLevel: 'RepeatableRead', timeout: SNAPSHOT_MS });
}
