import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import {
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';

/** A file that arrived and is not imported yet. */
export interface Upload {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
}

const LONGEST_NAME = 200;
/** Bytes that are hashed at once. */
const CHUNK = 256 * 1024;
/** What nobody imported by then is not waited for any longer. */
const WAITS_MS = 24 * 3_600_000;

const clean = (name: string): string =>
  name
    .replace(/[\p{Cc}/\\]/gu, ' ')
    .trim()
    .slice(-LONGEST_NAME) || 'statement';

/** Where statements lie: what arrives in `incoming`, what was imported, byte for byte, in `kept`. */
export function createStatementFiles(folder: string) {
  const incoming = join(folder, 'incoming');
  const kept = join(folder, 'kept');
  const pathOf = (id: string) => join(incoming, id);

  /** Writes what arrives and its hash; a delivery that breaks off leaves nothing. */
  async function receive(name: string, stream: AsyncIterable<Buffer>): Promise<Upload> {
    await mkdir(incoming, { recursive: true });
    const id = randomUUID();
    const path = pathOf(id);
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      await pipeline(
        stream,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            hash.update(chunk);
            bytes += chunk.length;
            yield chunk;
          }
        },
        createWriteStream(path, { flags: 'wx', mode: 0o600 }),
      );
      const upload = { id, path, name: clean(name), bytes, sha256: hash.digest('hex') };
      await writeFile(`${path}.json`, JSON.stringify(upload), { mode: 0o600 });
      return upload;
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  /** @throws Conflict `statement_upload_gone` */
  async function upload(id: string): Promise<Upload> {
    const notes = isUuid(id) ? `${pathOf(id)}.json` : '';
    if (!notes || !existsSync(notes)) {
      throw new AppError('Conflict', 'statement_upload_gone', 'The uploaded file is gone.');
    }
    return JSON.parse(await readFile(notes, 'utf8')) as Upload;
  }

  const keptPath = (sha256: string) => join(kept, sha256);

  /** Keeps an uploaded file for good, under its hash. The upload stays until it is discarded; again is harmless. */
  async function keep({ id, path, sha256 }: Upload): Promise<void> {
    await mkdir(kept, { recursive: true });
    const draft = `${keptPath(sha256)}.${id}`;
    await link(path, draft).catch(() => copyFile(path, draft));
    await rename(draft, keptPath(sha256));
    // Between two names of the same bytes a rename does nothing.
    await rm(draft, { force: true });
  }

  /** Removes what arrived more than a day before `now` and was not imported. Answers how many files. */
  async function removeOld(now: Date): Promise<number> {
    let removed = 0;
    for (const name of existsSync(incoming) ? await readdir(incoming) : []) {
      const path = join(incoming, name);
      const found = await stat(path).catch(() => null);
      if (found === null || now.getTime() - found.mtimeMs < WAITS_MS) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }

  async function expectKept(sha256: string): Promise<void> {
    const path = keptPath(sha256);
    const hash = createHash('sha256');
    if (existsSync(path)) await pipeline(createReadStream(path, { highWaterMark: CHUNK }), hash);
    if (hash.digest('hex') === sha256) return;
    throw new AppError(
      'Conflict',
      'statement_upload_gone',
      `The kept statement ${sha256} is gone, or is not what was kept.`,
    );
  }

  async function discard(id: string): Promise<void> {
    await rm(pathOf(id), { force: true });
    await rm(`${pathOf(id)}.json`, { force: true });
  }

  return {
    folder,
    receive,
    upload,
    keep,
    discard,
    removeOld,
    keptPath,
    /** @throws Conflict `statement_upload_gone` where the kept file is missing, or other than it was */
    expectKept,
    open: (path: string): AsyncIterable<Buffer> => createReadStream(path),
  };
}

export type StatementFiles = ReturnType<typeof createStatementFiles>;
