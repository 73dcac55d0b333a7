import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { BadLine, StatementLine } from './line.ts';

const COPY = `copy statement_incoming (line_no, kind, state, own_id, merchant_reference, reference, amount, fee, currency, phone, occurred_at, balance) from stdin`;

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

const text = (value: string | null): string => {
  if (value === null) return '\\N';
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (one) => ESCAPES[one] ?? one) : value;
};

const franc = (value: bigint | null): string => (value === null ? '\\N' : String(value));

const row = (line: StatementLine): string =>
  `${line.lineNo}\t${line.kind}\t${line.state}\t${line.ownId ?? '\\N'}\t${text(line.merchantReference)}\t${text(line.reference)}\t${franc(line.amount)}\t${franc(line.fee)}\t${line.currency}\t${text(line.phone)}\t${line.occurredAt.toISOString()}\t${franc(line.balance)}\n`;

/** So many rows become one chunk: one string for all of them would be as large as the batch. */
const CHUNK = 2000;

/** Copies lines to where `take_lines` finds them, within the client's open transaction. */
export async function copyLines(tx: PoolClient, lines: readonly StatementLine[]): Promise<void> {
  function* chunks() {
    for (let from = 0; from < lines.length; from += CHUNK) {
      yield Buffer.from(
        lines
          .slice(from, from + CHUNK)
          .map(row)
          .join(''),
      );
    }
  }
  await pipeline(Readable.from(chunks()), tx.query(copyFrom(COPY)));
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
