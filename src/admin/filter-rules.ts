import { invalid } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { startOfDay } from '../kernel/time.ts';
import { isLongEnough } from './search-text.ts';

/** A Prisma where-fragment. */
export type Where = Readonly<Record<string, unknown>>;

export interface FilterContext {
  /** IANA zone in which a typed day begins. */
  readonly zone: string;
  readonly now: Date;
}

/**
 * Turns what a person typed into a where-fragment.
 * @throws InvalidInput `filter_invalid` when it cannot be read: a filter never silently shows all.
 */
export type FilterRule = (value: unknown, context: FilterContext) => Where;

const LONGEST = 200;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

export const unreadable = (name: string) =>
  invalid(name, 'filter_invalid', `The filter ${name} cannot be read.`, { filter: name });

export function readText(name: string, value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '' || text.length > LONGEST || text.includes('\0')) throw unreadable(name);
  return text;
}

/**
 * What is searched for: three characters or more, since fewer are found everywhere.
 * @throws InvalidInput `search_too_short`
 */
export function readSearch(name: string, value: unknown): string {
  const text = readText(name, value);
  if (!isLongEnough(text))
    throw invalid(name, 'search_too_short', 'Type three characters or more.');
  return text;
}

/** The typed `%` and `_` mean themselves. */
const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Case-insensitive. */
export const containing = (text: string): Where => ({
  contains: literally(text),
  mode: 'insensitive',
});

/** In a column that has small letters only: a look costs a third of one that folds them. */
const containingSmall = (text: string): Where => ({ contains: literally(text.toLowerCase()) });

export const textIn =
  (name: string): FilterRule =>
  (value) => ({
    [name]: containing(readText(name, value)),
  });

export const exactly =
  (name: string, column = name): FilterRule =>
  (value) => ({
    [column]: readText(name, value),
  });

export const oneOf =
  (name: string, values: readonly string[]): FilterRule =>
  (value) => {
    const text = readText(name, value);
    if (!values.includes(text)) throw unreadable(name);
    return { [name]: text };
  };

export const yesOrNo =
  (name: string): FilterRule =>
  (value) => {
    const text = readText(name, value);
    if (!['yes', 'true', 'no', 'false'].includes(text)) throw unreadable(name);
    return { [name]: text === 'yes' || text === 'true' };
  };

/** An id that cannot be one matches nothing, like an id that does not exist. */
export const reference =
  (column: string): FilterRule =>
  (value) =>
    isUuid(value) ? { [column]: value } : { id: { in: [] } };

/** `{ from, to }` when both ends may be given, `{ from, to }` equal for a plain value. */
function ends(name: string, value: unknown): { from: string | null; to: string | null } {
  if (typeof value === 'string') return { from: readText(name, value), to: readText(name, value) };
  if (typeof value !== 'object' || value === null) throw unreadable(name);
  const { from, to, ...others } = value as { from?: unknown; to?: unknown };
  if (Object.keys(others).length > 0) throw unreadable(name);
  const read = (end: unknown) => (end === undefined || end === '' ? null : readText(name, end));
  return { from: read(from), to: read(to) };
}

function readInstant(name: string, text: string, zone: string): { start: Date; end: Date } {
  if (DAY.test(text)) {
    const start = startOfDay(text, zone, name);
    const nextDay = new Date(Date.parse(`${text}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
    return { start, end: startOfDay(nextDay, zone, name) };
  }
  const ms = Date.parse(text);
  // PostgreSQL has no year 0.
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}T/.test(text) || Number.isNaN(ms)) throw unreadable(name);
  return { start: new Date(ms), end: new Date(ms + 1) };
}

/** Days in the business zone, both included, or instants; a plain value is that day or instant. */
export const during =
  (name: string): FilterRule =>
  (value, { zone }) => {
    const { from, to } = ends(name, value);
    return {
      [name]: {
        ...(from === null ? {} : { gte: readInstant(name, from, zone).start }),
        ...(to === null ? {} : { lt: readInstant(name, to, zone).end }),
      },
    };
  };

function readFrancs(name: string, text: string): string {
  const compact = text.replace(/[\s\u00a0\u202f]/g, '');
  if (!/^\d{1,15}$/.test(compact)) throw unreadable(name);
  return compact;
}

/** Amounts from and to, both included; a plain value is that amount. Never through a float. */
export const francsBetween =
  (name: string): FilterRule =>
  (value) => {
    const { from, to } = ends(name, value);
    return {
      [name]: {
        ...(from === null ? {} : { gte: readFrancs(name, from) }),
        ...(to === null ? {} : { lte: readFrancs(name, to) }),
      },
    };
  };

/** The words of a name as the database keeps it: small, and without accents. */
const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean);

/** A person by the words of their name. */
export const nameMatching = (text: string): Where => ({
  AND: wordsOf(text).map((word) => ({ searchName: containingSmall(word) })),
});

/** A person as they are looked for: by the words of a name, by user name, phone (spaces allowed) or id. */
export function personMatching(text: string): Where {
  const digits = text.replace(/[\s().-]/g, '').replace(/^00/, '+');
  return {
    OR: [
      ...(wordsOf(text).length > 0 ? [nameMatching(text)] : []),
      { username: containingSmall(text) },
      ...(/^\+?\d{3,}$/.test(digits) ? [{ phone: containingSmall(digits) }] : []),
      ...(isUuid(text) ? [{ id: text }] : []),
    ],
  };
}
