/** A spreadsheet runs a cell that begins like a formula; some take the full-width signs for the same. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** A text that no spreadsheet runs: what begins like a formula begins with an apostrophe. */
export const inertText = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const cell = (text: string): string => `"${inertText(text).replaceAll('"', '""')}"`;

/** One row of texts with its end, every cell quoted. */
export const csvLine = (row: readonly string[]): string => `${row.map(cell).join(',')}\r\n`;

/** By this a spreadsheet knows UTF-8. */
export const CSV_MARK = '\ufeff';
