import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feeOrNull, francs } from '../../../src/reconciliation/statements/amounts.ts';
import { referenceOf } from '../../../src/reconciliation/statements/cells.ts';
import {
  dayFirstInstant,
  englishInstant,
  isoDayInstant,
  isoInstant,
  monthFirstInstant,
  type ReadInstant,
  serialInstant,
} from '../../../src/reconciliation/statements/instants.ts';
import { phoneOf } from '../../../src/reconciliation/statements/phones.ts';
import { repaired } from '../../../src/reconciliation/statements/repair.ts';

describe('an amount', () => {
  test.each([
    ['5000', 5000n],
    ['-1504', -1504n],
    ['+12', 12n],
    ['5 000', 5000n],
    ['5\u202f000\u00a0000', 5_000_000n],
    ['1,234,567', 1_234_567n],
    ['5000.00', 5000n],
    ['5000,0', 5000n],
    ['1,504.00', 1504n],
    ['007', 7n],
    ['999999999999999', 999_999_999_999_999n],
  ])('%s is read', (text, wanted) => {
    expect(francs(text)).toBe(wanted);
  });

  test.each([
    ['5000.5', 'amount_not_whole'],
    ['0,01', 'amount_not_whole'],
    // A thousand for one reader, one and a half for another.
    ['1.504', 'amount_unreadable'],
    ['1,50,4', 'amount_unreadable'],
    ['1e5', 'amount_unreadable'],
    ['0x10', 'amount_unreadable'],
    ['NaN', 'amount_unreadable'],
    ['Infinity', 'amount_unreadable'],
    ['', 'amount_unreadable'],
    ['٥٠٠٠', 'amount_unreadable'],
    ['5000 F', 'amount_unreadable'],
    ['1000000000000000', 'amount_unreadable'],
    ['9'.repeat(10_000), 'amount_unreadable'],
  ])('%s is refused', (text, why) => {
    expect(() => francs(text)).toThrow(why);
  });

  test('of any size is the same franc for franc, however its thousands are grouped', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -999_999_999_999_999n, max: 999_999_999_999_999n }),
        (amount) => {
          const grouped = (separator: string) =>
            String(amount).replace(/\B(?=(\d{3})+$)/g, separator);
          expect(['', ' ', '\u202f', ','].map(grouped).map(francs)).toEqual(Array(4).fill(amount));
          expect(francs(`${amount}.00`)).toBe(amount);
        },
      ),
    );
  });

  test('that is a fee is never below zero, and may be missing', () => {
    expect([feeOrNull(''), feeOrNull('0'), feeOrNull('15')]).toEqual([null, 0n, 15n]);
    expect(() => feeOrNull('-1')).toThrow('amount_sign');
  });
});

describe('a date', () => {
  test.each<[string, ReadInstant, string]>([
    ['2025-11-09T09:05:07Z', isoInstant, '2025-11-09T09:05:07.000Z'],
    ['2025-11-09 09:05', isoInstant, '2025-11-09T09:05:00.000Z'],
    ['2025-11-09T09:05:07.1Z', isoInstant, '2025-11-09T09:05:07.100Z'],
    ['2025-11-09T00:05:07.123456+0100', isoInstant, '2025-11-08T23:05:07.123Z'],
    ['2024-02-29T00:00:00-00:30', isoInstant, '2024-02-29T00:30:00.000Z'],
    ['2025-11-09', isoDayInstant, '2025-11-09T00:00:00.000Z'],
    ['31-07-2025 23:59:59', dayFirstInstant, '2025-07-31T23:59:59.000Z'],
    ['1/2/2025', dayFirstInstant, '2025-02-01T00:00:00.000Z'],
    ['1/2/2025 7:08', monthFirstInstant, '2025-01-02T07:08:00.000Z'],
    ['Nov 9  2025  12:00:00 AM', englishInstant, '2025-11-09T00:00:00.000Z'],
    ['Dec 31, 2025 11:59:59 PM', englishInstant, '2025-12-31T23:59:59.000Z'],
    ['September 1 2025 17:00', englishInstant, '2025-09-01T17:00:00.000Z'],
    ['45970.52083333333', serialInstant, '2025-11-09T12:30:00.000Z'],
    ['45970', serialInstant, '2025-11-09T00:00:00.000Z'],
  ])('%s is read', (text, read, wanted) => {
    expect(read(text, 0).toISOString()).toBe(wanted);
  });

  test('without a zone is told by the clock of its country', () => {
    expect(isoInstant('2025-11-09T00:30:00', 60)).toEqual(new Date('2025-11-08T23:30:00Z'));
    expect(isoInstant('2025-11-09T00:30:00Z', 60)).toEqual(new Date('2025-11-09T00:30:00Z'));
    expect(dayFirstInstant('09-11-2025', 60)).toEqual(new Date('2025-11-08T23:00:00Z'));
    expect(serialInstant('45970', 60)).toEqual(new Date('2025-11-08T23:00:00Z'));
  });

  test.each<[string, ReadInstant]>([
    ['2025-02-29T00:00:00Z', isoInstant],
    ['2025-04-31T00:00:00Z', isoInstant],
    ['2025-11-09T24:00:00Z', isoInstant],
    ['2025-11-09', isoInstant],
    ['1899-12-31T00:00:00Z', isoInstant],
    ['20251109', isoInstant],
    ['', isoInstant],
    ['09-13-2025', dayFirstInstant],
    ['2025-11-09', dayFirstInstant],
    ['Nov 31 2025 1:00:00 AM', englishInstant],
    ['Nov 9 2025 13:00:00 PM', englishInstant],
    ['Nom 9 2025 1:00:00 AM', englishInstant],
    ['20251', serialInstant],
    ['99999', serialInstant],
    ['45970,5', serialInstant],
  ])('%s is refused', (text, read) => {
    expect(() => read(text, 0)).toThrow('date_unreadable');
  });

  test('of any instant is read back from ISO, to the millisecond', () => {
    const dates = fc.date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2100-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (at) => {
        expect(isoInstant(at.toISOString(), 0)).toEqual(at);
      }),
    );
  });
});

describe('a phone', () => {
  test.each([
    ['+22670123456', undefined, '+22670123456'],
    ['22670123456', undefined, '+22670123456'],
    ['00226 70 12 34 56', undefined, '+22670123456'],
    ['70123456', 'BF', '+22670123456'],
    ['70123456', 'TG', '+22870123456'],
    ['0701020304', 'CI', '+2250701020304'],
    ['97123456', 'BJ', '+2290197123456'],
    // Benin put 01 before its numbers in November 2024.
    ['+22997123456', undefined, '+2290197123456'],
    ['+33612345678', undefined, '+33612345678'],
  ] as const)('%s in %s is %s', (text, home, wanted) => {
    expect(phoneOf(text, home)).toBe(wanted);
  });

  test.each(['', 'inconnu', '70123456', '12', `+${'2'.repeat(40)}`, '7012345', '****3456'])(
    '%s is none',
    (text) => {
      expect(phoneOf(text)).toBeNull();
    },
  );
});

test('a reference is kept whole or refused', () => {
  expect(referenceOf('x'.repeat(128))).toHaveLength(128);
  expect(() => referenceOf('x'.repeat(129))).toThrow('reference_too_long');
});

test.each([
  ['NumÃ©ro de tÃ©lÃ©phone', 'Numéro de téléphone'],
  // As Windows shows it, and as Latin-1 does.
  ['MARCHAND AGRÃ‰GÃ‰', 'MARCHAND AGRÉGÉ'],
  ['AGRÃ\u0089GÃ\u0089', 'AGRÉGÉ'],
  ['Numéro', 'Numéro'],
  ['Âge', 'Âge'],
  ['Ã© et 日本', 'Ã© et 日本'],
])('%s is repaired to %s', (text, wanted) => {
  expect(repaired(text)).toBe(wanted);
});
