import React from 'react';
import { remembered } from '../../kernel/remembered.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Viewer } from '../view.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "il y a 4 min", the exact time on hover; older than a week, the day. */
export const When = ({ at, viewer }: { at: Date; viewer: Viewer }) => (
  <time dateTime={at.toISOString()} title={formatInstant(at, viewer.zone, viewer.locale)}>
    {relative(at, viewer)}
  </time>
);

const agoFormat = remembered(
  (locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }),
);

export function relative(at: Date, { now, locale, zone }: Viewer): string {
  const age = Math.max(0, now.getTime() - at.getTime());
  const ago = agoFormat(locale);
  if (age < MINUTE) return ago.format(0, 'second');
  if (age < HOUR) return ago.format(-Math.floor(age / MINUTE), 'minute');
  if (age < DAY) return ago.format(-Math.floor(age / HOUR), 'hour');
  if (age < 7 * DAY) return ago.format(-Math.floor(age / DAY), 'day');
  return formatDay(at, zone, locale);
}

const dayFormat = remembered(
  (zone: string, locale: 'fr' | 'en') =>
    new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
      timeZone: zone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    }),
);

/** The day in the business zone, in words. */
export const formatDay = (at: Date, zone: string, locale: 'fr' | 'en'): string =>
  dayFormat(zone, locale).format(at);
