import type { Words } from '../fr/index.ts';

/** What waits for a second person, and what is decided about it, in English. */
export const approvals: Pick<Words, 'approvals'> = {
  approvals: {
    title: 'Approvals',
    waiting: (count) => (count === 1 ? '1 payout waits' : `${count} payouts wait`),
    badge: (count) => (count === 1 ? '1 payout to decide' : `${count} payouts to decide`),
    toDecide: 'To decide',
    others: 'Waiting for somebody else',
    othersHint: 'You asked for these payouts, or they pay you: another person has to decide.',
    empty: 'Nothing waits for an approval.',
    emptyHint: (above) =>
      `A payout waits here when it exceeds ${above} together with those of the last 24 hours, or when it goes to a phone that is not the member’s.`,
    firstOnly: (count) => `The first ${count} are shown.`,
    whyItWaited: 'Why it waited',
    reasons: {
      above_limit: 'Above the limit, together with the payouts of the last 24 hours',
      foreign_phone: 'The phone is not the member’s own',
      phone_changed: 'The member’s phone changed less than 7 days ago',
    },
    to: 'To',
    maker: 'Asked by',
    checker: 'Decided by',
    decidedAt: 'Decision',
    decisionReason: 'Reason for the decision',
    expires: 'Expires',
    expired: 'Expired',
    member: 'Member',
    by: (name, when) => `${name}, ${when}`,
    all: 'Select all',
    choose: (name, amount) => `Select ${amount} to ${name}`,
    chosen: (count, amount) => `${count} selected · ${amount}`,
    many: {
      approve: (count) => `Approve ${count} ${count === 1 ? 'payout' : 'payouts'}`,
      reject: (count) => `Reject ${count} ${count === 1 ? 'payout' : 'payouts'}`,
      approveSentence: (count, amount) =>
        `Approve ${count} ${count === 1 ? 'payout' : 'payouts'}, ${amount} in all. The money leaves at once.`,
      rejectSentence: (count, amount) =>
        `Reject ${count} ${count === 1 ? 'payout' : 'payouts'}, ${amount} in all. The money goes back to the wallets.`,
      working: (done, count) => `${done} of ${count}`,
      stopped: 'The connection was cut. Look at the result of each row before you continue.',
    },
    result: {
      title: 'Result, row by row',
      said: (done, count) =>
        done === count
          ? `${done} ${done === 1 ? 'payout' : 'payouts'} decided`
          : `${done} of ${count} decided: see the others below`,
      outcome: 'Result',
      approved: 'Approved',
      rejected: 'Rejected',
      failed: 'Failed',
      not_found: 'Not found',
      code_needed: 'Code needed',
      refused: 'Not decided',
      unknown: 'No answer',
      not_sent: 'Not sent',
      codeHint: 'Open this payout and approve it by itself, with a code.',
      unknownHint: 'Open the transaction to see what became of it.',
      csv: 'Download (CSV)',
      file: 'approvals',
      back: 'Back to approvals',
      idColumn: 'Id',
      detail: 'Detail',
    },
    approve: {
      action: 'Approve',
      title: 'Approve the payout',
      verb: (amount) => `Approve ${amount}`,
      sentence: (amount, name, phone, method) =>
        `Approve the payout of ${amount} to ${name}, ${phone}, by ${method}. The money leaves at once.`,
      done: (amount, name) => `${amount} to ${name}: approved.`,
    },
    reject: {
      action: 'Reject',
      title: 'Reject the payout',
      verb: (amount) => `Reject ${amount}`,
      sentence: (amount, name, phone, method) =>
        `Reject the payout of ${amount} to ${name}, ${phone}, by ${method}. The money goes back to the wallet.`,
      done: (amount, name) => `${amount} to ${name}: rejected. The money is back in the wallet.`,
    },
    cancel: {
      action: 'Cancel the payout',
      title: 'Cancel the payout',
      verb: (amount) => `Cancel the payout of ${amount}`,
      sentence: (amount, name, phone, method) =>
        `Cancel the payout of ${amount} to ${name}, ${phone}, by ${method}. The money goes back to the wallet.`,
      done: (amount, name) => `${amount} to ${name}: cancelled. The money is back in the wallet.`,
    },
    reason: 'Reason',
    reasonHint: 'The person who asked for this payout will read it.',
    reasonNeeded: 'Write why you reject.',
    code: 'Six-digit code',
    codeHint: 'From your authenticator app.',
    codeNeeded: 'Write the code from your authenticator app.',
    gone: 'This payout does not wait for your decision.',
    goneHint: 'Somebody else may have decided already, or it is for somebody else to decide.',
    seeTransaction: 'See the transaction',
    tooMany: (most) => `Select at most ${most} payouts at a time.`,
    noneChosen: 'Select at least one payout.',
    decisionUnknown: 'Choose to approve or to reject.',
    forecast: {
      title: 'This payout will wait for a second person.',
      above_limit: (above) => `It exceeds ${above} together with the payouts of the last 24 hours.`,
      foreign_phone: 'It goes to a phone that is not the member’s own.',
      phone_changed: 'The member’s phone changed less than 7 days ago.',
      held: 'The money will be held until the decision.',
    },
    awaiting: {
      held: (amount) => `${amount} are held: they have left the balance, and nothing is sent.`,
      next: (tontine) =>
        tontine
          ? `Finance, or another treasurer of ${tontine}, can approve or reject. You can cancel until then.`
          : 'Finance, or another treasurer of the tontine, can approve or reject. You can cancel until then.',
      expires: (when) => `Without a decision the money goes back to the wallet on ${when}.`,
    },
  },
};
