import { inflateRawSync } from 'node:zlib';

/** One file out of a ZIP without a comment. */
export function unzipped(zip: Buffer, name: string): Buffer {
  let entry = zip.readUInt32LE(zip.length - 6);
  for (let left = zip.readUInt16LE(zip.length - 12); left > 0; left -= 1) {
    const [nameBytes, extra, comment] = [28, 30, 32].map((at) => zip.readUInt16LE(entry + at));
    if (zip.toString('utf8', entry + 46, entry + 46 + (nameBytes ?? 0)) === name) {
      const local = zip.readUInt32LE(entry + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      return inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(entry + 20)));
    }
    entry += 46 + (nameBytes ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  throw new Error(`${name} is not in this ZIP.`);
}
