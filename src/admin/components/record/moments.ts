import type { Story, StoryMoment } from './answers.ts';

/** The history with what only its breaks remember: who set it aside, and that it was late before the queue forgot it. */
export function momentsOf({ timeline, breaks }: Pick<Story, 'timeline' | 'breaks'>) {
  const isFlagged = timeline.some(({ what }) => what === 'stale');
  const late = isFlagged ? undefined : breaks.findLast((one) => one.late !== null);
  const more: StoryMoment[] = [
    ...(late ? [{ at: late.openedAt, what: 'stale' as const, detail: late.late }] : []),
    ...breaks.flatMap(({ aside }): StoryMoment[] =>
      aside ? [{ at: aside.at, what: 'aside', detail: aside.why, by: [aside.by] }] : [],
    ),
  ];
  return [...timeline, ...more].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
