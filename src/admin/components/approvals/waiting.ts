import type { RecordJSON } from 'adminjs';
import { words } from '../kit/page-data.ts';

const REASONS: Readonly<Record<string, string>> = words.approvals.reasons;

export const reasonTexts = (codes: readonly string[]): readonly string[] =>
  codes.flatMap((code) => REASONS[code] ?? []);

/** Why a payout waits, or waited, in words. */
export const reasonsOf = (record: RecordJSON): readonly string[] =>
  reasonTexts(String(record.params['approvalReasons'] ?? '').split(','));

export const amountOf = (record: RecordJSON): string => String(record.params['amount'] ?? '0');

export const memberOf = (record: RecordJSON) => ({
  name: String(record.populated['user']?.params['fullName'] ?? ''),
  phone: record.populated['user']?.params['phone'],
});

/** The sum of what was chosen, in whole francs. */
export const sumOf = (records: readonly RecordJSON[]): string =>
  String(records.reduce((sum, record) => sum + BigInt(amountOf(record)), 0n));

/** A code belongs to one payee and amount, so that such a row is approved by itself. */
export const needsCode = (record: RecordJSON, stepUpAbove: string | null): boolean =>
  stepUpAbove !== null && BigInt(amountOf(record)) > BigInt(stepUpAbove);
