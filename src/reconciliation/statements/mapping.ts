import * as z from 'zod';
import { invalid } from '../../kernel/errors.ts';
import type { CountryName } from './phones.ts';
import { COUNTRIES } from './phones.ts';

const column = z.int().min(0).max(255);
const words = z.array(z.string().trim().min(1).max(120)).max(50).default([]);

/** Columns are counted from 0: a header may have the same name twice. */
const columns = z.strictObject({
  reference: column.optional(),
  merchantReference: column.optional(),
  amount: column.optional(),
  in: column.optional(),
  out: column.optional(),
  fee: column.optional(),
  type: column.optional(),
  status: column.optional(),
  phone: column.optional(),
  date: column.optional(),
  currency: column.optional(),
  balance: column.optional(),
});

const schema = z.strictObject({
  /** Of a workbook it says nothing. */
  delimiter: z.enum([',', ';', '\t']),
  /** The line of the header, from 1; 0: there is none. */
  headerRow: z.int().min(0).max(30),
  columns,
  dateFormat: z.enum(['iso', 'dayFirst', 'monthFirst', 'english', 'serial']),
  /** Where phones are dialled and, for dates that name no zone, what time it is. */
  country: z.enum(Object.keys(COUNTRIES) as [CountryName, ...CountryName[]]),
  /** Of a file that names none. */
  currency: z.enum(['XOF', 'XAF']),
  /** net: the change of the balance, from which the fee was taken. */
  amountIs: z.enum(['gross', 'net']),
  /** What the words of the type's and the status's column mean; letter case does not matter. */
  values: z.strictObject({ payment: words, payout: words, completed: words, failed: words }),
});

/** What the columns of a file mean that is in no known format. */
export type Mapping = z.infer<typeof schema>;
export type MappedColumn = keyof Mapping['columns'];
export const MAPPED_COLUMNS = Object.keys(columns.shape) as MappedColumn[];
export const DATE_FORMATS = schema.shape.dateFormat.options;

/**
 * Checks a mapping that came from outside.
 * @throws InvalidInput `mapping_invalid`, `mapping_needs_date`, `mapping_needs_amount`,
 *   `mapping_needs_fee`, `mapping_needs_words`
 */
export function checkedMapping(input: unknown): Mapping {
  const read = schema.safeParse(input);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw refusal('mapping_invalid', `mapping.${issue?.path.join('.') ?? ''}: ${issue?.message}`);
  }
  const { columns: at, values, amountIs } = read.data;
  if (at.date === undefined) throw refusal('mapping_needs_date', 'No column is the date.');
  const apart = at.in !== undefined && at.out !== undefined;
  if (at.amount === undefined && !apart) {
    throw refusal('mapping_needs_amount', 'No column is the amount, nor are two in and out.');
  }
  if (amountIs === 'net' && at.fee === undefined) {
    throw refusal('mapping_needs_fee', 'Without fees a net amount tells no gross one.');
  }
  const typed = at.type === undefined || values.payment.length + values.payout.length > 0;
  const told = at.status === undefined || values.completed.length > 0;
  if (!typed || !told) {
    throw refusal(
      'mapping_needs_words',
      'The words of a column of types or states have no meaning.',
    );
  }
  return read.data;
}

const refusal = (code: string, message: string) => invalid('mapping', code, message);
