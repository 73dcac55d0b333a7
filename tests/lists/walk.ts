import { expect } from 'vitest';
import type { PanelAnswer } from '../admin/api.ts';
import type { Visitor } from '../support/visitor.ts';

export interface ListMeta {
  readonly total: number;
  readonly totalIs: 'exact' | 'least' | 'about';
  readonly next: string | null;
  readonly previous: string | null;
  readonly back: boolean;
  readonly searchedTo: string | null;
}

export type Listed = Omit<PanelAnswer, 'meta'> & { readonly meta: ListMeta };

/** One answer of a list, whatever it is. */
export async function ask(who: Visitor, resource: string, query = ''): Promise<Listed> {
  const { status, text } = await who.get(`/admin/api/resources/${resource}/actions/list?${query}`, {
    accept: 'application/json',
  });
  return { ...JSON.parse(text), status };
}

export const idsIn = ({ records = [] }: Listed): readonly string[] => records.map(({ id }) => id);

const MOST_PAGES = 60;

interface Walked {
  readonly ids: readonly string[];
  readonly last: Listed;
}

/** All that a list has, from page to page by the cursors that it gives. `between` runs after each page. */
export async function walk(
  who: Visitor,
  resource: string,
  query: string,
  way: 'next' | 'previous' = 'next',
  start: string | null = null,
  between: () => Promise<void> = async () => {},
): Promise<Walked> {
  const found: string[] = [];
  let cursor = start;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await ask(who, resource, `${query}${cursor ? `&cursor=${cursor}` : ''}`);
    expect(answer.status, answer.error?.message).toBe(200);
    found.splice(way === 'next' ? found.length : 0, 0, ...idsIn(answer));
    cursor = answer.meta[way];
    if (!cursor) return { ids: found, last: answer };
    await between();
  }
  throw new Error(`${resource}?${query} does not end.`);
}
