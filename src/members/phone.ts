import { formatPhone } from '../kernel/phone.ts';

/** `+226 70 12 34 56`, read in one go: it does not break over two lines. */
export const phoneText = (e164: string): string => formatPhone(e164).replaceAll(' ', '\u00a0');
