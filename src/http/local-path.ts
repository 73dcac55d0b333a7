/** A path of this console, or empty: nobody is sent to another site after signing in. */
export function localPath(asked: unknown): string {
  if (typeof asked !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(asked)) return '';
  const base = 'http://console.invalid';
  if (!URL.canParse(asked, base)) return '';
  const url = new URL(asked, base);
  const again = /^\/(?:login|logout)(?:\/|$)/i.test(url.pathname);
  return url.origin === base && !again ? `${url.pathname}${url.search}` : '';
}
