/** `5 000 F CFA` does not break over two lines. */
export const wholeAmounts = (text: string): string => text.replaceAll(' F CFA', '\u00a0F\u00a0CFA');

/**
 * French typography: a no-break space before `:` `;` `?` `!` `»`, after `«`, and within `5 000 F CFA`,
 * so that no line begins with a colon. Words are written with ordinary spaces and pass through here.
 */
export const typeset = (text: string): string =>
  wholeAmounts(text.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0'));

/** The same for a whole tree of words, sentences with gaps (functions) among them. */
export function typesetWords<T>(words: T): T {
  return typesetAny(words) as T;
}

function typesetAny(words: unknown): unknown {
  if (typeof words === 'string') return typeset(words);
  if (typeof words === 'function') return (...gaps: unknown[]) => typesetAny(words(...gaps));
  if (Array.isArray(words)) return words.map(typesetAny);
  if (words === null || typeof words !== 'object') return words;
  return Object.fromEntries(
    Object.entries(words).map(([name, value]) => [name, typesetAny(value)]),
  );
}
