import { locale } from '../kit/page-data.ts';

const short = new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
  notation: 'compact',
  maximumFractionDigits: 1,
});

/** `12 k`, `1,2 M`: to read a height by, never as a figure. */
export const axisText = (size: number): string => short.format(size);

/** Where francs stand on an axis. Only a place: what is said of them stays exact. */
export const sizeOf = (francs: string): number => Number(francs);

export const percent = (part: number, all: number): string =>
  new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    style: 'percent',
    maximumFractionDigits: 1,
  }).format(all === 0 ? 0 : part / all);
