/** What Windows shows for the bytes 0x80 to 0x9f; five of them mean nothing. The platform's decoder takes all for controls. */
const SHOWN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const FIRST = 0x80;
const CONTROLS = /[\u0080-\u009f]/g;
const BYTES = new Map([...SHOWN].map((character, at) => [character, FIRST + at]));

export const fromWindows1252 = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(CONTROLS, (control) => SHOWN.charAt(control.charCodeAt(0) - FIRST));

/** The byte that Windows-1252 or Latin-1 has for a character. */
export const byteOf = (character: string): number | undefined =>
  character.charCodeAt(0) <= 0xff ? character.charCodeAt(0) : BYTES.get(character);
