import { blocksOf, lineEndOf } from './blocks.ts';
import { BlockDecoder, utf8From, utf16Of } from './encoding.ts';
import type { ReadPlain } from './plain-line.ts';
import { type Delimiter, type Row, type RowBatch, RowCutter } from './records.ts';
import { repaired } from './repair.ts';
import type { Opened } from './source.ts';

const BOM = 0xfeff;

/**
 * The rows of a text, in batches of a few thousand; memory is bounded by one chunk.
 * @param plain asked before each batch: what reads its rows where they stand
 */
export async function* textRows(
  { head, chunks }: Pick<Opened, 'head' | 'chunks'>,
  delimiter: Delimiter,
  plain: () => ReadPlain | null,
): AsyncGenerator<RowBatch> {
  const wide = utf16Of(head);
  const bytes = wide ? utf8From(chunks, wide) : chunks;
  const lineEnd = lineEndOf(head);
  const decoder = new BlockDecoder();
  const cutter = new RowCutter(delimiter);
  let first = true;
  for await (const block of blocksOf(bytes, lineEnd)) {
    const { text: decoded, plain: ascii, damaged } = decoder.decode(block);
    const text = first && decoded.charCodeAt(0) === BOM ? decoded.slice(1) : decoded;
    first = false;
    const suspect = damaged || text.includes('\0');
    const read = ascii && text === decoded ? plain() : null;
    const batch = cutter.cut(text, lineEnd, suspect, read && { bytes: block, read });
    yield ascii ? batch : { ...batch, rows: batch.rows.map(repairedRow) };
  }
  const rest = cutter.end();
  if (rest.rows.length > 0 || rest.bad.length > 0) yield rest;
}

const repairedRow = (row: Row): Row => ({ ...row, cells: row.cells.map(repaired) });
