import type { Cell } from './cells.ts';

export type Page = readonly (readonly Cell[])[];

/** A file in the making: what each step adds to it, in order. */
export interface Book {
  /** Its media type. */
  readonly type: string;
  begin(heads: readonly string[]): Buffer;
  page(page: Page): Buffer;
  end(): Buffer;
}

/** `2026-11-25 14:02:05` in the named zone. */
export function wallClockIn(zone: string): (at: Date) => string {
  // Swedish writes dates as ISO does.
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return (at) => format.format(at);
}
