import type { Words } from '../fr/index.ts';

/** What a person is told without asking, in English. */
export const notices: Pick<Words, 'notices'> = {
  notices: {
    title: 'Notices',
    open: (count) => (count === 0 ? 'Notices' : `Notices, ${count} unread`),
    none: 'No notice.',
    noneHint: 'A large break, a proof that does not come out or a waiting approval is told here.',
    read: 'Read',
    readIt: (what) => `Mark as read: ${what}`,
    see: 'See',
    severity: { info: 'To know', warning: 'To look at', critical: 'Serious' },
    notCarried: 'Nobody could be told outside of this page.',
  },
};
