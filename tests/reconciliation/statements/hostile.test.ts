import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detect } from '../../../src/reconciliation/statements/detect.ts';
import { FORMAT_NAMES } from '../../../src/reconciliation/statements/formats.ts';
import { readStatement } from '../../../src/reconciliation/statements/read.ts';
import { fileOf, readOurs, rowOf, TONTINE_PRO } from './given.ts';

const AMOUNT = fc.bigInt({ min: 1n, max: 999_999_999_999_999n });
/** A cell as a CSV writer writes it: quoted where it must be. */
const written = (text: string) =>
  /[",\n\r;\t]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a line with NUL is refused, and told so.
const plain = (text: string) => text.replace(/\u0000|^'/g, '').trim();
const cell = fc.string({ unit: 'binary', maxLength: 20 }).map(plain);
const junk = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.constantFrom('"', ',', '\n', '\r', 'a', '\0', '\t', ';', 'é', '5000'), {
      maxLength: 60,
    })
    .map((parts) => parts.join('')),
);

describe('whatever a file contains', () => {
  test('every row is a line or a bad line, and the sum is exact to the franc', async () => {
    const rows = fc.array(fc.record({ amount: AMOUNT, reference: cell, good: fc.boolean() }), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 300 }), async (made, size) => {
        const text = fileOf(
          ...made.map(({ amount, reference, good }) =>
            rowOf({
              amount: String(amount),
              reference: written(reference),
              currency: good ? 'XOF' : '???',
            }),
          ),
        );
        const { lines, bad } = await readOurs(text, size);
        const wanted = made.filter(({ good }) => good);
        expect(lines.map(({ merchantReference }) => merchantReference ?? '')).toEqual(
          wanted.map(({ reference }) => reference),
        );
        expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(
          wanted.reduce((sum, { amount }) => sum + amount, 0n),
        );
        expect(bad.length).toBe(made.length - wanted.length);
      }),
      { numRuns: 150 },
    );
  });

  test('junk between good rows never throws, and loses none of the rows before it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(junk, { maxLength: 8 }), fc.boolean(), async (parts, latin) => {
        const text = fileOf(rowOf(), rowOf({ amount: '6' }), ...parts);
        const { lines, bad } = await readOurs(Buffer.from(text, latin ? 'latin1' : 'utf8'), 97);
        expect(lines.slice(0, 2).map(({ lineNo, amount }) => [lineNo, amount])).toEqual([
          [2, 5000n],
          [3, 6n],
        ]);
        const numbers = [...lines, ...bad].map(({ lineNo }) => lineNo);
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(bad.every((one) => one.text.length <= 500 && !one.text.includes('\0'))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('bytes of any kind are told apart or refused, never a crash', async () => {
    const start = fc.constantFrom('', 'PK\x03\x04', '\xff\xfe', '\xfe\xff', `${TONTINE_PRO}\n`);
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 400 }), async (beginning, rest) => {
        const bytes = Buffer.concat([Buffer.from(beginning, 'latin1'), rest]);
        const format = await detect(bytes).then(
          (found) => found.format ?? 'unknown',
          (error) => error.code,
        );
        expect([...FORMAT_NAMES, 'unknown', expect.stringMatching(/^statement_/)]).toContainEqual(
          format,
        );
      }),
      { numRuns: 300 },
    );
  });
});

test('a file without end is not read ahead of whoever takes its rows', async () => {
  let made = 0;
  const chunk = Buffer.from(`${rowOf()}\n`.repeat(2_000));
  async function* endless(): AsyncGenerator<Buffer> {
    yield Buffer.from(`${TONTINE_PRO}\n`);
    for (;;) {
      made += 1;
      yield chunk;
    }
  }
  let taken = 0;
  for await (const { lines } of readStatement(endless(), { format: 'tontine-pro' })) {
    taken += lines.length;
    if (taken >= 20_000) break;
  }
  expect(made).toBeLessThan(15);
});
