import type { Francs } from '../../../kernel/money.ts';
import { drawHex } from '../draw.ts';
import type { Operation } from '../operation.ts';

/** One ended operation on a statement, with the balance around it. */
export interface StatementLine {
  readonly operation: Operation;
  readonly completed: boolean;
  /** When it ended. */
  readonly at: Date;
  readonly before: Francs;
  readonly after: Francs;
}

/** How one kind of statement is written. */
export interface StatementFormat {
  /** For the sandbox's own page, in French. */
  readonly label: string;
  /** The only method it knows; null: all. */
  readonly method: string | null;
  readonly extension: 'csv' | 'xlsx';
  /** Operations that failed stand on it as well, under their status. */
  readonly tellsFailed: boolean;
  /** Its balance knows nothing of fees. */
  readonly ignoresFees?: boolean;
  /** `day` is YYYY-MM-DD. */
  write(lines: readonly StatementLine[], day: string): Buffer | Promise<Buffer>;
}

export const isPayment = ({ operation }: StatementLine): boolean => operation.kind === 'payment';

/** What GetMiPay gave the operator as its own reference: ours, where it had one. */
export const passedOn = ({ operation }: StatementLine): string =>
  operation.merchantReference ?? operation.reference;

/** The operator's number of the operation, which neither GetMiPay nor we ever saw. */
export const operatorNumber = ({ operation }: StatementLine, digits: number): string =>
  String(
    BigInt(`0x${drawHex(operation.reference, 24, 'operator')}`) % 10n ** BigInt(digits),
  ).padStart(digits, '0');

/** Dialect v1 sends a name; the other one a number, which no operator would show. */
export const nameOf = ({ operation }: StatementLine): string =>
  operation.dialect === 'v1' ? operation.userId : '';

export const withoutPlus = (phone: string): string => phone.replace(/^\+/, '');

/** The parts of an instant in UTC, which is Abidjan's time: `2026-11-24`, `09:05:00`. */
export function partsOf(at: Date): { readonly day: string; readonly time: string } {
  const [day = '', time = ''] = at.toISOString().split(/[T.]/);
  return { day, time };
}

/** `2026-11-24` → `24-11-2026`. */
export const dayFirst = (day: string): string => day.split('-').reverse().join('-');
