import type { App } from '../app.ts';
import { correctedAs } from '../kernel/corrected.ts';
import { toParam } from './params.ts';

type Story = Awaited<ReturnType<App['breakStory']>>;

/** What of our operation stands on the page, under the names of the operation's own page. */
const SHOWN = [
  'id',
  'type',
  'status',
  'gatewayState',
  'direction',
  'amount',
  'fee',
  'quotedFee',
  'method',
  'phone',
  'gatewayReference',
  'secondReference',
  'note',
  'createdAt',
  'decidedAt',
  'decisionReason',
] as const;

function oursOf(story: NonNullable<Story['transaction']>) {
  const { transaction, timeline, journals, corrections } = story;
  const params = Object.fromEntries(SHOWN.map((name) => [name, toParam(transaction[name])]));
  return {
    params: {
      ...params,
      corrected: correctedAs(corrections),
      queue: transaction.queue?.queue ?? null,
      stale: transaction.queue?.staleSince != null,
      approvalReasons: transaction.approvalReasons.join(','),
      makerName: transaction.initiatedBy?.fullName ?? null,
      checkerName: transaction.checkedBy?.fullName ?? null,
    },
    timeline,
    journals,
    corrections,
  };
}

/** A break's story as the page gets it: whitelisted, and with every amount as exact digits. */
export const storyJson = ({ transaction, ...rest }: Story) => ({
  ...rest,
  transaction: transaction && oursOf(transaction),
});
