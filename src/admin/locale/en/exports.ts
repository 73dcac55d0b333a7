import type { Words } from '../fr/index.ts';

/** Lists taken out as files, in English. */
export const exports: Pick<Words, 'exports'> = {
  exports: {
    csv: 'CSV',
    xlsx: 'Excel',
    title: (format) => `Export this list as ${format}`,
    reading: (format) => `Exporting as ${format}…`,
    rows: (rows, total) => `${rows} of about ${total} rows`,
    size: (size) => `${size} MB received`,
    done: (name) => `The file ${name} is ready.`,
    brokenOff: 'The export broke off. Nothing was saved; start it again.',
    stop: 'Stop',
    heads: {
      comingIn: 'On its way in',
      goingOut: 'On its way out',
      memberPhone: 'Member’s phone',
      sentAt: 'Sent',
      answeredAt: 'Answered',
      makerName: 'Requested by',
      checkerName: 'Decided by',
      failureReason: 'Why it failed',
      subjectName: 'Name',
      value: 'At stake',
      difference: 'Difference',
      openedAt: 'Opened',
      dueAt: 'Due',
      resolvedAt: 'Resolved',
    },
  },
};
