import { FORMATS, type FormatName } from '../../../src/reconciliation/statements/formats.ts';
import type { BadLine, StatementLine } from '../../../src/reconciliation/statements/line.ts';
import { type How, readStatement } from '../../../src/reconciliation/statements/read.ts';

export interface Read {
  readonly lines: readonly StatementLine[];
  readonly bad: readonly BadLine[];
}

/** Bytes as they come over a wire, `size` at a time. */
export async function* piecesOf(bytes: Buffer, size = 65_536): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function readAll(file: Buffer | string, how: How, size?: number): Promise<Read> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const [lines, bad]: [StatementLine[], BadLine[]] = [[], []];
  for await (const batch of readStatement(piecesOf(bytes, size), how)) {
    lines.push(...batch.lines);
    bad.push(...batch.bad);
  }
  return { lines, bad };
}

export const TONTINE_PRO =
  'reference,provider_reference,type,amount,fee,currency,phone,status,occurred_at';

const ROW = {
  reference: '0190a1b2-0000-7000-8000-000000000001',
  provider_reference: 'MPAYIN_1',
  type: 'deposit',
  amount: '5000',
  fee: '50',
  currency: 'XOF',
  phone: '+22670123456',
  status: 'completed',
  occurred_at: '2025-11-09T09:05:07.000Z',
};

/** A row of our own format, as its cells stand in the file. */
export const rowOf = (changes: Partial<typeof ROW> = {}): string =>
  Object.values({ ...ROW, ...changes }).join(',');

/** A file of our own format, its header on line 1. */
export const fileOf = (...rows: readonly string[]): string =>
  `${[TONTINE_PRO, ...rows].join('\n')}\n`;

export const readOurs = (file: Buffer | string, size?: number): Promise<Read> =>
  readAll(file, { format: 'tontine-pro' }, size);

export const oddsOf = ({ bad }: Read): [number, string][] =>
  bad.map(({ lineNo, why }) => [lineNo, why]);

/** One row under a header, read as the format. */
export async function oneRow(format: FormatName, header: string, row: string): Promise<Read> {
  if (!Object.hasOwn(FORMATS, format)) throw new Error(format);
  return readAll(`${header}\n${row}\n`, { format });
}
