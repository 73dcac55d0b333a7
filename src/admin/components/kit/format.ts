import { systemClock } from '../../../kernel/clock.ts';
import { groupThousands } from '../../../kernel/money.ts';
import { locale, words, zone } from './page-data.ts';

const language = locale === 'fr' ? 'fr-FR' : 'en-GB';

const dateTime = new Intl.DateTimeFormat(language, {
  timeZone: zone,
  dateStyle: 'medium',
  timeStyle: 'short',
});
const dayOnly = new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'medium' });
const hourOnly = new Intl.DateTimeFormat(language, { timeZone: zone, timeStyle: 'medium' });
const plainDays = new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'medium' });
const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });

export const instant = (iso: string): string => dateTime.format(Date.parse(iso));

/** The hour alone where it is today's, else with its day. */
export const moment = (iso: string): string =>
  isoDay.format(Date.parse(iso)) === today() ? hourOnly.format(Date.parse(iso)) : instant(iso);

export const day = (iso: string): string => dayOnly.format(Date.parse(iso));

/** A day as a filter carries it: it has no hour, so no zone may move it. */
export const plainDay = (isoDate: string): string => plainDays.format(Date.parse(isoDate));

/** The day of an instant in the business zone, as a date field takes it. */
export const dayOf = (iso: string): string => isoDay.format(Date.parse(iso));

/** Today in the business zone, as a filter takes it: `2026-11-25`. */
export const today = (): string => isoDay.format(systemClock.now());

const STEPS: readonly (readonly ['day' | 'hour' | 'minute', number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "il y a 4 min"; beyond a week the date itself. */
export function ago(iso: string): string {
  const seconds = Math.round((Date.parse(iso) - systemClock.now().getTime()) / 1000);
  if (Math.abs(seconds) > 7 * 86_400) return day(iso);
  const step = STEPS.find(([, length]) => Math.abs(seconds) >= length);
  return step
    ? relative.format(Math.trunc(seconds / step[1]), step[0])
    : relative.format(0, 'second');
}

/** `5 000 F CFA`, in one unbreakable piece. */
export const francs = (amount: string): string =>
  `${groupThousands(amount)}\u00a0${words.units.francs.replace(' ', '\u00a0')}`;

/** How long ago, without the "ago": `4 h`, `2 j`. */
export function elapsed(iso: string): string {
  const seconds = Math.max(0, Math.round((systemClock.now().getTime() - Date.parse(iso)) / 1000));
  const [unit, length] = STEPS.find(([, step]) => seconds >= step) ?? (['minute', 60] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(
    Math.trunc(seconds / length),
  );
}

/** Only the digits of what was typed; null where it is no whole amount. */
export function typedFrancs(typed: string): string | null {
  const compact = typed.replace(/[\s\u00a0\u202f]/g, '');
  return /^\d{1,15}$/.test(compact) && BigInt(compact) > 0n ? String(BigInt(compact)) : null;
}

const SENEGAL = /^\+221(\d{2})(\d{3})(\d{2})(\d{2})$/;

/** `+22670123456` → `+226 70 12 34 56`: the franc zones group by two, Senegal 2-3-2-2. */
export function phoneText(phone: string): string {
  const senegal = SENEGAL.exec(phone);
  if (senegal) return `+221 ${senegal.slice(1).join(' ')}`;
  const parts = /^(\+2\d{2})(\d{6,10})$/.exec(phone);
  if (!parts?.[1] || !parts[2]) return phone;
  const odd = parts[2].length % 2;
  const pairs = parts[2].slice(odd).match(/\d{2}/g) ?? [];
  return [parts[1], ...(odd ? [parts[2].slice(0, 1)] : []), ...pairs].join('\u00a0');
}
