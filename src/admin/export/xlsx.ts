import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { Book, Page } from './book.ts';
import type { Cell } from './cells.ts';
import { attribute, SHEET_END, STYLE, sheetStart, staticParts, xmlText } from './xlsx-parts.ts';

/** Days from 30 December 1899, on which a spreadsheet counts, to 1 January 1970. */
const EPOCH_DAY = 25_569;
const DAY_MS = 86_400_000;
/** The most that a cell may hold. */
const LONGEST_TEXT = 32_767;

/**
 * Rows as a workbook, written while they come: amounts are numbers, instants are dates of the business
 * zone, and every text is marked as text, so that none is ever run as a formula.
 */
export function xlsxBook(wallClock: (at: Date) => string, sheetName: string): Book {
  const chunks: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else chunks.push(chunk);
  });
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 6 });

  const add = (name: string, xml: string): void => {
    const part = new ZipDeflate(name, { level: 6 });
    zip.add(part);
    part.push(strToU8(xml), true);
  };
  const taken = (): Buffer => {
    if (failure) throw failure;
    return Buffer.concat(chunks.splice(0));
  };
  const cellXml = (cell: Cell): string => {
    if (cell === null) return '<c/>';
    if (typeof cell === 'bigint') return `<c s="${STYLE.amount}"><v>${cell}</v></c>`;
    if (cell instanceof Date) {
      const serial = Date.parse(`${wallClock(cell).replace(' ', 'T')}Z`) / DAY_MS + EPOCH_DAY;
      return `<c s="${STYLE.instant}"><v>${serial}</v></c>`;
    }
    return textXml(cell, STYLE.text);
  };
  const rowXml = (cells: readonly string[]): string => `<row>${cells.join('')}</row>`;

  return {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    begin: (heads) => {
      for (const [name, xml] of staticParts(attribute(sheetName))) add(name, xml);
      zip.add(sheet);
      const head = rowXml(heads.map((text) => textXml(text, STYLE.head)));
      sheet.push(strToU8(sheetStart(heads.length) + head));
      return taken();
    },
    page: (page: Page) => {
      sheet.push(strToU8(page.map((row) => rowXml(row.map(cellXml))).join('')));
      return taken();
    },
    end: () => {
      sheet.push(strToU8(SHEET_END), true);
      zip.end();
      return taken();
    },
  };
}

const textXml = (text: string, style: number): string =>
  `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${xmlText(text.slice(0, LONGEST_TEXT))}</t></is></c>`;
