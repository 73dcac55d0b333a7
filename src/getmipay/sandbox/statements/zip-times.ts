const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const TIME_BYTES = 4;
/** 1 January 1980, 00:00: the beginning of a ZIP's time. */
const EPOCH = Buffer.from([0x00, 0x00, 0x21, 0x00]);

/** Sets the times of all files in a ZIP (without a comment), so that the same content is the same bytes. */
export function withoutZipTimes(zip: Buffer): Buffer {
  const copy = Buffer.from(zip);
  const end = copy.length - END_BYTES;
  if (end < 0 || copy.readUInt32LE(end) !== END)
    throw new Error('The workbook is not a plain ZIP.');
  let entry = copy.readUInt32LE(end + 16);
  for (let left = copy.readUInt16LE(end + 10); left > 0; left -= 1) {
    EPOCH.copy(copy, entry + 12, 0, TIME_BYTES);
    EPOCH.copy(copy, copy.readUInt32LE(entry + 42) + 10, 0, TIME_BYTES);
    const [name, extra, comment] = [28, 30, 32].map((at) => copy.readUInt16LE(entry + at));
    entry += ENTRY_BYTES + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return copy;
}
