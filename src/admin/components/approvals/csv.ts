import { CSV_MARK, csvLine } from '../../../kernel/csv.ts';
import { words } from '../kit/page-data.ts';
import type { DecidedRow } from './answers.ts';
import { amountOf, memberOf } from './waiting.ts';

/** A table as a spreadsheet opens it: UTF-8 with its mark, every cell quoted, none a formula. */
export const csvOf = (lines: readonly (readonly string[])[]): string =>
  CSV_MARK + lines.map(csvLine).join('');

/** The outcomes as a table, one row each. */
export function toCsv(rows: readonly DecidedRow[]): string {
  const say = words.approvals;
  return csvOf([
    [
      say.result.idColumn,
      say.member,
      words.fields.phone,
      words.fields.amount,
      say.result.outcome,
      say.result.detail,
    ],
    ...rows.map(({ record, outcome, message }) => [
      record.id,
      memberOf(record).name,
      String(record.params['phone'] ?? ''),
      amountOf(record),
      say.result[outcome],
      message,
    ]),
  ]);
}

/** Hands a file to the browser without asking the server for it. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
