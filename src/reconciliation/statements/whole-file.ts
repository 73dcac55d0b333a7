import { AppError, type ErrorDetails, invalid } from '../../kernel/errors.ts';

const SENTENCES = {
  statement_empty: 'The statement is empty.',
  statement_without_rows: 'The statement has a header and no operation.',
  statement_not_text: 'The file is neither a CSV text nor an Excel workbook (.xlsx).',
  statement_old_workbook: 'Old Excel workbooks (.xls) are not read; save it as .xlsx or CSV.',
  statement_too_large: 'The workbook is too large; save it as CSV, which has no limit.',
  statement_workbook_unreadable: 'The workbook cannot be read; save it again as .xlsx or CSV.',
  statement_unknown_format: 'No header of a known statement stands in the first 30 lines.',
} as const;

export type StatementProblem = keyof typeof SENTENCES;

/** Why a whole file cannot be read: InvalidInput of the field `file`. */
export const unreadable = (code: StatementProblem, details: ErrorDetails = {}): AppError =>
  invalid('file', code, SENTENCES[code], details);

/** What a library made of a damaged workbook, as a sentence; our own refusals go on as they are. */
export const workbookProblem = (cause: unknown): AppError =>
  cause instanceof AppError
    ? cause
    : new AppError(
        'InvalidInput',
        'statement_workbook_unreadable',
        SENTENCES.statement_workbook_unreadable,
        { field: 'file' },
        cause,
      );
