/** Longest line, in characters, that is read; ours have 130, MTN's 54 columns at most 2,000. */
export const MAX_LINE = 32_768;
/** So many bytes of a line that is too long are kept: more characters than MAX_LINE in any encoding. */
const KEPT = 3 * MAX_LINE + 3;

export type LineEnd = '\n' | '\r';

/** Old spreadsheets on a Macintosh end lines with CR alone. */
export const lineEndOf = (head: Buffer): LineEnd =>
  head.includes('\r') && !head.includes('\n') ? '\r' : '\n';

/**
 * Cuts a stream of bytes after line ends: each block is whole lines. Of a line that never ends only
 * the beginning is kept, so that memory stays flat.
 */
export async function* blocksOf(
  source: AsyncIterable<Buffer>,
  lineEnd: LineEnd,
): AsyncGenerator<Buffer> {
  let open: Buffer[] = [];
  let held = 0;
  const hold = (bytes: Buffer) => {
    const room = bytes.subarray(0, Math.max(0, KEPT - held));
    // A copy: the rest of a large chunk may go.
    if (room.length > 0) open.push(Buffer.from(room));
    held += room.length;
  };
  for await (const chunk of source) {
    const last = chunk.lastIndexOf(lineEnd);
    if (last === -1) {
      hold(chunk);
      continue;
    }
    const first = held === 0 ? 0 : chunk.indexOf(lineEnd) + 1;
    if (first > 0) {
      hold(chunk.subarray(0, first - 1));
      yield Buffer.concat([...open, chunk.subarray(first - 1, last + 1)]);
    } else {
      yield chunk.subarray(0, last + 1);
    }
    open = [];
    held = 0;
    hold(chunk.subarray(last + 1));
  }
  if (held > 0) yield Buffer.concat(open);
}
