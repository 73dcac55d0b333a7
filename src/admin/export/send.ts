import { once } from 'node:events';
import type { Response } from 'express';
import { AppError } from '../../kernel/errors.ts';
import type { Book } from './book.ts';
import type { Source } from './source.ts';

/** Who takes no bytes for so long has gone away, whatever the connection says. */
const PATIENCE_MS = 60_000;

interface File {
  readonly name: string;
  readonly book: Book;
}

/** Waits until the reader has taken what was sent. @throws AppError `export_broken_off` where nobody does */
async function send(res: Response, bytes: Buffer, gone: AbortSignal): Promise<void> {
  if (res.destroyed) throw brokenOff();
  if (bytes.length === 0 || res.write(bytes)) return;
  const signal = AbortSignal.any([gone, AbortSignal.timeout(PATIENCE_MS)]);
  await once(res, 'drain', { signal }).catch(() => {
    throw brokenOff();
  });
}

const brokenOff = () =>
  new AppError('Conflict', 'export_broken_off', 'The reader of this export went away.');

/**
 * Sends a source as a file while it is read; what goes wrong before the first row is answered as
 * usual, later the file breaks off. `count` hears how many rows have left.
 */
export async function sendFile(
  res: Response,
  source: Source,
  { name, book }: File,
  count: (rows: number) => void,
): Promise<void> {
  let rows = 0;
  const closed = new AbortController();
  res.once('close', () => closed.abort());
  const begin = async (): Promise<void> => {
    if (res.headersSent) return;
    res.attachment(name).type(book.type);
    await send(res, book.begin(source.heads), closed.signal);
  };
  await source.eachPage(async (page) => {
    await begin();
    await send(res, book.page(page), closed.signal);
    rows += page.length;
    count(rows);
  });
  await begin();
  await send(res, book.end(), closed.signal);
  res.end();
}
