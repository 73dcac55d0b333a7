import type { Answer } from './visitor.ts';

/** The text that a person reads: tags away, spaces made plain. */
export const read = ({ text }: Answer): string =>
  text
    .replace(/<(head|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00a0\u202f]+/g, ' ');

export const errorOf = ({ text }: Answer): { code: string; message: string; field?: string } =>
  JSON.parse(text).error;
