import { words } from '../kit/page-data.ts';
import type { ColumnName, Mapping } from './answers.ts';

export const COLUMNS = Object.keys(words.statements.mapper.columns) as readonly ColumnName[];

const ONE_AMOUNT: readonly ColumnName[] = ['amount'];
const TWO_AMOUNTS: readonly ColumnName[] = ['in', 'out'];

export const hasTwoAmounts = ({ columns }: Mapping): boolean =>
  columns.in !== undefined || columns.out !== undefined;

/** The columns that the form asks for: the amount is in one column or in two, never in three. */
export const askedColumns = (twoAmounts: boolean): readonly ColumnName[] =>
  COLUMNS.filter((name) => !(twoAmounts ? ONE_AMOUNT : TWO_AMOUNTS).includes(name));

export const isNeeded = (name: ColumnName): boolean =>
  name === 'date' || ONE_AMOUNT.includes(name) || TWO_AMOUNTS.includes(name);

/** Says which column holds something; null: none does. */
export function withColumn(mapping: Mapping, name: ColumnName, index: number | null): Mapping {
  const { [name]: _before, ...others } = mapping.columns;
  return { ...mapping, columns: index === null ? others : { ...others, [name]: index } };
}

export function withAmounts(mapping: Mapping, twoAmounts: boolean): Mapping {
  const leave = twoAmounts ? ONE_AMOUNT : TWO_AMOUNTS;
  return leave.reduce((kept, name) => withColumn(kept, name, null), mapping);
}

/** `api_payout, merchant` as the words that it lists. */
export const listed = (text: string): readonly string[] =>
  text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
