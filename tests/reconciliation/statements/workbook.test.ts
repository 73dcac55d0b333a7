import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { detect } from '../../../src/reconciliation/statements/detect.ts';
import { readAll } from './given.ts';

const HEADER =
  'TRANSFER_DATE,TRANSFER_STATUS,TRANSFER_ID,ORDER_ID,MSISDN,REFERENCE_NUMBER,STATEMENT,TRANSFER_AMOUNT,CREDIT,DEBIT,FEES,PREVIOUS_BAL,AFTER_BAL,REMARKS,FTXN_ID'.split(
    ',',
  );
const how = { format: 'orange-bf' } as const;
const refusal = (code: string) => expect.objectContaining({ kind: 'InvalidInput', code });

const WORKBOOK = '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId7"/></sheets></workbook>';
const RELATIONS =
  '<Relationships><Relationship Id="rId1" Target="styles.xml"/><Relationship Id="rId7" Target="/xl/worksheets/sheet9.xml"/></Relationships>';

/** A workbook whose only sheet is this XML. */
const workbookOf = (rows: string, files: Readonly<Record<string, string>> = {}): Buffer =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries({
          'xl/worksheets/sheet9.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
          'xl/workbook.xml': WORKBOOK,
          'xl/_rels/workbook.xml.rels': RELATIONS,
          ...files,
        }).map(([name, text]) => [name, strToU8(text)]),
      ),
    ),
  );

const cell = (text: string, type = 'str') => `<c t="${type}"><v>${text}</v></c>`;
const headerRow = `<row r="1">${HEADER.map((name) => cell(name)).join('')}</row>`;

/** A row as a Java program writes it: numbers with a fraction or a power of ten. */
const javaRow = (lineNo: number, amount = '1.05E7') =>
  `<row r="${lineNo}"><c r="A${lineNo}"><v>45970.5</v></c><c r="B${lineNo}" t="inlineStr"><is><t>TS</t></is></c><c r="C${lineNo}" t="str"><v>MP1</v></c><c r="E${lineNo}"><v>7.0123456E7</v></c><c r="G${lineNo}" t="str"><v>MERCHANT PAYMENT</v></c><c r="H${lineNo}"><v>${amount}</v></c><c r="I${lineNo}"><v>${amount}</v></c><c r="J${lineNo}"><v>0.0</v></c><c r="K${lineNo}"><v>300.0</v></c><c r="O${lineNo}" t="str"><v>FTXN</v></c></row>`;

describe('a workbook', () => {
  test('is read to the franc where its numbers are written with a power of ten', async () => {
    const { lines, bad } = await readAll(workbookOf(headerRow + javaRow(2)), how);
    expect(bad).toEqual([]);
    expect(lines).toEqual([
      expect.objectContaining({
        amount: 10_500_000n,
        fee: 300n,
        phone: '+22670123456',
        occurredAt: new Date('2025-11-09T12:00:00Z'),
      }),
    ]);
  });

  test('tells bad rows by the number that the sheet shows, over rows that are not there', async () => {
    const rows = javaRow(5, '10.5') + javaRow(90) + javaRow(1_048_576);
    const { lines, bad } = await readAll(workbookOf(headerRow + rows), how);
    expect(bad.map(({ lineNo, why }) => [lineNo, why])).toEqual([[5, 'amount_not_whole']]);
    expect(bad[0]?.text).toContain('MERCHANT PAYMENT;10.5');
    expect(lines.map(({ lineNo }) => lineNo)).toEqual([90, 1_048_576]);
  });

  test('may share its texts, in several pieces each', async () => {
    const strings =
      '<sst><si><t>MERCHANT PAYMENT</t></si><si><r><t>M</t></r><r><t>P&amp;</t></r><rPh><t>no</t></rPh><r><t>1</t></r></si></sst>';
    const row = javaRow(2)
      .replace('t="str"><v>MERCHANT PAYMENT', 't="s"><v>0')
      .replace('t="str"><v>MP1', 't="s"><v>1');
    const file = workbookOf(headerRow + row, { 'xl/sharedStrings.xml': strings });
    expect((await readAll(file, how)).lines[0]?.reference).toBe('MP&1');
  });

  test('with an unknown header goes to the mapper, as a text does', async () => {
    const sheet = [['Relevé'], ['Date', 'Montant'], ['2025-11-09', 5000]];
    const bytes = await writeXlsxFile(
      sheet.map((row) => row.map((value) => ({ value }))),
    ).toBuffer();
    expect(await detect(bytes)).toMatchObject({
      kind: 'workbook',
      format: null,
      delimiter: null,
      headerRow: 2,
      header: ['Date', 'Montant'],
      samples: [['2025-11-09', '5000']],
    });
    const unknown = readAll(bytes, how);
    await expect(unknown).rejects.toEqual(refusal('statement_unknown_format'));
  });
});

describe('a hostile workbook is refused with a sentence', () => {
  test('one of more than 20 MB', async () => {
    const file = Buffer.concat([workbookOf(headerRow), Buffer.alloc(20 * 1024 * 1024)]);
    await expect(readAll(file, how)).rejects.toEqual(refusal('statement_too_large'));
  });

  test('one that unpacks to hundreds of times its size', async () => {
    const bomb = workbookOf(headerRow + ' '.repeat(32 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    await expect(readAll(bomb, how)).rejects.toEqual(refusal('statement_too_large'));
  });

  test.each([
    ['a ZIP cut short', workbookOf(headerRow + javaRow(2)).subarray(0, 300)],
    ['no sheet in it', Buffer.from(zipSync({ 'hello.txt': strToU8('hello') }))],
    ['a sheet that is no XML', workbookOf('<row><c>')],
    ['an entity of its own', workbookOf('<row><c><v>&lol;</v></c></row>')],
    [
      'days that begin in 1904',
      workbookOf(headerRow, {
        'xl/workbook.xml': WORKBOOK.replace('<sheets>', '<workbookPr date1904="1"/><sheets>'),
      }),
    ],
  ])('%s', async (_name, file) => {
    await expect(readAll(file, how)).rejects.toEqual(refusal('statement_workbook_unreadable'));
  });

  test('a cell far to the right, or a row far down, costs nothing', async () => {
    const far = '<row r="9999999"><c r="XFD9999999" t="str"><v>x</v></c></row>';
    const { lines } = await readAll(workbookOf(headerRow + javaRow(2) + far), how);
    expect(lines).toHaveLength(1);
  });
});
