/** SQL: the first half of a time-ordered key, twelve hexadecimal digits of milliseconds. */
export const hexOf = (instant: string): string =>
  `lpad(to_hex((date_part('epoch', ${instant}) * 1000)::bigint), 12, '0')`;

/** A key from such a half and the column `noise`, 32 hexadecimal digits; `purpose` (three of them) makes it another one. */
export const key = (half: string, purpose: string): string =>
  `(${half} || '7${purpose}8' || substr(noise, 4, 15))::uuid`;
