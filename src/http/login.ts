import { type Request, type Response, Router } from 'express';
import type { App } from '../app.ts';
import { AppError } from '../kernel/errors.ts';
import { sentence } from '../kernel/messages.ts';
import { failureOf } from './errors.ts';
import { homeOf, personOf, wantsJson } from './guard.ts';
import { localPath } from './local-path.ts';
import { localeOf } from './locale.ts';
import type { Pages } from './pages.ts';
import type { Sessions } from './session.ts';

/**
 * /login for everybody (form fields or JSON `username`, `password`), /logout. All failures look
 * the same; too many of them answer 429 with the time to wait.
 */
export function createLogin(app: App, sessions: Sessions, pages: Pages): Router {
  const { mode, loopbackOnly, demoPassword } = app.settings;
  // Shown only where nobody but this machine can read them.
  const demo = mode === 'demo' && loopbackOnly && demoPassword ? { password: demoPassword } : null;

  const show = (req: Request, res: Response, problem: string | null) =>
    res.set('Cache-Control', 'no-store').send(
      pages.login({
        locale: localeOf(res),
        username: text(req.fields?.['username']),
        next: nextOf(req),
        problem,
        demo,
      }),
    );

  const signIn = async (req: Request, res: Response): Promise<void> => {
    const username = text(req.fields['username']).slice(0, 200);
    const password = text(req.fields['password']);
    const ip = req.ip ?? '';
    await app.loginLimiter.check(username, ip);
    const person = await app.signIn({ username, password }).catch(async (error: unknown) => {
      await app.loginLimiter.failed(username, ip);
      throw error;
    });
    await app.loginLimiter.succeeded(username, ip);
    await sessions.signIn(req, person.id);
    const home = person.role === 'MEMBER' ? '/wallet/' : '/admin';
    const redirectUrl = nextOf(req) || home;
    if (wantsJson(req)) res.json({ redirectUrl, person });
    else res.redirect(303, redirectUrl);
  };

  const router = Router();
  router.get('/login', (req, res) => {
    const person = personOf(res);
    if (person) res.redirect(303, nextOf(req) || homeOf(person));
    else show(req, res, null);
  });
  router.post('/login', async (req, res) => {
    try {
      await signIn(req, res);
    } catch (error) {
      if (!(error instanceof AppError) || wantsJson(req)) throw error;
      const { status, retryAfterSeconds } = failureOf(error);
      if (retryAfterSeconds !== null) res.set('Retry-After', String(retryAfterSeconds));
      res.status(status);
      show(req, res, sentence(localeOf(res), error.code, error.details));
    }
  });
  router.get('/logout', (_req, res) => {
    const person = personOf(res);
    if (!person) res.redirect(303, '/login');
    else res.send(pages.logout({ locale: localeOf(res), person }));
  });
  router.post('/logout', async (req, res) => {
    await sessions.signOut(req, res);
    if (wantsJson(req)) res.json({ redirectUrl: '/login' });
    else res.redirect(303, '/login');
  });
  return router;
}

const nextOf = (req: Request): string => localPath(req.fields?.['next'] ?? req.query['next']);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
