/** PostgreSQL's own numbers of the types whose elements are sent as their bytes. */
export const OID = { bytea: 17, text: 25, uuid: 2950 } as const;

export type ArrayElement = Buffer | string | null;

const HEADER_BYTES = 20;

/**
 * One parameter of a query: an array as PostgreSQL itself would send it (`array_send`). It is read
 * by lengths, where the text form is read character by character and doubles bytes as hex digits.
 */
export function binaryArray(oid: number, elements: readonly ArrayElement[]): Buffer {
  let size = HEADER_BYTES;
  for (const element of elements) size += 4 + bytesOf(element);
  const array = Buffer.allocUnsafe(size);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(elements.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(elements.length, 12);
  array.writeInt32BE(1, 16);
  let at = HEADER_BYTES;
  for (const element of elements) {
    const length = element === null ? -1 : bytesOf(element);
    at = array.writeInt32BE(length, at);
    if (element === null) continue;
    if (typeof element === 'string') array.write(element, at);
    else element.copy(array, at);
    at += length;
  }
  return array;
}

const bytesOf = (element: ArrayElement): number =>
  element === null ? 0 : typeof element === 'string' ? Buffer.byteLength(element) : element.length;
