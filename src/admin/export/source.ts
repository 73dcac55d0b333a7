import type { Page } from './book.ts';

/** The query without the page it was on: what is written into the audit trail. */
export type Query = Readonly<Record<string, string>>;

/** Something that can be taken out as a file. */
export interface Source {
  /** In the person's language, as the list is called. */
  readonly title: string;
  readonly heads: readonly string[];
  /** As many rows as one workbook takes; longer lists are for a program, which reads CSV. */
  readonly mostInWorkbook: number;
  /** How many rows it has, counted no further than `most`. */
  countUpTo(most: number): Promise<number>;
  /** Rows in the list's order, some at a time. */
  eachPage(use: (page: Page) => Promise<void>): Promise<void>;
}
