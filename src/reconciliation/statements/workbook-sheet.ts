import type { Row } from './records.ts';
import type { Attributes, XmlEvents } from './workbook-xml.ts';

const MAX_COLUMNS = 256;
const MAX_CELL = 32_768;
const LETTER_A = 64;
/** `1.0E7` is what some writers make of 10000000. */
const POWER = /^(-?)(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i;

/** The rows of a sheet, their cells as text: numbers and dates in the digits that the file has. */
export class SheetRows implements XmlEvents {
  private readonly strings: readonly string[];
  private rows: Row[] = [];
  private cells: string[] = [];
  private rowNo = 0;
  private column = -1;
  private width = 0;
  private type = 'n';
  private value = '';
  private reading = false;

  constructor(strings: readonly string[]) {
    this.strings = strings;
  }

  open(name: string, { r, t }: Attributes): void {
    if (name === 'row') {
      this.rowNo = /^\d{1,7}$/.test(r ?? '') ? Number(r) : this.rowNo + 1;
      this.cells = [];
      this.column = -1;
    } else if (name === 'c') {
      this.column = r === undefined ? this.column + 1 : columnOf(r);
      this.type = t ?? 'n';
      this.value = '';
    }
    this.reading = name === 'v' || name === 't';
  }

  text(text: string): void {
    if (this.reading && this.value.length < MAX_CELL) this.value += text.slice(0, MAX_CELL);
  }

  close(name: string): void {
    this.reading = false;
    if (name === 'c') {
      const text = this.cellText();
      if (text !== '' && this.column < MAX_COLUMNS) this.cells[this.column] = text;
    } else if (name === 'row' && this.cells.length > 0) {
      this.width = Math.max(this.width, this.cells.length);
      const cells = Array.from({ length: this.width }, (_, at) => this.cells[at] ?? '');
      this.rows.push({ lineNo: this.rowNo, cells, raw: cells.join(';') });
    }
  }

  /** What was read since the last time. */
  take(): Row[] {
    const taken = this.rows;
    this.rows = [];
    return taken;
  }

  private cellText(): string {
    if (this.type === 's') return this.strings[Number(this.value)] ?? '';
    return this.type === 'n' ? plainNumber(this.value) : this.value;
  }
}

/** `C7` is the third column, 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') {
    column = column * 26 + letter.charCodeAt(0) - LETTER_A;
  }
  return column === 0 ? MAX_COLUMNS : column - 1;
}

/** A whole number in plain digits: `1.0E7`, `10000.0`; any other as it stands. */
function plainNumber(text: string): string {
  const [, sign = '', first = '', rest = '', power = ''] = POWER.exec(text) ?? [];
  if (first === '') return text.replace(/\.0+$/, '');
  const digits = rest.replace(/0+$/, '');
  const zeros = Number(power) - digits.length;
  return zeros < 0 || zeros > 20 ? text : `${sign}${first}${digits}${'0'.repeat(zeros)}`;
}
