import type { Words } from '../fr/index.ts';

/** What an administrator does: people, tontines, memberships and settings, in English. */
export const people: Pick<
  Words,
  'create' | 'person' | 'once' | 'tontine' | 'membership' | 'settings'
> = {
  create: {
    Vault: 'New vault',
    User: 'New person',
    Tontine: 'New tontine',
    Membership: 'New membership',
  },
  person: {
    acts: {
      edit: 'Edit',
      reset: 'New password',
      disable: 'Disable',
      enable: 'Enable again',
    },
    tontines: 'Tontines',
    noTontines: 'This person is in no tontine.',
    addToTontine: 'Add to a tontine',
    openWallet: 'Open the wallet',
    new: { title: 'New person', verb: 'Create the person' },
    edit: { title: 'Edit', verb: 'Save' },
    disable: {
      title: 'Disable',
      means: (name) =>
        `${name} will no longer be able to sign in, and their sessions end at once. Their money and their history stay.`,
      verb: (name) => `Disable ${name}`,
    },
    enable: {
      title: 'Enable again',
      means: (name) => `${name} will be able to sign in again with the password they had.`,
      verb: (name) => `Enable ${name} again`,
    },
    reset: {
      title: 'New password',
      means: (name) =>
        `${name} will get a one-time password. The old one stops working, their sessions end and their two-step verification is removed.`,
      verb: (name) => `Give ${name} a new password`,
    },
    usernameHint: 'For signing in. It cannot be changed later.',
    phoneLabel: 'Phone (optional)',
    emailLabel: 'Email (optional)',
    phoneHint: 'For example +226 70 12 34 56.',
    phoneWaits:
      'The number changes: for seven days, payouts that staff start to this number will wait for a second person.',
    ownRole: 'Nobody changes their own role.',
    roleMeans: {
      MEMBER: 'Sees their wallet and their vaults, on their phone.',
      TREASURER: 'Deposits, pays out and puts aside for the members of their tontine.',
      FINANCE: 'Reads everything, reconciles and approves payouts. Starts nothing for a member.',
      ADMIN: 'Manages people, tontines and settings. Moves no money.',
    },
    nameNeeded: 'Write the full name.',
    usernameNeeded: 'Choose a username.',
    reason: 'Why',
    reasonHint: 'This text stays in the audit trail.',
    reasonNeeded: 'Say why.',
    done: {
      edited: 'The changes are saved.',
      disabled: 'The person is disabled.',
      enabled: 'The person can sign in again.',
      created: 'The person is created.',
      reset: 'The new password is ready.',
    },
  },
  once: {
    title: 'One-time password',
    shown: 'It is shown only once: write it down or copy it now.',
    copy: 'Copy the password',
    next: 'What the person has to do',
    steps: (address, username) => [
      `Open ${address} and sign in as “${username}” with this password.`,
      'Choose a password of their own: the page asks for it before anything else.',
    ],
    staffStep: 'Set up two-step verification, under “My account”.',
    handOver: 'Hand it over in person or on paper, not in a group chat.',
    open: 'Open the record',
  },
  tontine: {
    new: { title: 'New tontine', verb: 'Create the tontine' },
    edit: { title: 'Rename', verb: 'Save the name', act: 'Rename' },
    name: 'Name of the tontine',
    nameNeeded: 'Give the tontine a name.',
    people: 'Members and treasurers',
    noPeople: 'Nobody is in this tontine yet.',
    add: 'Add a person',
    done: { created: 'The tontine is created.', renamed: 'The tontine is renamed.' },
  },
  membership: {
    new: { title: 'New membership', verb: 'Add' },
    add: (name, tontine) => `Add ${name} to ${tontine}`,
    person: 'Person',
    personHint: 'Type three characters or more of a name, a username or a phone.',
    noPerson: 'No person found.',
    personNeeded: 'Choose a person.',
    tontine: 'Tontine',
    tontineHint: 'Type three characters or more of the name.',
    noTontine: 'No tontine found.',
    tontineNeeded: 'Choose a tontine.',
    as: 'As',
    means: {
      MEMBER: 'The tontine’s treasurers will see their wallet and act for them.',
      TREASURER: 'Will see the wallets of the tontine’s members and act for them.',
    },
    remove: {
      act: 'Remove',
      title: 'Remove from the tontine',
      member: (name, tontine) =>
        `Remove ${name} from “${tontine}”: the treasurers will no longer see their wallet. Their money and their history stay.`,
      treasurer: (name, tontine) =>
        `Remove ${name} from “${tontine}”: they will no longer see the members of this tontine or act for them.`,
      verb: (name) => `Remove ${name}`,
    },
    done: { added: 'The membership is saved.', removed: 'The membership is removed.' },
  },
  settings: {
    title: 'Settings',
    approvals: 'Approval of payouts',
    above: 'Limit per wallet and 24 hours',
    aboveMeans: (amount) =>
      `A payout that staff start will wait for a second person once the wallet goes beyond ${amount} within 24 hours.`,
    ttl: 'How long a request waits, in hours',
    ttlMeans: (hours) =>
      `A request that nobody answers expires after ${hours}: the money then returns to the wallet.`,
    hours: (count) => (count === 1 ? `${count} hour` : `${count} hours`),
    methods: 'Payment methods',
    methodsHint: 'A method that is off is no longer offered. What was already started goes on.',
    on: 'On',
    off: 'Off',
    never: 'Not used',
    turnsOff: (method, direction) => `${method} will no longer be offered for ${direction}.`,
    turnsOn: (method, direction) => `${method} will be offered again for ${direction}.`,
    directions: { deposit: 'deposits', payout: 'payouts' },
    switchOf: (method, direction) => `${method}, ${direction}`,
    changedBy: (name) => `Changed by ${name},`,
    unchanged: 'Starting value',
    whatChanges: 'What this changes',
    verb: 'Save the settings',
    nothing: 'Nothing is changed yet.',
    readOnly: 'Only an administrator can change the settings.',
    amountNeeded: 'Write an amount in francs, without decimals.',
    hoursNeeded: 'Write a whole number of hours.',
    done: 'The settings are saved.',
  },
};
