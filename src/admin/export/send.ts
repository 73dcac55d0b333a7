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
async function send(res: Response, bytes: Buffer): Promise<void> {
  if (res.destroyed) throw brokenOff();
  if (bytes.length === 0 || res.write(bytes)) return;
  const patience = AbortSignal.any([closing(res), AbortSignal.timeout(PATIENCE_MS)]);
  await once(res, 'drain', { signal: patience }).catch(() => {
    throw brokenOff();
  });
}

function closing(res: Response): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => controller.abort());
  return controller.signal;
}

const brokenOff = () =>
  new AppError('Conflict', 'export_broken_off', 'The reader of this export went away.');

/**
 * Sends a source as a file while it is read; what goes wrong before the first row is answered as
 * usual, later the file breaks off. Answers how many rows left.
 */
export async function sendFile(
  res: Response,
  source: Source,
  { name, book }: File,
  count: (rows: number) => void,
): Promise<void> {
  let rows = 0;
  const begin = async (): Promise<void> => {
    if (res.headersSent) return;
    res.attachment(name).type(book.type);
    await send(res, book.begin(source.heads));
  };
  await source.eachPage(async (page) => {
    await begin();
    await send(res, book.page(page));
    rows += page.length;
    count(rows);
  });
  await begin();
  await send(res, book.end());
  res.end();
}
