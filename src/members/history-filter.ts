import { AppError } from '../kernel/errors.ts';
import { sentence } from '../kernel/messages.ts';
import { startOfDay } from '../kernel/time.ts';
import { dayOf } from './day.ts';
import type { FormProblem } from './pages/payment-form.tsx';
import type { Viewer } from './view.ts';

const TYPES = {
  depot: ['DEPOSIT'],
  retrait: ['WITHDRAWAL'],
  coffre: ['TRANSFER'],
  correction: ['ADJUSTMENT'],
} as const;
const STATUSES = {
  'en-cours': ['PENDING', 'AWAITING_APPROVAL'],
  effectue: ['COMPLETED'],
  echoue: ['FAILED', 'REJECTED', 'EXPIRED', 'CANCELLED'],
} as const;
/** Any hour of a day plus this is an hour of the next day, clock changes included. */
const INTO_NEXT_DAY_MS = 36 * 60 * 60 * 1000;

export type KindAsked = keyof typeof TYPES | '';
export type StandingAsked = keyof typeof STATUSES | '';

/** What the member looks for, as the address says (`type`, `statut`, `du`, `au`). */
export interface HistoryFilter {
  readonly kind: KindAsked;
  readonly standing: StandingAsked;
  /** As typed. */
  readonly from: string;
  readonly to: string;
  /** A period that cannot be read: nothing is looked for. */
  readonly problem: FormProblem | null;
  readonly where: {
    readonly type?: { in: string[] };
    readonly status?: { in: string[] };
    readonly createdAt?: { gte?: Date; lt?: Date };
  };
  /** The address of this view, for the links that must keep it; empty where nothing is asked. */
  readonly query: string;
}

/** Reads the filter of the history. What is not one of our words counts as not asked. */
export function historyFilter(query: Readonly<Record<string, unknown>>, viewer: Viewer) {
  const kind: KindAsked = isKey(TYPES, query['type']) ? query['type'] : '';
  const standing: StandingAsked = isKey(STATUSES, query['statut']) ? query['statut'] : '';
  const [from, to] = [dayTyped(query['du']), dayTyped(query['au'])];
  const period = readPeriod(from, to, viewer);
  const asked = Object.entries({ type: kind, statut: standing, du: from, au: to });
  const filter: HistoryFilter = {
    kind,
    standing,
    from,
    to,
    problem: period.problem,
    where: {
      ...(kind ? { type: { in: [...TYPES[kind]] } } : {}),
      ...(standing ? { status: { in: [...STATUSES[standing]] } } : {}),
      ...(period.createdAt ? { createdAt: period.createdAt } : {}),
    },
    query: new URLSearchParams(asked.filter(([, value]) => value !== '')).toString(),
  };
  return filter;
}

/** Both days included, in the business zone. */
function readPeriod(from: string, to: string, { zone, locale, words }: Viewer) {
  try {
    const start = from ? startOfDay(from, zone, 'du') : null;
    const last = to ? startOfDay(to, zone, 'au') : null;
    if (start && last && last < start) {
      return { problem: { field: 'au', sentence: words.filter.backwards }, createdAt: null };
    }
    const end = last && startOfDay(dayOf(last.getTime() + INTO_NEXT_DAY_MS, zone), zone, 'au');
    const createdAt = { ...(start ? { gte: start } : {}), ...(end ? { lt: end } : {}) };
    return { problem: null, createdAt: start || end ? createdAt : null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const field = String(error.details['field']);
    return { problem: { field, sentence: sentence(locale, error.code) }, createdAt: null };
  }
}

const dayTyped = (value: unknown): string =>
  typeof value === 'string' ? value.trim().slice(0, 20) : '';

const isKey = <T extends object>(words: T, value: unknown): value is keyof T & string =>
  typeof value === 'string' && Object.hasOwn(words, value);
