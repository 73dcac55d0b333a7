/**
 * What a person typed into a field, as text: a text as it came, a number in its digits. Anything
 * else that a hand-made request can carry (a list, an object, true) counts as an empty field.
 */
export const typed = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
