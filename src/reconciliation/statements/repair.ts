import { byteOf } from './windows-1252.ts';

const SUSPECT = /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/;
const strict = new TextDecoder('utf-8', { fatal: true });

/** Text that was taken for Latin-1 and encoded a second time: `NumÃ©ro` is `Numéro`. */
export function repaired(text: string): string {
  if (!SUSPECT.test(text)) return text;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const byte = byteOf(text.charAt(at));
    if (byte === undefined) return text;
    bytes[at] = byte;
  }
  try {
    return strict.decode(bytes);
  } catch {
    // Not UTF-8 underneath: it was written so.
    return text;
  }
}
