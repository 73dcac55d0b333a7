import type { FieldErrors } from '../forms/use-act.ts';
import { francs, typedFrancs } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import { DIRECTIONS, type Direction, type SettingsData } from './answers.ts';

const say = words.settings;

/** What the form holds before it is saved. */
export interface Draft {
  readonly above: string;
  readonly hours: string;
  /** `wave:deposit`: switched off. */
  readonly off: ReadonlySet<string>;
  readonly reason: string;
}

export const keyOf = (id: string, direction: Direction): string => `${id}:${direction}`;

export function draftOf({ approvalAbove, approvalTtlHours, methods }: SettingsData): Draft {
  const off = methods.flatMap((method) =>
    DIRECTIONS.filter((direction) => method[direction].could && !method[direction].on).map(
      (direction) => keyOf(method.id, direction),
    ),
  );
  return { above: approvalAbove, hours: approvalTtlHours, off: new Set(off), reason: '' };
}

/** `0` is an amount here: then every payout by staff waits. */
const amountIn = (typed: string): string | null =>
  typed.trim() === '0' ? '0' : typedFrancs(typed);

const hoursIn = (typed: string): string | null =>
  /^\s*\d{1,3}\s*$/.test(typed) ? String(Number(typed)) : null;

export const mistakesIn = (draft: Draft): FieldErrors => ({
  ...(amountIn(draft.above) === null ? { approvalAbove: say.amountNeeded } : {}),
  ...(hoursIn(draft.hours) === null ? { approvalTtlHours: say.hoursNeeded } : {}),
  ...(draft.reason.trim() === '' ? { reason: words.person.reasonNeeded } : {}),
});

export interface Change {
  /** As the server takes it. */
  readonly data: Readonly<Record<string, unknown>>;
  /** One sentence for each thing that will be different. */
  readonly sentences: readonly string[];
}

function switches(draft: Draft, { methods }: SettingsData): readonly string[] {
  return methods.flatMap((method) =>
    DIRECTIONS.filter((direction) => method[direction].could).flatMap((direction) => {
      const isOff = draft.off.has(keyOf(method.id, direction));
      if (isOff === !method[direction].on) return [];
      const turn = isOff ? say.turnsOff : say.turnsOn;
      return [turn(method.label, say.directions[direction])];
    }),
  );
}

/** What saving would change, and nothing else. */
export function changeOf(draft: Draft, now: SettingsData): Change {
  const above = amountIn(draft.above);
  const hours = hoursIn(draft.hours);
  const aboveChanges = above !== null && above !== now.approvalAbove;
  const hoursChange = hours !== null && hours !== now.approvalTtlHours;
  const turned = switches(draft, now);
  return {
    data: {
      ...(aboveChanges ? { approvalAbove: above } : {}),
      ...(hoursChange ? { approvalTtlHours: hours } : {}),
      ...(turned.length > 0 ? { methodsOff: [...draft.off] } : {}),
    },
    sentences: [
      ...(aboveChanges ? [say.aboveMeans(francs(above))] : []),
      ...(hoursChange ? [say.ttlMeans(say.hours(Number(hours)))] : []),
      ...turned,
    ],
  };
}
