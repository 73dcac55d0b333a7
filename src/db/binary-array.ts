/** PostgreSQL's own numbers of the types whose elements are sent as their bytes. */
export const OID = { bytea: 17, text: 25, uuid: 2950 } as const;

export type ArrayElement = Buffer | string | null;

const HEADER_BYTES = 20;
/** Before each element. */
const LENGTH_BYTES = 4;

/**
 * One parameter of a query: an array as PostgreSQL itself would send it (`array_send`). It is read
 * by lengths, where the text form is read character by character and doubles bytes as hex digits.
 */
export function binaryArray(oid: number, elements: readonly ArrayElement[]): Buffer {
  const lengths = elements.map(bytesOf);
  const size = lengths.reduce((sum, length) => sum + LENGTH_BYTES + length, HEADER_BYTES);
  const array = Buffer.allocUnsafe(size);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(elements.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(elements.length, 12);
  array.writeInt32BE(1, 16);
  let at = HEADER_BYTES;
  elements.forEach((element, index) => {
    const length = lengths[index] ?? 0;
    at = array.writeInt32BE(element === null ? -1 : length, at);
    if (typeof element === 'string') array.write(element, at);
    else element?.copy(array, at);
    at += length;
  });
  return array;
}

const bytesOf = (element: ArrayElement): number =>
  element === null ? 0 : typeof element === 'string' ? Buffer.byteLength(element) : element.length;
