import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainLine } from '../../../src/reconciliation/statements/plain-line.ts';
import { fileOf, readOurs, rowOf, TONTINE_PRO } from './given.ts';

/** The rows come in blocks behind the header's own, so that they are read where they stand. */
const APART = TONTINE_PRO.length + 1;

const plainly = (row: string) => plainLine(Buffer.from(row), row, 0, row.length, 2);

const CELLS = {
  reference: [
    '0190a1b2-0000-7000-8000-00000000000f',
    '0190A1B2-0000-7000-8000-00000000000F',
    'x',
    '',
  ],
  provider_reference: [
    'MPAYIN_1',
    "'MPAYIN",
    ' spaced',
    "'=1",
    'inner space',
    '',
    'é',
    'x'.repeat(128),
    'x'.repeat(129),
  ],
  type: ['deposit', 'payout', 'Deposit', 'refund', ''],
  amount: ['1', '0', '007', '999999999999999', '1000000000000000', '-5', '1,5', '12.0', ''],
  fee: ['', '0', '50', '-1', '1 000', 'x'],
  currency: ['XOF', 'XAF', 'xof', 'EUR', ''],
  phone: [
    "'+22670123456",
    '+22670123456',
    '+22997123456',
    '22670123456',
    '+0226701234',
    '+226',
    '+12345678901234567',
    '',
    "'",
  ],
  status: ['completed', 'failed', 'COMPLETED', 'pending', ''],
  occurred_at: [
    '2025-11-09T09:05:07.000Z',
    '2024-02-29T23:59:59.999Z',
    '2025-02-29T00:00:00.000Z',
    '2025-11-09T24:00:00.000Z',
    '2025-11-09T09:05:07.00xZ',
    '2025-11-09T09:05:0x.000Z',
    '1999-12-31T23:59:59.999Z',
    '2025-11-09 09:05:07.000Z',
    '2025-11-09T09:05:07+01:00',
    '2025-11-09T09:05:07.000Z ',
    '',
  ],
} as const;

const rowIn = (pick: <Cell>(cells: readonly Cell[]) => fc.Arbitrary<Cell>) =>
  fc.record(
    Object.fromEntries(Object.entries(CELLS).map(([name, cells]) => [name, pick<string>(cells)])),
  );

/** Nearly plain: each cell is plain more often than not. */
const ROW = rowIn((cells) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(cells[0] as never) },
    { weight: 1, arbitrary: fc.constantFrom(...cells) },
  ),
)
  .map((cells) => rowOf(cells))
  .chain((row) =>
    fc.constantFrom(
      row,
      row,
      row,
      row,
      `${row}\r`,
      `${row},`,
      `${row},more`,
      row.slice(0, 40),
      '',
      `${row.slice(0, 30)}\0`,
    ),
  );

test('a row is read as its cells are, wherever it stands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(ROW, { minLength: 1, maxLength: 12 }), async (rows) => {
      const file = fileOf(...rows);
      expect(await readOurs(file, APART)).toEqual(await readOurs(file));
    }),
    { numRuns: 400 },
  );
});

test('what nearly every row looks like is read where it stands', async () => {
  for (const phone of ['+22670123456', "'+22670123456"]) {
    for (const fee of ['50', '']) {
      const row = rowOf({ phone, fee });
      expect([plainly(row)]).toEqual((await readOurs(fileOf(row))).lines);
    }
  }
});

test('a row that ends early takes nothing of the next one', () => {
  const row = rowOf();
  for (let end = 1; end < row.length; end += 1) {
    const text = `${row.slice(0, end)}\n${row.slice(end)}`;
    expect(plainLine(Buffer.from(text), text, 0, end, 2)).toBeNull();
  }
});
