import { isIPv4 } from 'node:net';

const MAX_URL = 2_048;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a URL holds none, and the database cannot store NUL.
const CONTROL = /[\u0000-\u001f\u007f]/;

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname === '[::1]' ||
  (isIPv4(hostname) && hostname.startsWith('127.'));

/**
 * Whether a browser may be sent there: https (http for loopback addresses only), no sign-in
 * part, and a hostname that is on the list (`gateway-contract.md`, C).
 */
export function isAllowedPaymentUrl(text: string, hosts: readonly string[]): boolean {
  // A browser reads `\\` as `/`; other readers of a QR code do not, and would go elsewhere.
  const plain = text.length <= MAX_URL && !CONTROL.test(text) && !/[\s\\]/.test(text);
  if (!plain || !URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return safe && hosts.some((host) => host.trim().toLowerCase() === url.hostname);
}
