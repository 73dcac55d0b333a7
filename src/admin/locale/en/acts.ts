import type { Words } from '../fr/index.ts';

/** Payments, vaults and a transaction’s page, in English. */
export const acts: Pick<Words, 'transaction' | 'pay' | 'vault'> = {
  transaction: {
    title: {
      DEPOSIT: 'Deposit',
      WITHDRAWAL: 'Payout',
      TRANSFER: 'Vault movement',
      ADJUSTMENT: 'Correction',
    },
    whatNow: 'What now',
    timeline: 'Timeline',
    books: 'Books',
    noBooks: 'Nothing is written in the books for this transaction yet.',
    raw: 'Messages from GetMiPay',
    noRaw: 'GetMiPay has sent nothing yet.',
    moments: {
      requested: 'Requested',
      awaiting: 'Waits for a second person',
      approved: 'Approved',
      rejected: 'Rejected',
      cancelled: 'Cancelled by whoever asked',
      expired: 'Expired without a decision',
      sent: 'Sent to GetMiPay',
      answered: 'GetMiPay’s answer',
      webhook: 'Message from GetMiPay received',
      queried: 'Asked GetMiPay',
      settled: 'Final',
      resolved: 'Decided by two people',
      corrected: 'Corrected',
      stale: 'Flagged as overdue',
      aside: 'Set aside',
    },
    by: (name) => `by ${name}`,
    byTwo: (maker, checker) => `proposed by ${maker}, approved by ${checker}`,
    provesNothing: 'decides nothing by itself',
    timesUntil: (count, when) => `${count} times, last on ${when}`,
    now: {
      depositPending:
        'The member has to confirm the payment on their phone. The wallet is credited as soon as GetMiPay confirms it.',
      depositUnknown:
        'GetMiPay did not answer. If it is paid, the wallet will be credited. Do not start this deposit again before you have seen the outcome.',
      aside:
        'No payment has come, and this deposit is no longer waited for. If it is paid after all, the wallet will be credited.',
      contradicted:
        'GetMiPay sent a message that does not agree with this operation. Nothing moved; the break waits for a decision.',
      payoutPending: 'The money has left the wallet and is on its way. Nothing to do.',
      payoutUnknown:
        'GetMiPay did not answer. The money is held, nothing is lost. Do not start this payout again.',
      notSent: 'The request leaves in a moment. If it does not, it is cancelled by itself.',
      depositDone: 'The money is in the wallet. Nothing to do.',
      payoutDone: 'The money has reached the member. Nothing to do.',
      depositFailed: 'Nothing was taken or credited. You can start again from the wallet.',
      payoutFailed: 'The money is back in the wallet. You can start again from the wallet.',
      transferDone: 'The movement is done. Nothing to do.',
      awaiting: 'A second person has to approve. The money is held.',
      awaitingYou: 'This payout waits for your decision. The money is held.',
      rejected: 'A second person rejected this payout. The money is back in the wallet.',
      cancelled: 'This payout was cancelled. The money is back in the wallet.',
      expired:
        'Nobody decided in time. The money is back in the wallet. You can start again from the wallet.',
      other: 'Nothing to do.',
    },
    corrected: {
      deposit: {
        completed: (amount, when) =>
          `Corrected on ${when}: this deposit arrived after all, and ${amount} were added to the wallet.`,
        failed: (amount, when) =>
          `Corrected on ${when}: this deposit did not arrive after all, and ${amount} were taken back from the wallet.`,
        reversal: (amount, when) =>
          `Corrected on ${when}: the decision that had settled this deposit is reversed, and ${amount} were taken back from the wallet.`,
      },
      payout: {
        double_funded: (amount, when) =>
          `This payout left although its money had returned. ${amount} have been held since ${when}; the break waits for a decision.`,
        completed: (amount, when) =>
          `Corrected on ${when}: this payout arrived after all, for ${amount}.`,
        failed: (amount, when) =>
          `Corrected on ${when}: this payout did not arrive after all, and ${amount} are back in the wallet.`,
        release: (amount, when) =>
          `Corrected on ${when}: this payout had not left, and the ${amount} that were held are back in the wallet.`,
        reversal: (amount, when) =>
          `Corrected on ${when}: the decision that had settled this payout is reversed, for ${amount}.`,
      },
      correction: {
        reversal: (amount, when) => `This correction was reversed on ${when}, for ${amount}.`,
      },
    },
    corrections: {
      title: 'Corrections and breaks',
      list: 'Corrections',
      corrects: 'Corrects',
      undone: 'Reversed',
      open: 'Open',
    },
    technical: 'Technical detail',
    gatewayCode: 'Reason',
    gatewayMessage: 'Message',
    paymentLink: 'Payment page',
    openWallet: 'Open the wallet',
    staleFor: (age) => `Overdue: sent ${age} ago`,
  },
  pay: {
    deposit: {
      title: 'Deposit',
      action: 'Deposit',
      verb: (amount) => `Request ${amount}`,
      confirm: (amount, name, phone, method) =>
        `Request ${amount} from ${name}, ${phone}, by ${method}.`,
      after: (balance) => `The wallet will hold ${balance} once the payment is confirmed.`,
      phone: 'Phone that pays',
    },
    payout: {
      title: 'Payout',
      action: 'Pay out',
      verb: (amount) => `Pay ${amount}`,
      confirm: (amount, name, phone, method) => `Pay ${amount} to ${name}, ${phone}, by ${method}.`,
      after: (balance) => `${balance} will be left.`,
      phone: 'Phone that receives',
    },
    balance: 'Balance',
    amount: 'Amount',
    method: 'Payment method',
    chooseMethod: 'Choose…',
    note: 'Note (optional)',
    limits: (min, max) => `From ${min} to ${max}.`,
    next: 'Continue',
    edit: 'Change',
    sending: 'Sending…',
    confirmTitle: 'Check before sending',
    notEnough: (balance) => `The balance is ${balance}: it is not enough.`,
    amountNeeded: 'Write an amount in whole francs.',
    phoneNeeded: 'Write a phone number.',
    methodNeeded: 'Choose a payment method.',
    newBalance: 'Balance now',
    seeTransaction: 'See the transaction',
    showMember: 'Let the member scan this code, or send them the link.',
    qr: 'QR code of the payment page',
    openLink: 'Open the payment page',
    copyLink: 'Copy the link',
    again: 'Another one',
    backToWallet: 'Back to the wallet',
    noMethods: 'No payment method is enabled for this.',
  },
  vault: {
    new: 'New vault',
    member: 'Member',
    memberHint: 'Type three characters or more of a name or a phone.',
    noMember: 'No member found.',
    chosen: 'Chosen',
    change: 'Change',
    name: 'Name of the vault',
    lockDate: 'Lock until (optional)',
    lockDateHint: 'Until that day money can go in but not out.',
    create: 'Open the vault',
    moveIn: {
      title: 'Put into the vault',
      action: 'Put in',
      verb: (amount) => `Put ${amount} aside`,
      sentence: (amount, vault, name) => `Put ${amount} from ${name}’s wallet into “${vault}”.`,
    },
    moveOut: {
      title: 'Take out of the vault',
      action: 'Take out',
      verb: (amount) => `Take out ${amount}`,
      sentence: (amount, vault, name) => `Take ${amount} out of “${vault}” into ${name}’s wallet.`,
    },
    lock: {
      title: 'Lock the vault',
      action: 'Lock',
      until: 'Lock until',
      verb: (date) => `Lock until ${date}`,
      hint: 'A lock can be extended, never shortened.',
      dateNeeded: 'Choose a date.',
    },
    inVault: 'In the vault',
    inWallet: 'In the wallet',
    lockedHint: (date) => `This vault is locked until ${date}: money cannot leave it before.`,
    memberNeeded: 'Choose a member.',
    nameNeeded: 'Give the vault a name.',
    done: {
      created: 'The vault is open.',
      movedIn: 'The money is in the vault.',
      movedOut: 'The money is back in the wallet.',
      locked: 'The vault is locked.',
    },
  },
};
