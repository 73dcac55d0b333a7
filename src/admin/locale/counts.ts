import { groupThousands } from '../../kernel/money.ts';

/** A count that goes on, without digits that pretend to know: 1 234 → "1 200". */
export function roughly(count: number): string {
  const step = 10 ** Math.max(0, String(count).length - 2);
  return groupThousands(String(Math.floor(count / step) * step));
}

/** An estimate as people say it: 4 183 220 → "4,2 M". */
export const shortCount = (count: number, language: 'fr-FR' | 'en-GB'): string =>
  count < 1_000_000
    ? roughly(count)
    : `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(count / 1_000_000)} M`;
