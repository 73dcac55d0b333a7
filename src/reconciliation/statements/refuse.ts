import type { BadLineCode } from './line.ts';

/** Why one row cannot be read; caught where the row is. */
export class BadRow extends Error {
  readonly code: BadLineCode;

  constructor(code: BadLineCode) {
    super(code);
    this.code = code;
  }
}

const known = new Map<BadLineCode, BadRow>();

/** Throws the one BadRow of that code: a file can have a million bad rows, and a stack costs. */
export function refuse(code: BadLineCode): never {
  let bad = known.get(code);
  if (!bad) {
    bad = new BadRow(code);
    known.set(code, bad);
  }
  throw bad;
}
