import { describe, expect, test } from 'vitest';
import { detect } from '../../../src/reconciliation/statements/detect.ts';
import { fileOf, readOurs, rowOf, TONTINE_PRO } from './given.ts';

const NAME = 'Réglé, à Ouagadougou';
const TEXT = fileOf(rowOf({ reference: `"${NAME}"` }), rowOf());

const bigEndian = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

const ENCODED: readonly (readonly [string, Buffer, string])[] = [
  ['UTF-8', Buffer.from(TEXT), 'utf-8'],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8'],
  ['UTF-16, little end first', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le'],
  ['UTF-16, big end first', bigEndian(TEXT), 'utf-16be'],
  ['Latin-1', Buffer.from(TEXT, 'latin1'), 'windows-1252'],
  ['UTF-8 encoded twice', Buffer.from(Buffer.from(TEXT).toString('latin1')), 'utf-8'],
];

describe('the same statement in another encoding', () => {
  test.each(ENCODED)('%s', async (_name, bytes, encoding) => {
    expect(await detect(bytes)).toMatchObject({ format: 'tontine-pro', encoding, headerRow: 1 });
    for (const size of [5, 65_536]) {
      const { lines, bad } = await readOurs(bytes, size);
      expect(bad).toEqual([]);
      expect(lines.map(({ merchantReference }) => merchantReference)).toEqual([
        NAME,
        '0190a1b2-0000-7000-8000-000000000001',
      ]);
    }
  });

  test('Windows-1252 reads the apostrophe and the euro of Windows', async () => {
    const head = fileOf(rowOf({ reference: 'l@été #' }));
    const bytes = Buffer.from(head, 'latin1');
    bytes[bytes.indexOf('@')] = 0x92;
    bytes[bytes.indexOf('#')] = 0x80;
    expect((await readOurs(bytes)).lines[0]?.merchantReference).toBe('l’été €');
  });

  test('is known by its first accent, even after a million plain bytes', async () => {
    const plain = Array.from({ length: 10_000 }, () => rowOf());
    const file = fileOf(...plain, rowOf({ reference: 'Ouédraogo' }));
    const { lines, bad } = await readOurs(Buffer.from(file, 'latin1'));
    expect(bad).toEqual([]);
    expect(lines.at(-1)?.merchantReference).toBe('Ouédraogo');
  });
});

describe('the same statement with another', () => {
  test.each([
    ['semicolon', (text: string) => text.replaceAll(',', ';')],
    ['tab', (text: string) => text.replaceAll(',', '\t')],
    ['end of line: Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['end of line: the old Macintosh', (text: string) => text.replaceAll('\n', '\r')],
    ['beginning: a word for a spreadsheet', (text: string) => `sep=,\n${text}`],
    [
      'letter case in its header',
      (text: string) => text.replace(/^.*/, (line) => line.toUpperCase()),
    ],
  ])('%s', async (_name, change) => {
    const { lines, bad } = await readOurs(change(fileOf(rowOf(), rowOf({ amount: '6' }))));
    expect(bad).toEqual([]);
    expect(lines.map(({ amount }) => amount)).toEqual([5000n, 6n]);
  });
});

describe('a file that is no statement is refused with a sentence', () => {
  test.each([
    ['statement_empty', Buffer.alloc(0)],
    ['statement_empty', Buffer.from('\n \r\n\t')],
    ['statement_not_text', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['statement_not_text', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0])],
    ['statement_old_workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
    ['statement_workbook_unreadable', Buffer.from('PK\x03\x04 but no more')],
    ['statement_unknown_format', Buffer.from('Bonjour\nsans colonnes\n')],
    ['statement_unknown_format', Buffer.from(`${'titre\n'.repeat(30)}${TONTINE_PRO}\n`)],
  ])('%s', async (code, bytes) => {
    const refusal = expect.objectContaining({ kind: 'InvalidInput', code });
    await expect(readOurs(bytes)).rejects.toEqual(refusal);
  });

  test('what has columns but no known header goes to the mapper', async () => {
    const found = await detect(Buffer.from('Mon relevé\nDate;Montant\n09/11/2025;5 000\n'));
    expect(found).toMatchObject({
      format: null,
      delimiter: ';',
      headerRow: 2,
      header: ['Date', 'Montant'],
      samples: [['09/11/2025', '5 000']],
    });
  });
});
