import { isUuid } from '../../kernel/ids.ts';
import { currentPerson } from '../actor-store.ts';
import {
  type FilterRule,
  oneOf,
  personMatching,
  readText,
  unreadable,
  type Where,
} from '../filter-rules.ts';
import { NOTHING } from './common.ts';

export const QUEUES = ['OPEN', 'FAILED', 'ATTENTION', 'ASIDE'];

/** By the member, by the gateway's reference, or by our own id. */
export const matching = (text: string): Where => ({
  OR: [
    { user: personMatching(text) },
    { gatewayReference: text },
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
