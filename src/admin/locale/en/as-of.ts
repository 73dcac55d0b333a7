import type { Words } from '../fr/index.ts';

/** What an account looked like at an instant of the past, in English. */
export const asOf: Pick<Words, 'asOf'> = {
  asOf: {
    title: 'The books at an instant',
    ask: 'What did this account look like on…',
    account: 'Account',
    day: 'Day',
    time: 'Time',
    show: 'Show this instant',
    at: (when) => `On ${when}`,
    balance: 'Balance at that instant',
    last: (what, when) => `Last movement: ${what}, ${when}.`,
    postings: (count) =>
      count === '1' ? `${count} posting until then.` : `${count} postings until then.`,
    onItsWay: 'What was on its way',
    nothing: 'Nothing was on its way.',
    requested: 'Requested',
    settled: 'Settled since',
    notSettled: 'Not settled yet',
    provisional:
      'A transaction that began before that instant is still being written: this balance may still change.',
    state: {
      AWAITING_APPROVAL: 'to approve',
      NOT_SENT: 'to be sent',
      SENT: 'at GetMiPay',
    },
    hint: 'The accounts of the house. A wallet or a vault is looked at from its own page.',
  },
};
