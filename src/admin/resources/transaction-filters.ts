import { isUuid } from '../../kernel/ids.ts';
import { currentPerson } from '../actor-store.ts';
import {
  containing,
  during,
  type FilterRule,
  oneOf,
  personMatching,
  readText,
  unreadable,
  type Where,
} from '../filter-rules.ts';
import { NOTHING } from './common.ts';

export const QUEUES = ['OPEN', 'FAILED', 'ATTENTION', 'ASIDE'];

/** By the member, by a number of the gateway's, by the phone that was paid, or by our own id. */
export const matching = (text: string): Where => ({
  OR: [
    { user: personMatching(text) },
    { search: { is: { text: containing(text) } } },
    ...(isUuid(text) ? [{ id: text }] : []),
  ],
});

const stale: Where = { queue: { is: { staleSince: { not: null } } } };

export function readStale(value: unknown): Where {
  const text = readText('stale', value);
  if (text === 'yes' || text === 'true') return stale;
  if (text === 'no' || text === 'false') return { NOT: stale };
  throw unreadable('stale');
}

export const readQueue: FilterRule = (value, context) => ({
  queue: { is: oneOf('queue', QUEUES)(value, context) },
});

/** What waits for a second person, as far as it is this person's business. */
export function readAwaiting(value: unknown): Where {
  if (readText('awaiting', value) !== 'yes') throw unreadable('awaiting');
  const { role, tontineId } = currentPerson();
  const waits = { status: 'AWAITING_APPROVAL', queue: { is: { queue: 'OPEN' } } };
  if (role !== 'TREASURER') return waits;
  return tontineId ? { ...waits, tontineId } : NOTHING;
}

/** What settled within a period began at most so long before it: nobody waits for the rest. */
const LONGEST_WAY_MS = 7 * 86_400_000;

/** The period in which it settled, and with it the one in which it can have begun. */
export const readSettled: FilterRule = (value, context) => {
  const settled = during('settledAt')(value, context);
  const { gte, lt } = settled['settledAt'] as { gte?: Date; lt?: Date };
  return {
    ...settled,
    createdAt: {
      ...(gte ? { gte: new Date(gte.getTime() - LONGEST_WAY_MS) } : {}),
      ...(lt ? { lt } : {}),
    },
  };
};
