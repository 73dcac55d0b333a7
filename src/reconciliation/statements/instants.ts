import { refuse } from './refuse.ts';

const MINUTE = 60_000;
const ZERO = 48;
const [DASH, POINT, COLON, LETTER_T, LETTER_Z] = [45, 46, 58, 84, 90];
/** `2025-11-09T09:05:07Z`, `… 09:05:07.123`, `…+01:00`, without seconds. */
const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** How nearly every row of a file has it: `2025-11-09T09:05:07.123Z`. */
export const INSTANT_LENGTH = 24;
/** More than any part of an instant may be. */
const NO_NUMBER = 1_000_000;
const NUMBERS = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T]+(\d{1,2}):(\d\d)(?::(\d\d))?)?$/;
const ENGLISH =
  /^([A-Z][a-z]{2})[a-z]* +(\d{1,2}),? +(\d{4}),? +(\d{1,2}):(\d\d)(?::(\d\d))? *(AM|PM)?$/i;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
/** From 1 January 1970 to 1 January 2000. */
const DAYS_TO_2000 = 10_957;
const SERIAL = /^\d{5}(?:\.\d{1,17})?$/;
/** Days from a workbook's beginning of time to 1 January 1970. */
const SERIAL_EPOCH = 25_569;
const DAY_SECONDS = 86_400;
/** 1 January 2000 and 1 January 2101: a serial beyond is some other number. */
const [FIRST_SERIAL, LAST_SERIAL] = [36_526, 73_416];

const pair = (text: string, at: number): number =>
  (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;

/** Reads the cell of a date; `offset` is what the writer's clock is ahead of UTC, in minutes. */
export type ReadInstant = (text: string, offset: number) => Date;

/**
 * ISO 8601 with a time, with or without its zone.
 * @throws BadRow date_unreadable, as all of these
 */
export const isoInstant: ReadInstant = (text, offset) => {
  const bytes = text.length === INSTANT_LENGTH ? Buffer.from(text) : null;
  const plain = bytes?.length === INSTANT_LENGTH ? plainInstant(bytes, 0) : null;
  if (plain) return plain;
  if (!ISO.test(text)) return refuse('date_unreadable');
  const seconds = text.charCodeAt(16) === COLON;
  const fraction = seconds && text[19] === '.' ? (/^\d+/.exec(text.slice(20))?.[0] ?? '') : '';
  return instant(
    pair(text, 0) * 100 + pair(text, 2),
    pair(text, 5),
    pair(text, 8),
    pair(text, 11),
    pair(text, 14),
    seconds ? pair(text, 17) : 0,
    fraction === '' ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3)),
    zoneOf(text, offset),
  );
};

/** The instant that stands here as nearly every row of a file has it; null: none does. */
export function plainInstant(bytes: Uint8Array, at: number): Date | null {
  const cut =
    bytes[at + 4] === DASH &&
    bytes[at + 7] === DASH &&
    bytes[at + 10] === LETTER_T &&
    bytes[at + 13] === COLON &&
    bytes[at + 16] === COLON &&
    bytes[at + 19] === POINT &&
    bytes[at + 23] === LETTER_Z;
  if (!cut) return null;
  const time = timeOf(
    digits(bytes, at) * 100 + digits(bytes, at + 2),
    digits(bytes, at + 5),
    digits(bytes, at + 8),
    digits(bytes, at + 11),
    digits(bytes, at + 14),
    digits(bytes, at + 17),
    digit(bytes, at + 20) * 100 + digits(bytes, at + 21),
  );
  return time === null ? null : new Date(time);
}

const digits = (bytes: Uint8Array, at: number): number =>
  digit(bytes, at) * 10 + digit(bytes, at + 1);

/** What stands here, or a number that no part of an instant is. */
function digit(bytes: Uint8Array, at: number): number {
  const value = (bytes[at] ?? 0) - ZERO;
  return value >= 0 && value <= 9 ? value : NO_NUMBER;
}

/** As `isoInstant`; a day without a time is its beginning. */
export const isoDayInstant: ReadInstant = (text, offset) =>
  isoInstant(DAY.test(text) ? `${text}T00:00` : text, offset);

/** `09-11-2025 09:05:07`, also with slashes or dots, without seconds or time. */
export const dayFirstInstant: ReadInstant = (text, offset) => {
  const [, day, month, year, hour, minute, second] = NUMBERS.exec(text) ?? [];
  if (!day) return refuse('date_unreadable');
  return instant(...numbers(year, month, day, hour, minute, second), 0, offset);
};

/** `11/09/2025 09:05:07`, as in the United States. */
export const monthFirstInstant: ReadInstant = (text, offset) => {
  const [, month, day, year, hour, minute, second] = NUMBERS.exec(text) ?? [];
  if (!day) return refuse('date_unreadable');
  return instant(...numbers(year, month, day, hour, minute, second), 0, offset);
};

/** `Nov 9  2025  12:00:00 AM`. */
export const englishInstant: ReadInstant = (text, offset) => {
  const [, name = '', day, year, hour = '', minute, second, half] = ENGLISH.exec(text) ?? [];
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  if (month === 0 || (half && (Number(hour) < 1 || Number(hour) > 12))) {
    return refuse('date_unreadable');
  }
  const afternoon = half?.toUpperCase() === 'PM' ? 12 : 0;
  const on24 = half ? (Number(hour) % 12) + afternoon : Number(hour);
  return instant(...numbers(year, String(month), day, String(on24), minute, second), 0, offset);
};

/** A workbook's day number, its fraction the time, to the second: `45970.52083333333`. */
export const serialInstant: ReadInstant = (text, offset) => {
  const serial = SERIAL.test(text) ? Number(text) : 0;
  if (serial < FIRST_SERIAL || serial >= LAST_SERIAL) return refuse('date_unreadable');
  const seconds = Math.round((serial - SERIAL_EPOCH) * DAY_SECONDS);
  return new Date(seconds * 1000 - offset * MINUTE);
};

type Numbers = [number, number, number, number, number, number];

const numbers = (...parts: (string | undefined)[]): Numbers =>
  parts.map((part) => Number(part ?? 0)) as Numbers;

function zoneOf(text: string, offset: number): number {
  if (text.endsWith('Z') || text.endsWith('UTC')) return 0;
  const [, sign, hours = '', minutes = ''] = /([+-])(\d\d):?(\d\d)$/.exec(text.slice(16)) ?? [];
  if (!sign) return offset;
  const ahead = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -ahead : ahead;
}

function instant(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
  offset: number,
): Date {
  const time = timeOf(year, month, day, hour, minute, second, ms);
  return time === null ? refuse('date_unreadable') : new Date(time - offset * MINUTE);
}

/** Milliseconds since 1970; null: the calendar or the clock has no such time. */
function timeOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
): number | null {
  const days = month === 2 && leap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
  const exists = year >= 2000 && year <= 2100 && day >= 1 && day <= days;
  if (!exists || hour > 23 || minute > 59 || second > 59 || ms > 999) return null;
  const minutes = (daysTo(year, month, day) * 24 + hour) * 60 + minute;
  return minutes * MINUTE + second * 1000 + ms;
}

/** Days since 1970, of the years from 2000 to 2100. */
function daysTo(year: number, month: number, day: number): number {
  const leapYears = Math.ceil((year - 2000) / 4);
  const leapDay = month > 2 && leap(year) ? 1 : 0;
  return (
    DAYS_TO_2000 +
    (year - 2000) * 365 +
    leapYears +
    (DAYS_BEFORE[month - 1] ?? 0) +
    leapDay +
    day -
    1
  );
}

const leap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
