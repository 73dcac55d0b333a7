import type { Words } from '../fr/index.ts';

const many = (count: number, one: string, several: string) =>
  `${count} ${count === 1 ? one : several}`;

const PRIORITY_OF_REFERENCE =
  'Counts only among the rules by this reference; 1 goes first. The rule of one method goes before that of all methods.';

/** How statement lines find their transactions, in English. */
export const rules: Pick<Words, 'rules'> = {
  rules: {
    title: 'Rules',
    note: 'Each row is looked up by our reference, then by GetMiPay’s, then by phone, amount and time: that order does not change.',
    add: 'New rule',
    empty: 'No rule.',
    emptyHint: 'Without a rule, each row of a statement is matched by hand.',
    priority: 'Order',
    name: 'Name',
    nameHint: '1 to 80 characters.',
    basis: 'Matches by',
    bases: {
      own_reference: 'Our reference',
      gateway_reference: 'GetMiPay’s reference',
      phone_amount: 'Phone, amount and time',
    },
    basisHints: {
      own_reference: 'The statement carries our transaction’s id.',
      gateway_reference: 'The statement carries the number that GetMiPay gave.',
      phone_amount: 'Only where one transaction and one row alone are possible.',
    },
    priorityHints: {
      own_reference: PRIORITY_OF_REFERENCE,
      gateway_reference: PRIORITY_OF_REFERENCE,
      phone_amount: 'Counts only among the rules by phone, amount and time; 1 goes first.',
    },
    tolerance: 'Tolerance',
    toleranceHint:
      'Francs of difference still accepted, 10 000 at most; 0: none. With any, another person switches the rule on.',
    noTolerance: 'To the franc',
    upTo: (amount) => `Within ${amount}`,
    window: 'Window (minutes)',
    windowHint: 'Before and after the time of our transaction.',
    within: (text) => `Within ${text}`,
    method: 'Method',
    anyMethod: 'All methods',
    changedBy: (name, when) => `Changed by ${name}, ${when}`,
    original: 'As delivered',
    on: 'On',
    off: 'Off',
    edit: 'Edit',
    editOf: (name) => `Edit the rule “${name}”`,
    tryOf: (name) => `Try the rule “${name}”`,
    tryIt: 'Try',
    trial: (name) => `Trial of “${name}”`,
    trialHint: 'A trial writes nothing.',
    dry: {
      title: 'On what waits today',
      would: (count, value) => `Would match ${many(count, 'row', 'rows')}, ${value}.`,
      none: 'Would match none of the rows that wait.',
    },
    back: {
      title: 'On what people decided',
      none: 'Nobody has matched by hand yet: there is nothing to compare with.',
      would: (count, wrong, value) =>
        wrong === 0
          ? `Would have matched ${many(count, 'row', 'rows')}; none wrongly.`
          : `Would have matched ${many(count, 'row', 'rows')}; ${wrong} wrongly, ${value}.`,
      decisions: (count) => many(count, 'decision compared', 'decisions compared'),
      right: (count) => `${count} as the person did`,
      chosen: 'The person chose',
      see: 'See their choice',
    },
    samplesOf: (where) => `Examples: ${where}`,
    line: 'Row of the statement',
    transaction: 'Transaction',
    difference: 'Difference',
    turnOn: (name) => `Switch on “${name}”`,
    turnOff: (name) => `Switch off “${name}”`,
    onSentence: (name) =>
      `Switch on “${name}”: the rows that it finds match by themselves, from the next statement on.`,
    offSentence: (name) =>
      `Switch off “${name}”: its rows will become breaks to deal with by hand. What is matched stays matched.`,
    turnedOn: (name) => `“${name}” is on.`,
    turnedOff: (name) => `“${name}” is off.`,
    save: 'Save the rule',
    saved: (name) => `“${name}” is saved.`,
    cancel: 'Back without saving',
    newInactive: 'A new rule is off: try it, then switch it on.',
    changeInactive: 'If what the rule matches changes, it is switched off.',
    wholeNeeded: 'Write a whole number.',
    nameNeeded: 'Give the rule a name.',
    minutes: (count) => `${count} min`,
    hours: (count) => `${count} h`,
    daysLong: (count) => `${count} d`,
  },
};
