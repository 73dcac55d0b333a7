import { Temporal } from 'temporal-polyfill';
import { invalid } from '../../kernel/errors.ts';
import type { Currency } from '../../kernel/money.ts';
import { endOfDay, startOfDay } from '../../kernel/time.ts';
import { typed } from '../../kernel/typed.ts';

/** A business day in the console's zone. */
export interface BusinessDay {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly currency: Currency;
  readonly startsAt: Date;
  /** Midnight at its end. */
  readonly endsAt: Date;
}

/** @throws InvalidInput `date_invalid`, `filter_invalid` for another currency */
export function businessDay(day: unknown, zone: string, currency: unknown = 'XOF'): BusinessDay {
  if (currency !== 'XOF' && currency !== 'XAF') {
    throw invalid('currency', 'filter_invalid', 'The currency must be XOF or XAF.');
  }
  return {
    day: typed(day).trim(),
    currency,
    startsAt: startOfDay(day, zone, 'day'),
    endsAt: endOfDay(day, zone, 'day'),
  };
}

/** The day in the zone at an instant, YYYY-MM-DD. */
export const dayOf = (at: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();

/** The day that follows, YYYY-MM-DD both. */
export const dayAfter = (day: string): string =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toString();
