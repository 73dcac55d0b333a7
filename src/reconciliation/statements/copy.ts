import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { BinaryWriter } from './binary.ts';
import type { BadLine, StatementLine } from './line.ts';

/** What many rows have in common stands together. */
const COLUMNS =
  'id, own_id, file_id, series, paired, outcome, rule, kind, state, currency, transaction_id, merchant_reference, reference, line_no, amount, fee, phone, occurred_at, balance';
const COPY = `copy statement_line (${COLUMNS}) from stdin with (format binary)`;
/** Signature, flags, no extension; and the end of the rows. */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const WIDTH = COLUMNS.split(', ').length;

/** More than any row has: its texts are bounded. */
const LONGEST_ROW = 8192;
const USUAL_ROW = 260;

/** Writes the lines of one file. */
export class RowWriter {
  private readonly file: { readonly id: string; readonly series: string };
  private readonly common: Buffer[] = [];

  constructor(file: { readonly id: string; readonly series: string }) {
    this.file = file;
  }

  /**
   * @param firstId the number of the first one
   * @param isFirst whether a line is stored as the own one of the transaction that it names, told by a mark of its number:
   *   such a line is believed at the end of the file, where it is compared; the others are left to be judged there
   */
  rowsOf(
    lines: readonly StatementLine[],
    firstId: number,
    isFirst: (mark: number) => boolean,
  ): Buffer {
    const to = new BinaryWriter(lines.length * USUAL_ROW);
    let id = firstId;
    for (const line of lines) {
      to.expect(LONGEST_ROW);
      to.short(WIDTH);
      to.long(id);
      this.write(to, line, isFirst);
      id += 1;
    }
    return to.written;
  }

  private write(to: BinaryWriter, line: StatementLine, isFirst: (mark: number) => boolean): void {
    const { ownId, reference } = line;
    const from = to.length;
    to.uuid(ownId);
    const owned = to.length;
    const believed = ownId !== null && line.state === 'completed' && isFirst(to.mark);
    to.raw(this.commonOf(line, believed));
    if (believed) to.again(from, owned);
    else to.null();
    // Our number is said already; should it not be ours, the end of the file writes it back.
    to.text(believed && line.merchantReference === ownId ? null : line.merchantReference);
    to.text(reference);
    to.int(line.lineNo);
    to.francs(line.amount);
    to.francs(line.fee);
    to.text(line.phone);
    to.instant(line.occurredAt);
    to.francs(line.balance);
  }

  private commonOf({ kind, state, currency }: StatementLine, believed: boolean): Buffer {
    const key =
      (believed ? 1 : 0) +
      (kind === 'payout' ? 2 : 0) +
      (state === 'failed' ? 4 : 0) +
      (currency === 'XAF' ? 8 : 0);
    const known = this.common[key];
    if (known) return known;
    const to = new BinaryWriter(LONGEST_ROW);
    to.uuid(this.file.id);
    to.text(this.file.series);
    to.boolean(believed);
    to.text(believed ? 'matched' : null);
    to.text(believed ? 'own_reference' : null);
    to.text(kind);
    to.text(state);
    to.text(currency);
    this.common[key] = to.written;
    return to.written;
  }
}

/** Stores rows, within the client's open transaction. @throws DatabaseError unique_violation where a transaction has its line already */
export async function copyRows(tx: PoolClient, rows: readonly Buffer[]): Promise<void> {
  await pipeline(Readable.from([HEADER, ...rows, TRAILER]), tx.query(copyFrom(COPY)));
}

/** What could not be read is listed, up to a bound; the file's count goes on. */
export async function storeBadLines(
  tx: PoolClient,
  fileId: string,
  bad: readonly BadLine[],
): Promise<void> {
  await tx.query(
    `insert into statement_bad_line (file_id, line_no, code, text)
     select $1, x.line_no, x.code, x.text from unnest($2::int[], $3::text[], $4::text[]) as x (line_no, code, text) on conflict do nothing`,
    [
      fileId,
      bad.map(({ lineNo }) => lineNo),
      bad.map(({ why }) => why),
      bad.map(({ text: raw }) => raw),
    ],
  );
}
