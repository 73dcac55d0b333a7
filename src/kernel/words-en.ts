import type { FR } from './words-fr.ts';
import { RECONCILIATION_EN } from './words-reconciliation-en.ts';

export const EN: Readonly<Record<keyof typeof FR, string>> = {
  unexpected: 'Something went wrong on our side. Nothing was changed; try again in a moment.',

  amount_invalid: 'The amount must be a whole number of francs, above zero.',
  amount_below: '{method} takes at least {min} F CFA.',
  amount_above: '{method} takes at most {max} F CFA.',
  phone_invalid: 'This phone number is not valid. Example: +226 70 12 34 56.',
  phone_other_currency:
    'This number is from a country that does not pay in this wallet’s currency ({currency}).',
  method_unknown: 'Choose a payment method.',
  method_disabled: '{method} is switched off for now. Choose another method.',
  method_direction: '{method} cannot be used for this. Choose another method.',
  note_too_long: 'The note may have at most 255 characters.',
  idempotency_key_invalid: 'This form is no longer valid. Reload the page and start again.',
  idempotency_conflict:
    'This form was already used for another operation. Reload the page to make a new one.',
  date_invalid: 'The date is not valid. Example: 2027-01-31.',
  limit_balance:
    'The wallet would go above {limit} F CFA, the most that it may hold (deposits on their way included).',
  limit_month: 'The month’s deposits would go above {limit} F CFA, the most that is allowed.',
  insufficient_funds:
    'The balance is {balance} F CFA: it does not suffice for {amount} F CFA. Nothing was sent.',
  vault_name_invalid: 'The vault needs a name of 1 to 80 characters.',
  vault_name_taken: 'There is already a vault called “{name}”.',
  vault_locked: 'The vault is locked. The money can leave it when the lock ends.',
  lock_only_extends: 'A lock can only be extended.',
  not_found: 'This does not exist, or you may not see it.',
  role_starts_nothing: 'Your role does not start operations for a member.',
  forbidden: 'You may not open this page.',
  sign_in_first: 'Sign in first.',
  sign_in_again: 'The time to give the code has passed. Sign in again.',
  for_members_only: 'These pages are for members.',
  password_must_change: 'Choose a password of your own first.',
  password_differs: 'That is not the same new password. Type it twice.',
  second_factor_needed: 'Set up two-step verification first: your role requires it.',
  tontine_not_chosen: 'Choose the tontine that you act for first.',
  sign_in_refused: 'The username or the password is wrong.',
  too_many_attempts: 'Too many attempts. Try again in {seconds} seconds.',
  signed_out: 'Your session has ended. Sign in again.',
  cross_origin: 'This request does not come from our site. Nothing was changed.',
  body_malformed: 'The request could not be read. Nothing was changed.',
  body_type: 'The request is neither a form nor JSON. Nothing was changed.',
  body_encoded: 'The request is compressed, which we do not read. Nothing was changed.',
  body_too_large: 'The request is too long. Write less and try again.',
  upload_too_large:
    'This file is larger than 512 MB, the most we read. Send the statement as several files.',
  upload_missing: 'No file arrived. Choose it again.',
  bad_request: 'This address cannot be read.',
  unavailable: 'The service is unavailable for a moment. Try again in a few minutes.',
  filter_invalid: 'One of the filters cannot be read. Correct it, or clear the filters.',
  cursor_invalid:
    'This page of the list cannot be found any more. Open the list from its first page.',
  page_too_far: 'A list is not opened beyond page {limit}. Filter it, or go on from page to page.',
  sort_invalid: 'This list cannot be sorted like that. Choose a column in the list.',
  export_format: 'Choose CSV or Excel.',
  export_too_long:
    'This list has more than {limit} rows, the most that an Excel workbook holds here. Filter it, or choose CSV.',
  export_busy: 'Several lists are being exported already. Try again in a minute.',
  export_broken_off: 'The export broke off. Start it again.',
  time_invalid: 'The time is not valid. Example: 14:02.',
  read_only: 'This record cannot be changed here. Nothing was changed.',

  // GetMiPay itself: what it offers, and whether it answers.
  gateway_down:
    'GetMiPay does not answer at the moment. Nothing was requested and no money moved. Try again in {seconds} seconds.',
  services_unknown:
    'GetMiPay has not told yet what it offers. Nothing was requested and no money moved. Try again in {seconds} seconds.',
  method_unavailable:
    'GetMiPay does not offer {method} for this number at the moment. Choose another method or another number.',
  otp_needed:
    '{method} asks for a payment code: write it, then send again. Nothing was requested yet.',
  otp_invalid: 'The payment code has 1 to 8 digits or letters.',
  asked_just_now: 'GetMiPay was asked just now. Wait {seconds} seconds.',
  role_asks_nothing: 'Your role does not ask GetMiPay anything.',

  deposit_accepted:
    'The deposit of {amount} F CFA is requested. The wallet is credited as soon as the payment is confirmed.',
  deposit_completed: 'The deposit of {amount} F CFA has arrived: the wallet is credited.',
  deposit_refused:
    'GetMiPay refused the deposit of {amount} F CFA. Nothing was taken. Check the number and the method, then start again.',
  deposit_code_refused:
    'The payment code is wrong, expired or already used: GetMiPay refused the deposit of {amount} F CFA. Nothing was taken. Ask for another code, then start again.',
  deposit_not_sent:
    'GetMiPay could not be reached. Nothing was requested or taken; you can start again.',
  deposit_failed: 'The deposit of {amount} F CFA failed. Nothing was credited.',
  deposit_unknown:
    'GetMiPay did not answer. The deposit of {amount} F CFA may be on its way; if it is paid, the wallet is credited. Do not start it again before the result is known.',
  deposit_in_flight: 'The deposit of {amount} F CFA is being sent. The result will show here.',
  deposit_awaiting_approval: 'The deposit of {amount} F CFA waits for an approval.',
  payout_accepted: 'Payout on its way: {amount} F CFA have left the wallet.',
  payout_completed: 'The payout of {amount} F CFA is done.',
  payout_refused: 'GetMiPay refused the payout. The {amount} F CFA are back in the wallet.',
  payout_not_sent:
    'GetMiPay could not be reached. Nothing left: the {amount} F CFA are back in the wallet. You can start again.',
  payout_failed: 'The payout failed. The {amount} F CFA are back in the wallet.',
  payout_unknown:
    'GetMiPay did not answer. The {amount} F CFA are held, nothing is lost. Do not start this payout again: the result will show here.',
  payout_in_flight: 'The payout of {amount} F CFA is being sent. The money is held.',
  payout_awaiting_approval:
    'The payout of {amount} F CFA waits for a second person’s approval. The money is held.',

  reason_payer_not_found: 'The number has no account with this operator.',
  reason_not_approved: 'The payment was not approved on the phone.',
  reason_otp_refused: 'The payment code is wrong, has expired or was already used.',
  reason_payer_limit_reached: 'The account’s limit is reached.',
  reason_insufficient_balance: 'The balance with the operator does not suffice.',
  reason_recipient_not_found: 'The payee has no account with this operator.',
  reason_amount_out_of_bounds: 'The amount is outside the operator’s limits.',
  reason_operator_unavailable: 'The operator is unavailable.',
  reason_timeout: 'The time to confirm is over.',
  reason_never_sent: 'The order never left.',
  reason_other: 'The operator gave another reason.',

  status_AWAITING_APPROVAL: 'to approve',
  status_PENDING: 'pending',
  status_COMPLETED: 'done',
  status_FAILED: 'failed',
  status_REJECTED: 'rejected',
  status_EXPIRED: 'expired',
  status_CANCELLED: 'cancelled',
  status_UNKNOWN: 'outcome unknown',
  status_STALE: 'late',
  status_SUSPENDED: 'suspended',

  suspended_unknown_reference: 'The reference belongs to none of our operations.',
  suspended_kind_mismatch:
    'The event speaks of a deposit where we have a payout, or the other way round.',
  suspended_amount_mismatch: 'The amount is not the operation’s.',
  suspended_currency_mismatch: 'The currency is not the operation’s.',
  suspended_phone_mismatch: 'The phone is not the operation’s.',
  suspended_reference_mismatch: 'The reference is not the operation’s.',
  suspended_not_sent: 'The operation has not been sent to GetMiPay yet.',
  suspended_conflicting_final_state: 'The operation has already ended otherwise.',
  suspended_amount_unreadable: 'The event’s amount cannot be read.',
  suspended_fields_disagree: 'The event contradicts itself.',
  suspended_reference_unreadable: 'The event’s reference cannot be read.',
  suspended_fee_unreadable: 'The fee reported is not plausible.',
  suspended_settle_error: 'The event could not be applied; a person must look at it.',

  stale_outcome_unknown: 'GetMiPay never said what happened.',
  stale_payer_has_not_confirmed: 'The member has not confirmed the payment yet.',
  stale_gateway_has_not_confirmed: 'GetMiPay has not confirmed the payout yet.',

  warning_no_answer:
    'GetMiPay did not answer the request. Do not start it again: the result will show here.',
  warning_interrupted:
    'The console stopped during the request. Do not start it again: the result will show here.',
  warning_reference_taken:
    'GetMiPay gave a reference that already belongs to another operation. A person must check it.',
  too_many_unanswered:
    '{count} of your requests of the last hour still have no answer from GetMiPay. Nothing was asked for; wait for their result.',
  warning_reference_differs:
    'GetMiPay gave another number than that of its message: a person has to compare the two.',
  warning_refused_after_final:
    'GetMiPay refused the request after it had already ended. A person must check it.',
  warning_otp_needed:
    'GetMiPay waits for a payment code that was not given with the request. If the payer gets nothing to confirm, this request will lapse and nothing is taken: make it again with the code then.',
  warning_payment_url_missing:
    'GetMiPay gave no payment link. The member can confirm on their phone.',
  warning_payment_url_refused:
    'The payment link is not GetMiPay’s own: it is not shown. The member can confirm on their phone.',

  // People, their sign-in and their tontines.
  admin_only: 'Only an administrator can do this.',
  username_invalid:
    'The username must have 2 to 32 plain letters, digits, dots, dashes or underscores.',
  username_taken: 'This username is already taken.',
  full_name_invalid: 'The name must have 1 to 120 characters.',
  email_invalid: 'This email address is not valid.',
  email_taken: 'This email address belongs to somebody else.',
  phone_taken: 'This number belongs to somebody else.',
  role_invalid: 'Choose a role.',
  locale_invalid: 'Choose a language.',
  not_yourself: 'You cannot do this to yourself. Ask another administrator.',
  last_admin: 'This is the last administrator. Appoint another one first.',
  role_has_memberships:
    'This person belongs to tontines in a way that the new role does not allow. Remove those memberships first.',
  tontine_name_invalid: 'The tontine must have a name of 1 to 120 characters.',
  tontine_name_taken: 'Another tontine already has this name.',
  membership_exists: 'This person already belongs to it in that way.',
  membership_role: 'Their role does not allow this membership.',
  reason_needed: 'Say why.',
  setting_invalid: 'This setting is not valid.',
  password_wrong: 'The present password is wrong.',
  password_too_short: 'The password must have at least {least} characters.',
  password_too_long: 'The password may have at most {most} characters.',
  password_common:
    'This password would be among the first to be guessed. Take four unrelated words, for example.',
  password_same: 'This is the present password. Choose another one.',
  code_needed: 'For an amount of this size, give the six-digit code from your app.',
  code_refused: 'This code is wrong or too old. Take the one that is shown now.',
  code_used: 'This code was already used. Wait for the next one.',
  second_factor_exists: 'A one-time code already protects this account.',

  // A payout that waits for a second person.
  not_awaiting: 'Somebody has already decided: this payout no longer waits. Nothing was changed.',
  approval_expired: 'The time to approve is over. The money returns to the wallet.',
  checker_is_maker: 'You started this payout: somebody else has to approve it.',
  checker_is_payee: 'This payout is paid to you: somebody else has to approve it.',
  not_your_tontine: 'This payout was started for a tontine that is not yours.',
  role_approves_nothing: 'Your role does not allow approving a payout.',
  only_maker_cancels: 'Only the person who started this payout can cancel it.',

  // A member's question.
  text_too_long: 'This text may have at most {most} characters.',
  answer_needed: 'Write an answer: the member will read it.',
  dispute_closed: 'Somebody has already answered this question.',
  finance_only: 'Only finance can answer members.',

  ...RECONCILIATION_EN,
};
