import type { Column, Definition } from '../definition.ts';

/** What a file has beyond the columns of the list on the screen. */
const MORE: Readonly<Record<string, readonly Column[]>> = {
  Transaction: [
    { name: 'method', kind: 'word', words: 'method' },
    { name: 'phone', kind: 'phone' },
    { name: 'currency', kind: 'text' },
    { name: 'corrected', kind: 'word', words: 'adjustment' },
    { name: 'fee', kind: 'amount' },
    { name: 'gatewayReference', kind: 'text' },
    { name: 'secondReference', kind: 'text' },
    { name: 'gatewayState', kind: 'word', words: 'gatewayState' },
    { name: 'sentAt', kind: 'when' },
    { name: 'settledAt', kind: 'when' },
    { name: 'makerName', kind: 'text' },
    { name: 'checkerName', kind: 'text' },
    { name: 'failureReason', kind: 'word', words: 'reason' },
    { name: 'note', kind: 'text' },
  ],
  Dispute: [
    { name: 'transactionId', kind: 'text' },
    { name: 'answer', kind: 'text' },
    { name: 'answeredAt', kind: 'when' },
  ],
  Journal: [
    { name: 'currency', kind: 'text' },
    { name: 'transactionId', kind: 'text' },
  ],
  AuditEntry: [
    { name: 'ip', kind: 'text' },
    { name: 'subjectId', kind: 'text' },
    { name: 'before', kind: 'text' },
    { name: 'after', kind: 'text' },
  ],
};

/** What another column already says, or what says nothing in a file. */
const LESS: Readonly<Record<string, readonly string[]>> = {
  User: ['fullName'],
  Journal: ['transaction'],
};

/** The columns of a list's file: those of the screen, those of the record's own page, and its id. */
export function exportColumns({ id, columns, details }: Definition): readonly Column[] {
  const all = [...columns, ...details, ...(MORE[id] ?? [])];
  const kept = all.filter(
    ({ name }, index) =>
      all.findIndex((other) => other.name === name) === index && !LESS[id]?.includes(name),
  );
  // A person's phone stands beside the name.
  const people = kept.some(({ kind, name }) => kind === 'who' && name === 'self');
  return [
    ...kept.filter(({ name }) => !(people && name === 'phone')),
    { name: 'id', kind: 'text' },
  ];
}
