import { word, words } from '../kit/page-data.ts';

/** What was decided about an event, by where it came from: an answer is not a message. */
export function outcomeText(source: string, outcome: string): string {
  if (source === 'status_query') return word('queryOutcome', outcome);
  if (source === 'webhook' && outcome === 'ignored') return words.transaction.provesNothing;
  return word('outcome', outcome);
}
