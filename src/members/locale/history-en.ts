import type { historyFr } from './history-fr.ts';

/** Looking back, in English. */
export const historyEn: typeof historyFr = {
  filter: {
    title: 'Filter',
    kind: 'Type',
    kinds: {
      '': 'All types',
      depot: 'Deposits',
      retrait: 'Withdrawals',
      coffre: 'Vaults',
      correction: 'Corrections',
    },
    standing: 'Status',
    standings: {
      '': 'All statuses',
      'en-cours': 'In progress',
      effectue: 'Done',
      echoue: 'Failed, rejected or cancelled',
    },
    from: 'From',
    to: 'To',
    since: (day) => `since ${day}`,
    until: (day) => `until ${day}`,
    submit: 'Show',
    clear: 'Clear the filters',
    found: (count) => (count === 1 ? '1 entry' : `${count} entries`),
    foundLeast: (count) => `At least ${count} entries`,
    noneTitle: 'Nothing matches',
    noneText: 'Widen the period or clear the filters.',
    backwards: 'The period ends before it begins.',
  },
  receipt: {
    proof: 'Receipt',
    progress: 'Where this operation stands',
    holder: 'Account holder',
    amount: 'Amount',
    kind: 'Operation',
    from: 'From the number',
    to: 'To the number',
    vault: 'Vault',
    method: 'Payment method',
    status: 'Status',
    startedBy: 'Requested by',
    tontine: 'Tontine',
    approvedBy: 'Approved by',
    rejectedBy: 'Rejected by',
    decisionReason: 'Reason',
    requestedAt: 'Requested on',
    decidedAt: 'Decided on',
    expiresAt: 'To be approved before',
    doneAt: 'Done on',
    endedAt: 'Ended on',
    reference: 'Tontine Pro reference',
    gatewayReference: 'GetMiPay reference',
    moved: {
      VAULT_IN: 'The money moved from your wallet to the vault.',
      VAULT_OUT: 'The money came back from the vault to your wallet.',
      ADJUSTMENT: 'Finance corrected the balance of your wallet.',
    },
    adjusted: {
      double_funded:
        'A payout that had been returned to you left after all. This sum is set aside while finance looks into it; nothing is lost.',
      completed:
        'GetMiPay later confirmed an operation that we had believed failed: your wallet now counts it.',
      failed:
        'GetMiPay later reported as failed an operation that we had believed completed: your wallet now counts it.',
      release: 'The sum that was set aside is yours again: the payout had not left.',
      collect: 'This sum settles what your wallet still owed for a payout.',
      reversal: 'Finance took back a correction that was made by mistake.',
    },
    corrected: {
      double_funded: (amount, at) =>
        `This payout left although its sum had been returned to you. ${amount} have been set aside since ${at} while finance looks into it; nothing is lost.`,
      completed: (amount, at) =>
        `GetMiPay later confirmed this operation: it did happen. Corrected on ${at}, for ${amount}.`,
      failed: (amount, at) =>
        `GetMiPay later reported that this operation did not happen. Corrected on ${at}, for ${amount}.`,
      release: (amount, at) =>
        `This payout had not left. The ${amount} that were set aside came back to you on ${at}.`,
      reversal: (amount, at) => `Finance went back on this operation on ${at}, for ${amount}.`,
    },
    seeCorrection: 'See the correction',
    seeCorrectionOf: (amount) => `See the correction of ${amount}`,
    seeCorrected: 'See the corrected operation',
    seal: 'Seal of the day',
    sealOf: (day, block) => `block ${block}, ${day}`,
    sealHow: (block) =>
      `If anybody rewrote the books up to this day, this seal would no longer be the same: ask finance for that of block ${block}, and compare.`,
    shownAt: (at) => `As of ${at}.`,
    print: 'Print',
    back: 'Back to the history',
  },
  dispute: {
    title: 'I do not recognise this operation',
    lead: 'Finance will look into it and answer you here. This does not cancel the operation.',
    message: 'What surprises you (optional)',
    submit: 'Tell finance',
    open: 'Finance has been told',
    openText: (at) => `You reported this operation on ${at}. The answer will appear here.`,
    answered: 'Finance has answered',
    answeredAt: (at) => `Answer of ${at}`,
    yourMessage: 'Your message',
    again: 'Report it again',
  },
};
