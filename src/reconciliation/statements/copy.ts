import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { BinaryWriter } from './binary.ts';
import type { BadLine, StatementLine } from './line.ts';

const COLUMNS =
  'transaction_id, paired, outcome, rule, file_id, series, line_no, kind, state, own_id, merchant_reference, reference, amount, fee, currency, phone, occurred_at, balance';
const COPY = `copy statement_line (${COLUMNS}) from stdin with (format binary)`;
/** Signature, flags, no extension; and the end of the rows. */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);

/** More than any row has: its texts are bounded. */
const LONGEST_ROW = 8192;
const USUAL_ROW = 320;

const START = Buffer.from([0, COLUMNS.split(', ').length]);
const fixed = (write: (to: BinaryWriter) => void): Buffer => {
  const writer = new BinaryWriter(256);
  write(writer);
  return writer.written;
};
const NO = Buffer.from([0, 0, 0, 1, 0]);
const YES = Buffer.from([0, 0, 0, 1, 1]);
/** Left to be judged at the end of the file: no transaction, not paired, no outcome, no rule. */
const OPEN = fixed((to) => {
  to.null();
  to.raw(NO);
  to.null();
  to.null();
});
/** What follows the transaction of a line that is stored as its own. */
const BELIEVED = fixed((to) => {
  to.raw(YES);
  to.text('matched');
  to.text('own_reference');
});
/** Writes the lines of one file. */
export class RowWriter {
  private readonly head: Buffer;
  private readonly words = new Map<string, Buffer>();

  constructor(file: { readonly id: string; readonly series: string }) {
    this.head = fixed((to) => {
      to.expect(LONGEST_ROW);
      to.uuid(file.id);
      to.text(file.series);
    });
  }

  /**
   * @param told which transactions these lines name so far: the first line that names one is stored as its own, and
   *   believed at the end of the file, where it is compared; null: none is
   */
  rowsOf(lines: readonly StatementLine[], told: Set<string> | null): Buffer {
    const to = new BinaryWriter(lines.length * USUAL_ROW);
    for (const line of lines) {
      to.expect(LONGEST_ROW);
      this.write(to, line, told);
    }
    return to.written;
  }

  private write(to: BinaryWriter, line: StatementLine, told: Set<string> | null): void {
    const { ownId } = line;
    to.raw(START);
    if (told !== null && ownId !== null && line.state === 'completed' && !told.has(ownId)) {
      told.add(ownId);
      to.uuid(ownId);
      to.raw(BELIEVED);
    } else {
      to.raw(OPEN);
    }
    to.raw(this.head);
    to.int(line.lineNo);
    to.raw(this.word(line.kind));
    to.raw(this.word(line.state));
    to.uuid(ownId);
    to.text(line.merchantReference);
    to.text(line.reference);
    to.francs(line.amount);
    to.francs(line.fee);
    to.raw(this.word(line.currency));
    to.text(line.phone);
    to.instant(line.occurredAt);
    to.francs(line.balance);
  }

  /** One of the few words that every line has. */
  private word(value: string): Buffer {
    const known = this.words.get(value);
    if (known) return known;
    const made = fixed((to) => to.text(value));
    this.words.set(value, made);
    return made;
  }
}

/**
 * Stores rows as they come, within the client's open transaction.
 * @throws DatabaseError unique_violation where a transaction has its line already
 */
export async function copyRows(tx: PoolClient, rows: () => AsyncGenerator<Buffer>): Promise<void> {
  async function* parts() {
    yield HEADER;
    yield* rows();
    yield TRAILER;
  }
  await pipeline(Readable.from(parts()), tx.query(copyFrom(COPY)));
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
