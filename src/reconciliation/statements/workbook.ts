import type { RowBatch } from './records.ts';
import { unreadable, workbookProblem } from './whole-file.ts';
import { WorkbookFile } from './workbook-file.ts';
import { SheetRows } from './workbook-sheet.ts';
import { readXml, xmlReader } from './workbook-xml.ts';

const MAX_STRINGS = 2_000_000;

/**
 * The rows of a workbook's first sheet.
 * @throws InvalidInput `statement_too_large`, `statement_workbook_unreadable`
 */
export async function* workbookRows(bytes: Buffer): AsyncGenerator<RowBatch> {
  try {
    const file = new WorkbookFile(bytes);
    const sheet = new SheetRows(await sharedStrings(file));
    const reader = xmlReader(sheet);
    for await (const xml of file.text(await firstSheet(file))) {
      reader.write(xml);
      yield { rows: sheet.take(), bad: [] };
    }
    reader.close();
  } catch (cause) {
    throw workbookProblem(cause);
  }
}

/** Texts that cells share stand in a file of their own. */
async function sharedStrings(file: WorkbookFile): Promise<string[]> {
  const strings: string[] = [];
  let [text, reading, phonetic] = ['', false, false];
  await readXml(file.text('xl/sharedStrings.xml'), {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      reading = name === 't' && !phonetic;
    },
    text: (piece) => {
      if (reading) text += piece;
    },
    close: (name) => {
      reading = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si' && strings.push(text) > MAX_STRINGS) {
        throw unreadable('statement_workbook_unreadable');
      }
    },
  });
  return strings;
}

/** Where the first sheet stands. A workbook whose days begin in 1904 is refused: cells do not say it. */
async function firstSheet(file: WorkbookFile): Promise<string> {
  let id: string | undefined;
  let target = 'worksheets/sheet1.xml';
  await readXml(file.text('xl/workbook.xml'), {
    open: (name, attributes) => {
      if (name === 'sheet') id ??= attributes['r:id'];
      if (name === 'workbookPr' && /^(?:1|true)$/.test(attributes['date1904'] ?? '')) {
        throw unreadable('statement_workbook_unreadable');
      }
    },
  });
  await readXml(file.text('xl/_rels/workbook.xml.rels'), {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && id !== undefined && Id === id) target = Target ?? target;
    },
  });
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}
