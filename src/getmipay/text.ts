import { type Json, type JsonObject, NumberToken } from './json.ts';

/** What the port promises about every text of a fact. */
export const MAX_TEXT = 128;

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL's text cannot hold NUL.
const NUL = /\u0000/g;
/** Nearly every text is this already; the check spares the hot path three rewrites. */
const ORDINARY = /^[ -~]{0,128}$/;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Cuts to 128 characters and takes out what a database's text cannot hold (NUL, half an emoji). */
export const bounded = (text: string): string =>
  ORDINARY.test(text)
    ? text
    : text.replace(NUL, '').slice(0, MAX_TEXT).replace(LONE_SURROGATE, '\ufffd');

/** A reference is kept verbatim or not at all: shortened, it would be another one. */
export const isReference = (text: string): boolean =>
  text.length <= MAX_TEXT && bounded(text) === text;

/** A text, or a number as its own token; undefined for null, absent and anything else. */
export function scalarText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof NumberToken ? value.text : undefined;
}

/** The first of these fields that holds words, bounded. */
export function wordsAt(object: JsonObject, names: readonly string[]): string | null {
  for (const name of names) {
    const text = scalarText(object.get(name))?.trim();
    if (text) return bounded(text);
  }
  return null;
}
