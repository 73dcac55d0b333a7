import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binaryArray, OID } from '../../src/db/binary-array.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();

const readBack = async (type: string, array: Buffer): Promise<unknown> =>
  (await db.pool.query(`select $1::${type}[] as back`, [array])).rows[0].back;

test('an array is read as it was written: any text but NUL, any bytes, and nulls', async () => {
  const text = fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0'));
  const bytes = fc.uint8Array().map((one) => Buffer.from(one));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(text), { minLength: 1 }),
      fc.array(fc.option(bytes), { minLength: 1 }),
      async (texts, raws) => {
        expect(await readBack('text', binaryArray(OID.text, texts))).toEqual(texts);
        expect(await readBack('bytea', binaryArray(OID.bytea, raws))).toEqual(raws);
      },
    ),
  );
});

test('a key is its sixteen bytes', async () => {
  const key = randomUUID();
  const bytes = Buffer.from(key.replaceAll('-', ''), 'hex');
  expect(await readBack('uuid', binaryArray(OID.uuid, [null, bytes]))).toEqual([null, key]);
});

test('text with NUL is refused, not cut', async () => {
  await expect(readBack('text', binaryArray(OID.text, ['a\0b']))).rejects.toThrow(/0x00/);
});
