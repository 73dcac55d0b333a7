import { words } from '../kit/page-data.ts';
import type { ListMeta } from './answers.ts';

const { found, foundAbout, foundMore } = words.list;

/** How many there are, as far as anybody counted: "10 000+", "4,2 M"; null: nothing was met yet. */
export function countText({ total, totalIs }: Pick<ListMeta, 'total' | 'totalIs'>): string | null {
  if (totalIs === 'about') return foundAbout(total);
  if (totalIs === 'exact') return found(total);
  return total > 0 ? foundMore(total) : null;
}
