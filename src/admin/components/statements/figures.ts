import { groupThousands } from '../../../kernel/money.ts';
import { day } from '../kit/format.ts';
import { locale, words } from '../kit/page-data.ts';
import type { StatementFile } from './answers.ts';

const language = locale === 'fr' ? 'fr-FR' : 'en-GB';

export const count = (value: number): string => groupThousands(String(value));

const STEPS: readonly (readonly ['gigabyte' | 'megabyte' | 'kilobyte' | 'byte', number])[] = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
];

/** `1,2 Mo`, as people say sizes. */
export function size(bytes: number): string {
  const [unit, step] = STEPS.find(([, least]) => bytes >= least) ?? (['byte', 1] as const);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / step);
}

/** How much of a file is read, in whole percent. */
export const percentRead = ({ bytes, bytesRead }: StatementFile): number =>
  bytes === 0 ? 100 : Math.min(100, Math.floor((bytesRead / bytes) * 100));

/** The days that a file tells of; its end is the first instant that it says nothing about. */
export function period({ coversFrom, coversTo }: StatementFile): string {
  if (!coversFrom || !coversTo) return words.record.none;
  const [from, to] = [day(coversFrom), day(new Date(Date.parse(coversTo) - 1).toISOString())];
  return from === to ? from : `${from} – ${to}`;
}

/** `850 ms`, `12 s`, `4 min`, `2 h`: the largest unit that leaves a number to read. */
export function duration(ms: number): string {
  const units = [
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ] as const;
  const [unit, step] = units.find(([, least]) => ms >= least) ?? (['millisecond', 1] as const);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'millisecond' || ms / step >= 10 ? 0 : 1,
  }).format(ms / step);
}

export function formatName(format: string): string {
  const names: Readonly<Record<string, string>> = words.statements.formats;
  return names[format] ?? format;
}
