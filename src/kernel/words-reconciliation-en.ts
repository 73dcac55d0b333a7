import type { RECONCILIATION_FR } from './words-reconciliation-fr.ts';

/** Statements, breaks, proofs and notices, in English. */
export const RECONCILIATION_EN: Readonly<Record<keyof typeof RECONCILIATION_FR, string>> = {
  // Notices, and the books at an instant.
  as_of_future: 'This instant has not come yet. Choose one in the past.',
  as_of_before_first: 'At this instant the account had no movement yet.',
  notice_break_value: 'A difference of {amount} F CFA waits to be explained.',
  notice_break_many: '{count} differences wait to be explained, {amount} F CFA in all.',
  notice_break_age:
    'An operation more than {hours} hours old is still not explained: {amount} F CFA.',
  notice_proof_failed:
    'The proof of {day} does not come out: {amount} F CFA remain to be explained.',
  notice_invariant_broken: 'The books break one of their rules (no. {invariant}): {broken}',
  notice_approval_waiting:
    'A payout of {amount} F CFA has waited for a second person for more than {minutes} minutes.',

  // A statement: why a row is refused, or a whole file.
  statement_amount_unreadable: 'The amount cannot be read.',
  statement_amount_not_whole: 'The amount is not a whole number of francs.',
  statement_amount_zero: 'The amount is zero.',
  statement_amount_sign: 'The sign of the amount contradicts the type of the operation.',
  statement_date_unreadable: 'The date cannot be read.',
  statement_type_unknown: 'This line is neither a deposit nor a payout.',
  statement_status_unknown: 'The status is neither “completed” nor “failed”.',
  statement_currency_unknown: 'The currency is neither XOF nor XAF.',
  statement_too_few_cells: 'This line lacks columns.',
  statement_too_many_cells: 'This line has more columns than the header.',
  statement_reference_too_long: 'A reference has more than 128 characters.',
  statement_quote_unclosed: 'A quote is not closed, or is closed in the wrong place.',
  statement_line_too_long: 'The line is too long for a line of a statement.',
  statement_line_not_text: 'The line has bytes that are not text.',
  statement_empty: 'This statement is empty.',
  statement_without_rows: 'This statement has no operation in it.',
  statement_not_text: 'This file is neither CSV nor an Excel workbook (.xlsx).',
  statement_old_workbook: 'Old Excel workbooks (.xls) are not read. Save it as .xlsx or CSV.',
  statement_too_large:
    'This workbook is too large ({megabytes} MB at most, and 150 MB unpacked). Save it as CSV, which has no limit.',
  statement_workbook_unreadable: 'This workbook cannot be read. Save it again as .xlsx, or as CSV.',
  statement_unknown_format:
    'The expected header is not within the first 30 lines. Say what the columns hold.',
  mapping_invalid: 'This description of the columns is not valid.',
  mapping_name_taken:
    'Files with other columns are already read by the name “{name}”. Choose another name.',
  mapping_needs_date: 'Say which column is the date.',
  mapping_needs_amount: 'Say which column is the amount, or which two are money in and money out.',
  mapping_needs_fee: 'For a net amount, say which column holds the fees.',
  mapping_needs_words: 'Say what the words in the column of types, and of states, mean.',

  // Reconciliation: what cannot be done, and why.
  payouts_frozen: 'Payouts are frozen while a fault in the books is examined. No money has moved.',
  admin_unfreezes: 'An administrator has to approve: finance and they lift the freeze together.',
  officers_only: 'Reconciliation is for finance and administrators.',
  finance_proposes: 'Only finance imports, proposes and closes.',
  maker_is_checker: 'Whoever proposes cannot approve. Ask a colleague.',
  checker_concerned: 'This operation concerns you: another colleague has to take it.',
  only_maker_withdraws: 'Only whoever proposed it can take the proposal back.',
  plan_changed:
    'Things have changed since the proposal: the postings would no longer be the same. Propose it again.',
  not_proposed: 'This proposal no longer waits for a decision. Reload the page.',
  already_proposed: 'A proposal for this break is already waiting for a second person.',
  break_resolved: 'This break is already resolved.',
  resolution_needs_transaction: 'Choose the transaction first.',
  not_sent_yet: 'This operation was never sent to GetMiPay.',
  already_final: 'The operation is in this state already.',
  already_corrected: 'This operation is corrected already.',
  nothing_to_match: 'There is nothing to match.',
  match_not_possible: 'These lines and operations cannot be matched.',
  already_matched: 'The operation is matched with another line.',
  amounts_differ: 'The amounts differ: {there} F CFA on one side, {here} F CFA on the other.',
  sums_differ: 'The sums differ by {difference} F CFA. Say where the difference goes.',
  nothing_to_reverse: 'There is nothing to reverse.',
  already_reversed: 'This decision is reversed already.',
  reverse_later_first: 'Something was decided about this operation since. Reverse that first.',
  break_has_transaction: 'This break is about another operation.',
  hold_undecided:
    '{amount} F CFA are held for this payout. Confirm that it left, or release the hold.',
  event_says_nothing: 'This message says nothing that could be applied.',
  nothing_to_post: 'There is no difference to post.',
  nothing_held: 'Nothing is held for this payout.',
  nothing_to_collect: 'Nothing is owed, or the wallet is empty.',
  only_deposits_aside: 'Only a deposit that waits for its payer can be set aside.',
  verb_unknown: 'There is no such answer.',
  params_invalid: 'The request cannot be read. Reload the page and try again.',
  decision_unknown: 'There is no such decision.',
  choice_invalid: 'Choose rows first (500 at most).',
  search_too_short: 'Type three characters or more.',
  note_needed: 'Write a note.',
  view_invalid: 'Give this view a name of 1 to 60 characters.',
  views_full: 'You already have {most} views. Remove one first.',
  cannot_be_asked: 'GetMiPay cannot be asked about this operation.',
  statement_not_undoable: 'This import cannot be taken back in its present state.',
  statement_repeated:
    'A statement that was imported after this one tells its lines again: take back the later one first.',
  statement_told_before:
    'A statement that was imported before this one counts its own lines as replaced: take back the earlier one first.',
  statement_in_use:
    'Lines of this statement are part of a decision: the import can no longer be taken back.',
  statement_day_closed:
    'A day that this statement covers is closed: the import can no longer be taken back.',
  statement_already_imported: 'This statement was imported already{when}: “{name}”.',
  statement_upload_gone: 'The file that was sent is no longer here. Send it again.',
  statement_busy: 'Another statement is being read. This one starts right after it.',
  rule_invalid: 'This rule cannot be read: name, priority, tolerance in whole francs and minutes.',
  rule_name_taken: 'A rule has this name already.',
  rule_needs_another:
    'You changed this rule last and it lets francs differ: another finance person must switch it on.',
  day_already_closed: 'This day is closed already.',
  day_not_over: 'This day is not over.',
  later_day_closed: 'A later day is closed already.',
  earlier_day_open: 'Close the day of {day} first.',
  balance_missing: 'Give the balance at GetMiPay first.',
  balance_invalid: 'The balance must be a whole number of francs.',
  gap_unexplained:
    '{amount} F CFA are left without an explanation. Open a break for them, then close.',
  balance_not_told: 'GetMiPay did not tell its balance. Type it in from the statement.',
};
