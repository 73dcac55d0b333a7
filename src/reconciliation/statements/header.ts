import { repaired } from './repair.ts';

/** A header as it is compared: repaired, without tabs, accents' forms, letter case and spare spaces. */
export const plainName = (cell: string): string =>
  repaired(cell).normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();

export const plainNames = (header: readonly string[]): string[] => header.map(plainName);

/** The first column of each name, or null where one is missing: then it is another format's header. */
export function columnsOf<Key extends string>(
  header: readonly string[],
  names: Readonly<Record<Key, string>>,
): Readonly<Record<Key, number>> | null {
  const plain = plainNames(header);
  const found = Object.entries<string>(names).map(([key, name]) => [
    key,
    plain.indexOf(name.toLowerCase()),
  ]);
  if (found.some(([, at]) => at === -1)) return null;
  return Object.fromEntries(found) as Record<Key, number>;
}
