import { createReadStream } from 'node:fs';

/** A file by its path, or its bytes as they come. */
export type Source = string | AsyncIterable<Buffer>;

const CHUNK = 256 * 1024;
/** So much of a text is enough to know its encoding, delimiter, header and first rows. */
export const HEAD_BYTES = CHUNK;

export interface Opened {
  /** The first HEAD_BYTES, or all if there is less. */
  readonly head: Buffer;
  /** The whole, the head included, in chunks of bounded size; read once. */
  readonly chunks: AsyncIterable<Buffer>;
  /** How many bytes of the source were taken so far. */
  taken(): number;
}

/** Reads the beginning of a source and keeps the rest for whoever asks; `close` it in any case. */
export async function openSource(source: Source): Promise<Opened & { close(): Promise<void> }> {
  let taken = 0;
  const iterator = chunksOf(source)[Symbol.asyncIterator]();
  const started: Buffer[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const next = await iterator.next();
    if (next.done) break;
    started.push(next.value);
    size += next.value.length;
  }
  async function* whole(): AsyncGenerator<Buffer> {
    for (const chunk of started.splice(0)) {
      taken += chunk.length;
      yield chunk;
    }
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      taken += next.value.length;
      yield next.value;
    }
  }
  return {
    head: Buffer.concat(started).subarray(0, HEAD_BYTES),
    chunks: whole(),
    taken: () => taken,
    close: async () => {
      await iterator.return(undefined);
    },
  };
}

async function* chunksOf(source: Source): AsyncGenerator<Buffer> {
  const stream: AsyncIterable<Buffer> =
    typeof source === 'string' ? createReadStream(source, { highWaterMark: CHUNK }) : source;
  for await (const bytes of stream) {
    for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
  }
}
