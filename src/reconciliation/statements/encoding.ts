import { isAscii, isUtf8 } from 'node:buffer';
import { fromWindows1252 } from './windows-1252.ts';

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/** UTF-16 says so by its first two bytes; everything else is known by its bytes, as they come. */
export function utf16Of(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
}

/** UTF-16 as UTF-8, so that a line's end is one byte. */
export async function* utf8From(
  source: AsyncIterable<Buffer>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

export interface Decoded {
  readonly text: string;
  /** All ASCII: nothing in it can be encoded twice. */
  readonly plain: boolean;
  /** Some bytes are no UTF-8: they read U+FFFD. */
  readonly damaged: boolean;
}

/**
 * Decodes blocks of whole lines. Whether the file is UTF-8 or Windows-1252 is decided by the first
 * bytes beyond ASCII, which may come after a million plain lines.
 */
export class BlockDecoder {
  private decided: 'utf-8' | 'windows-1252' | null = null;

  get encoding(): 'utf-8' | 'windows-1252' {
    return this.decided ?? 'utf-8';
  }

  decode(block: Buffer): Decoded {
    if (isAscii(block)) return { text: block.toString('latin1'), plain: true, damaged: false };
    const sound = isUtf8(block);
    if (this.decided === null) this.decided = sound || !isWindows(block) ? 'utf-8' : 'windows-1252';
    if (this.decided === 'utf-8')
      return { text: block.toString('utf8'), plain: false, damaged: !sound };
    return { text: fromWindows1252(block), plain: false, damaged: false };
  }
}

/** More that is no UTF-8 than characters that are: accents of one byte each. */
function isWindows(block: Buffer): boolean {
  const beyond = block.toString('utf8').match(/[^\0-\x7f]/gu) ?? [];
  const broken = beyond.filter((character) => character === '\ufffd').length;
  return broken > beyond.length - broken;
}
