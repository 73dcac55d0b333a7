import { describe, expect, test } from 'vitest';
import { sentence } from '../../../src/kernel/messages.ts';
import { fileOf, oddsOf, readOurs, rowOf, TONTINE_PRO } from './given.ts';

describe('a bad row is told with its line, and the good rows go on', () => {
  test.each([
    ['amount_unreadable', rowOf({ amount: 'beaucoup' })],
    ['amount_not_whole', rowOf({ amount: '5000.5' })],
    ['amount_zero', rowOf({ amount: '0' })],
    ['amount_sign', rowOf({ amount: '-5000' })],
    ['date_unreadable', rowOf({ occurred_at: '2025-02-30T00:00:00Z' })],
    ['type_unknown', rowOf({ type: 'topup' })],
    ['status_unknown', rowOf({ status: 'pending' })],
    ['currency_unknown', rowOf({ currency: 'EUR' })],
    ['too_few_cells', 'a,b,deposit,5000'],
    // An amount with a comma in it, unquoted: 5 francs would be wrong.
    ['too_many_cells', rowOf({ amount: '5,000' })],
    ['reference_too_long', rowOf({ reference: 'x'.repeat(129) })],
    ['quote_unclosed', rowOf({ reference: '"never closed' })],
    ['quote_unclosed', rowOf({ reference: '"closed" too early' })],
    ['line_too_long', rowOf({ reference: 'x'.repeat(40_000) })],
    ['line_not_text', rowOf({ reference: 'a\0b' })],
  ])('%s', async (why, row) => {
    const read = await readOurs(fileOf(rowOf(), row, rowOf({ amount: '7' })));
    expect(oddsOf(read)).toEqual([[3, why]]);
    expect(read.bad[0]?.text).toBe(row.slice(0, 500).replace('\0', '\ufffd'));
    expect(read.lines.map(({ lineNo, amount }) => [lineNo, amount])).toEqual([
      [2, 5000n],
      [4, 7n],
    ]);
    for (const locale of ['fr', 'en'] as const) {
      expect(sentence(locale, `statement_${why}`)).not.toBe(sentence(locale, 'unexpected'));
    }
  });

  test('bytes that are no UTF-8 spoil their own line only', async () => {
    const [before, after] = fileOf(rowOf({ reference: 'Awa-é' }), '§', rowOf()).split('§');
    const broken = Buffer.from(rowOf({ reference: 'bad\xff' }), 'latin1');
    const read = await readOurs(Buffer.concat([Buffer.from(before!), broken, Buffer.from(after!)]));
    expect(oddsOf(read)).toEqual([[3, 'line_not_text']]);
    expect(read.lines.map(({ merchantReference }) => merchantReference?.slice(0, 5))).toEqual([
      'Awa-é',
      '0190a',
    ]);
  });
});

describe('lines are counted as a person counts them', () => {
  test('whatever stands before the header, and over empty lines', async () => {
    const text = `Relevé\n\n${TONTINE_PRO}\n\n,,,,,,,,\n${rowOf()}\n${rowOf({ amount: 'x' })}`;
    const read = await readOurs(text);
    expect(read.lines.map(({ lineNo }) => lineNo)).toEqual([6]);
    expect(oddsOf(read)).toEqual([[7, 'amount_unreadable']]);
  });

  test('over quoted cells with line breaks', async () => {
    const quoted = rowOf({ reference: '"a,""b""\nc\r\nd"' });
    const read = await readOurs(fileOf(quoted, rowOf({ amount: 'x' })));
    expect(read.lines.map(({ lineNo, merchantReference }) => [lineNo, merchantReference])).toEqual([
      [2, 'a,"b"\nc\r\nd'],
    ]);
    expect(oddsOf(read)).toEqual([[5, 'amount_unreadable']]);
  });

  test('a quote that never closes costs its line, not the rest of the file', async () => {
    const many = Array.from({ length: 300 }, () => rowOf());
    const read = await readOurs(fileOf(rowOf({ reference: '"open' }), ...many));
    expect(oddsOf(read)).toEqual([[2, 'quote_unclosed']]);
    expect(read.lines).toHaveLength(300);
  });

  test('a quote within an unquoted cell is a character like any other', async () => {
    const read = await readOurs(fileOf(rowOf({ reference: 'le "grand" Issa' })));
    expect(read.lines[0]?.merchantReference).toBe('le "grand" Issa');
  });
});

describe('however the bytes come', () => {
  const text = fileOf(rowOf({ reference: '"é\n""x"""' }), rowOf({ amount: 'é' }), rowOf());

  test.each([1, 2, 3, 7, 64])('%d at a time, the rows are the same', async (size) => {
    expect(await readOurs(text, size)).toEqual(await readOurs(text));
  });

  test('a cell of 10 MB is one bad line', async () => {
    const read = await readOurs(
      fileOf(rowOf(), rowOf({ reference: 'é'.repeat(5_000_000) }), rowOf()),
    );
    expect(oddsOf(read)).toEqual([[3, 'line_too_long']]);
    expect(read.lines.map(({ lineNo }) => lineNo)).toEqual([2, 4]);
  });

  test('a line without an end is one bad line', async () => {
    const read = await readOurs(`${fileOf(rowOf())}${'x'.repeat(10_000_000)}`);
    expect(oddsOf(read)).toEqual([[3, 'line_too_long']]);
  });
});
