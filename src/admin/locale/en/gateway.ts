import type { Words } from '../fr/index.ts';

/** GetMiPay itself, in English: whether it answers, what it is asked, and what it says that we have. */
export const gateway: Pick<Words, 'gateway'> = {
  gateway: {
    down: {
      title: (since) => `GetMiPay has not answered since ${since}.`,
      until: (until) =>
        `Deposits and payouts are refused until ${until}; the next one after that is a trial.`,
      trial: 'The next deposit or payout is a trial: it may be refused.',
      safe: 'Nothing is lost: money on its way stays held, and the outcomes will arrive.',
      back: 'GetMiPay answers again.',
    },
    ask: {
      action: 'Ask GetMiPay now',
      asking: 'Asking…',
      never: 'GetMiPay has not been asked about this transaction yet.',
      asked: (count, when) =>
        count === 1
          ? `GetMiPay was asked once, ${when}.`
          : `GetMiPay was asked ${count} times, last ${when}.`,
      lastAnswer: (answer) => `Answer: ${answer}.`,
      next: (when) => `The next automatic question: ${when}.`,
      soon: 'The next automatic question is in a moment.',
      answer: {
        completed: 'GetMiPay answers: done. The books are up to date.',
        failed: 'GetMiPay answers: failed. The books are up to date.',
        pending: 'GetMiPay answers: still on its way. Nothing moved; we will ask again.',
        duplicate: 'GetMiPay answers what our books say. Nothing moved.',
        suspended:
          'GetMiPay answers something other than our books. Nothing moved; its answer is suspended, and a person has to check it.',
        not_known:
          'GetMiPay does not know this reference. That proves nothing: do not start it again, its message or its statement will decide.',
        no_answer: 'GetMiPay did not answer. Nothing moved; we will ask again.',
        no_reference:
          'GetMiPay has not given us a reference for this transaction yet: there is no number to ask with. Its message, or its statement, will decide.',
        unsupported:
          'This transaction uses a connection to GetMiPay that answers no questions. Its message, or its statement, will decide.',
      },
    },
    balance: {
      title: 'Account at GetMiPay',
      theirs: 'By GetMiPay',
      ours: 'By our books',
      difference: 'Difference',
      none: 'No difference',
      asked: (when) => `Asked ${when}.`,
      hint: 'A transaction on its way may explain a difference: GetMiPay and our books do not count it at the same moment.',
      noAnswer: 'GetMiPay did not say how much we have there.',
      noAnswerHint: 'Our books do not change. Ask again in a moment.',
      unsupported:
        'Over the present connection, GetMiPay does not say how much we have there. Its statement does: type that balance in on “Daily proof”.',
      again: 'Ask again',
    },
    otp: {
      label: 'Payment code',
      hint: '1 to 8 digits or letters. The member asks their operator for it, on the phone that pays; it works for one payment.',
      another: 'Write another code',
      needed: 'Write the payment code that the member received.',
    },
  },
};
