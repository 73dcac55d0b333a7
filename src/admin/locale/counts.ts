import { groupThousands } from '../../kernel/money.ts';

const step = (count: number): number => 10 ** Math.max(0, String(count).length - 2);

/** A count that goes on, without digits that pretend to know: 1 234 → "1 200". */
export const roughly = (count: number): string =>
  groupThousands(String(Math.floor(count / step(count)) * step(count)));

/** An estimate below a million: 298 765 → "300 000". */
export const about = (count: number): string =>
  groupThousands(String(Math.round(count / step(count)) * step(count)));

/** Millions as people say them: 4 183 220 → "4,2"; null: there are less. */
export const millions = (count: number, language: 'fr-FR' | 'en-GB'): string | null =>
  count < 999_500
    ? null
    : new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(count / 1_000_000);
