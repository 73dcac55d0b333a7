import type { Currency } from '../../kernel/money.ts';

/** One row of a statement in our own terms. Whole francs; nothing here is a float. */
export interface StatementLine {
  /** As a person counts the file's lines, from 1; of a workbook the row's number. */
  readonly lineNo: number;
  /** Money in (a deposit) or money out (a payout). */
  readonly kind: 'payment' | 'payout';
  readonly state: 'completed' | 'failed';
  /** Our own transaction, where the merchant's reference is a UUID. */
  readonly ownId: string | null;
  /** The merchant's reference as it stands: ours, or the one that the gateway gave the operator. */
  readonly merchantReference: string | null;
  /** The number that the writer of the statement gave the operation. */
  readonly reference: string | null;
  /** Gross, above zero. */
  readonly amount: bigint;
  /** Null: this format does not tell fees. */
  readonly fee: bigint | null;
  /** XOF or XAF. */
  readonly currency: Currency;
  /** E.164; null where the row has none that can be read. */
  readonly phone: string | null;
  /** The world's time. */
  readonly occurredAt: Date;
  /** Of the account, after the row; null where the format does not tell it. */
  readonly balance: bigint | null;
}

/** Each has its sentence in `kernel/words-*.ts` as `statement_…`. */
export type BadLineCode =
  | 'amount_unreadable'
  | 'amount_not_whole'
  | 'amount_zero'
  | 'amount_sign'
  | 'date_unreadable'
  | 'type_unknown'
  | 'status_unknown'
  | 'currency_unknown'
  | 'too_few_cells'
  | 'too_many_cells'
  | 'reference_too_long'
  | 'quote_unclosed'
  | 'line_too_long'
  | 'line_not_text';

/** A row that could not be read; the rows around it go on. */
export interface BadLine {
  readonly lineNo: number;
  readonly why: BadLineCode;
  /** The row as it stands, at most 500 characters. */
  readonly text: string;
}

const SHOWN = 500;
// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL's text cannot hold NUL.
const UNSTORABLE = /\u0000|\p{Surrogate}/gu;

export const badLine = (lineNo: number, why: BadLineCode, raw: string): BadLine => ({
  lineNo,
  why,
  text: raw.slice(0, SHOWN).replace(UNSTORABLE, '\ufffd'),
});
