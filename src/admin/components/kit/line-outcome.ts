import { words } from './page-data.ts';

const NAMES: Readonly<Record<string, string>> = {
  ...words.breaks.kind,
  ...words.statements.lines.outcome,
};

/** What became of one line of a statement; one that differs is called as its break is. */
export const lineOutcomeName = (outcome: string): string => NAMES[outcome] ?? outcome;
