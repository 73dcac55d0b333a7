import { Temporal } from 'temporal-polyfill';
import { invalid } from './errors.ts';
import { remembered } from './remembered.ts';
import { typed } from './typed.ts';

/** ISO 8601 duration to milliseconds, e.g. `PT30M`. Throws a RangeError on anything else. */
export function durationToMs(iso: string): number {
  return Temporal.Duration.from(iso).total({
    unit: 'milliseconds',
    relativeTo: '2026-01-01T00:00[UTC]',
  });
}

/**
 * The instant at which a typed day begins in the named zone: `2027-01-31` → 00:00 there.
 * @throws InvalidInput `date_invalid`
 */
export function startOfDay(day: unknown, zone: string, field: string): Date {
  try {
    const text = typed(day).trim();
    if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) throw new RangeError(text);
    const start = Temporal.PlainDate.from(text, { overflow: 'reject' }).toZonedDateTime(zone);
    return new Date(start.epochMilliseconds);
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw invalid(field, 'date_invalid', 'The date must be a day, written YYYY-MM-DD.');
    }
    throw cause;
  }
}

/**
 * The instant at which a typed day ends in the named zone: 00:00 of the next one.
 * @throws InvalidInput `date_invalid`
 */
export function endOfDay(day: unknown, zone: string, field: string): Date {
  startOfDay(day, zone, field);
  const next = Temporal.PlainDate.from(typed(day).trim()).add({ days: 1 });
  return startOfDay(next.toString(), zone, field);
}

/**
 * The instant at which a clock of the named zone shows this day and time: `2026-11-24`, `14:02` or
 * `14:02:05`. An hour that a change of the clock left out is the one after it.
 * @throws InvalidInput `date_invalid`, `time_invalid`
 */
export function instantOf(day: unknown, time: unknown, zone: string): Date {
  const start = startOfDay(day, zone, 'day');
  const text = typed(time).trim();
  if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text))
    throw invalid('time', 'time_invalid', 'The time must be written HH:MM.');
  const there = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(zone);
  return new Date(there.withPlainTime(text).epochMilliseconds);
}

const instantFormat = remembered(
  (zone: string, locale: 'fr' | 'en') =>
    new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
      timeZone: zone,
      dateStyle: 'medium',
      timeStyle: 'short',
    }),
);

/** `24/11/2026 09:05` in the named zone, for people; `locale` decides the order of day and month. */
export const formatInstant = (instant: Date, zone: string, locale: 'fr' | 'en'): string =>
  instantFormat(zone, locale).format(instant);
