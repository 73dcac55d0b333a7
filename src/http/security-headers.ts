import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** What a page needs to know of the headers that guard it. */
export const nonceOf = (res: Response): string => String(res.locals['cspNonce']);

const TOPUP = /^\/wallet\/topup\/?(?:\?|$)/;

/**
 * Browsers apply `form-action` to redirects as well, and the top-up form ends on the payment page,
 * which may send on to an operator's. Its host is checked where the gateway names it
 * (`getmipay/payment-url.ts`): https, or http on this machine.
 */
function formTargets(url: string | undefined): string {
  return TOPUP.test(url ?? '') ? `'self' https: http://127.0.0.1:* http://localhost:*` : "'self'";
}

/**
 * Nothing is loaded from, sent to or framed by another host. Scripts are ours by address or by a
 * nonce that is new on every answer; styles need 'unsafe-inline' because of styled-components.
 */
export function securityHeaders(publicUrl: string) {
  const https = publicUrl.startsWith('https:');
  const policy = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'", (_req, res) => `'nonce-${nonceOf(res as Response)}'`],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'manifest-src': ["'self'"],
        'form-action': [(req) => formTargets(req.url)],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
        ...(https ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  return (req: Request, res: Response, next: NextFunction): void => {
    res.locals['cspNonce'] = randomBytes(16).toString('base64');
    policy(req, res, next);
  };
}
