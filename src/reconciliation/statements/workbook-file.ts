import { setImmediate as breath } from 'node:timers/promises';
import { Unzip, UnzipInflate } from 'fflate';
import { unreadable } from './whole-file.ts';

/** A workbook stays in memory while it is read. */
export const MAX_WORKBOOK_BYTES = 20 * 1024 * 1024;
/** Unpacked, all that is read of it: some 150,000 rows. */
const MAX_UNPACKED = 150 * 1024 * 1024;
/** A sheet packs to a tenth of its size; what unpacks to more than a hundred times is a bomb. */
const MAX_RATIO = 100;
const SMALL = 4 * 1024 * 1024;
/** Unpacked at once, between other work; deflate makes at most 2 MB of it. */
const SLICE = 2 * 1024;

/** A workbook is a ZIP of XML files. */
export const isZip = (head: Buffer): boolean =>
  head.subarray(0, 4).toString('latin1') === 'PK\x03\x04';

/** Unpacks single files of a ZIP, in turns with other work, and not without end. */
export class WorkbookFile {
  private readonly zip: Buffer;
  private left: number;

  constructor(zip: Buffer) {
    if (zip.length > MAX_WORKBOOK_BYTES) throw tooLarge();
    this.zip = zip;
    this.left = Math.min(MAX_UNPACKED, SMALL + MAX_RATIO * zip.length);
  }

  /**
   * The text of one file, as it is unpacked; nothing if there is no such file.
   * @throws InvalidInput `statement_too_large`, or the library's error for a damaged ZIP
   */
  async *text(name: string): AsyncGenerator<string> {
    const unpacked: Uint8Array[] = [];
    const unzip = new Unzip((file) => {
      if (file.name !== name) return;
      file.ondata = (error, data) => {
        if (error) throw error;
        unpacked.push(data);
      };
      file.start();
    });
    unzip.register(UnzipInflate);
    const decoder = new TextDecoder();
    for (let at = 0; at < this.zip.length; at += SLICE) {
      unzip.push(this.zip.subarray(at, at + SLICE), at + SLICE >= this.zip.length);
      for (const bytes of unpacked.splice(0)) {
        this.left -= bytes.length;
        if (this.left < 0) throw tooLarge();
        yield decoder.decode(bytes, { stream: true });
      }
      await breath();
    }
  }
}

const tooLarge = () =>
  unreadable('statement_too_large', { megabytes: MAX_WORKBOOK_BYTES / 1024 / 1024 });
