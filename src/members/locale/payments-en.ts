import type { paymentsFr } from './payments-fr.ts';

/** Paying in and out, in English. */
export const paymentsEn: typeof paymentsFr = {
  topup: {
    title: 'Top up',
    lead: 'You then confirm on GetMiPay’s payment page.',
    submit: 'Top up',
    submitAmount: 'Top up {amount}',
    phoneHint: 'The account that pays',
    open: (count) =>
      count === 1
        ? 'One deposit is still waiting for you to confirm it.'
        : `${count} deposits are still waiting for you to confirm them.`,
    seeOpen: 'See the wallet',
  },
  deposit: {
    preparing: 'Preparing the payment',
    waiting: 'Waiting for confirmation',
    unknown: 'GetMiPay did not answer',
    aside: (amount) =>
      `This deposit of ${amount} was never confirmed, and we no longer wait for it. Nothing was credited. If it is paid after all, your wallet will be credited.`,
    done: 'Wallet topped up',
    failed: 'The deposit did not go through',
    payNow: 'Go to the payment page',
    again: 'Start again',
    back: 'Back to the wallet',
    receipt: 'See the details',
    reference: 'Reference',
  },
  withdraw: {
    title: 'Withdraw',
    lead: 'The money leaves your wallet at once; it comes back if the withdrawal fails.',
    available: 'Available',
    submit: 'Continue',
    left: '{amount} will be left.',
    phoneHint: 'The account that receives',
    review: 'Check before it leaves',
    sentence: (amount, phone, method) => `Withdraw ${amount} to ${phone}, by ${method}.`,
    leaves: (amount) => `${amount} will be left.`,
    foreign:
      'This number is not the one of your account. Money that was sent cannot be taken back.',
    confirm: (amount) => `Withdraw ${amount}`,
    edit: 'Change',
  },
  payout: {
    pending: 'Withdrawal in progress',
    unknown: 'GetMiPay did not answer',
    approval: 'Awaiting approval',
    done: 'Withdrawal done',
    failed: 'The withdrawal did not go through',
    rejected: 'Withdrawal rejected',
    expired: 'Withdrawal expired',
    cancelled: 'Withdrawal cancelled',
    receipt: 'See the details',
    decided: {
      rejected: (amount) =>
        `A second person rejected this withdrawal. The ${amount} are back in your wallet.`,
      expired: (amount) =>
        `Nobody approved this withdrawal in time. Nothing left: the ${amount} are back in your wallet.`,
      cancelled: (amount) =>
        `The person who had requested this withdrawal cancelled it. The ${amount} are back in your wallet.`,
    },
  },
  payer: {
    received: 'Payment received',
    receivedText: 'The payment is confirmed. You can close this page.',
    waiting: 'Payment waiting for confirmation',
    waitingText:
      'Confirm it on your phone if you have not done so. You can close this page: the result arrives without it as well.',
    failed: 'The payment did not go through',
    failedText: 'Nothing was credited. Ask the person who sent you the link for a new one.',
    owner: 'Is this your wallet?',
  },
};
