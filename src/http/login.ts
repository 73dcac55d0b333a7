import { type Request, type Response, Router } from 'express';
import type { App } from '../app.ts';
import { AppError } from '../kernel/errors.ts';
import { goTo, nextOf, refusedForm, textField } from './forms.ts';
import { landingOf } from './gates.ts';
import { accountOf, halfSignedInOf, personOf } from './guard.ts';
import { lookOf } from './locale.ts';
import type { Pages } from './pages.ts';
import type { Sessions } from './session.ts';

/**
 * /login for everybody (form fields or JSON `username`, `password`), /login/code for who has a
 * second factor, /logout. All failures look the same; too many answer 429 with the time to wait.
 */
export function createLogin(app: App, sessions: Sessions, pages: Pages): Router {
  const { mode, loopbackOnly, demoPassword } = app.settings;
  // Shown only where nobody but this machine can read them.
  const demo = mode === 'demo' && loopbackOnly && demoPassword ? { password: demoPassword } : null;

  const show = (req: Request, res: Response, problem: string | null) =>
    res.set('Cache-Control', 'no-store').send(
      pages.login({
        ...lookOf(res),
        username: textField(req, 'username'),
        next: nextOf(req),
        problem,
        demo,
      }),
    );

  const signIn = async (req: Request, res: Response): Promise<void> => {
    const username = textField(req, 'username').slice(0, 200);
    const password = textField(req, 'password');
    const ip = req.ip ?? '';
    await app.loginLimiter.take(username, ip);
    const found = await app.signIn({ username, password });
    await app.loginLimiter.succeeded(username, ip);
    if (found.hasSecondFactor) {
      await sessions.askForCode(req, found.id, nextOf(req));
      goTo(req, res, '/login/code');
      return;
    }
    const account = await sessions.signIn(req, found.id);
    const { id, role, locale } = account.person;
    const person = { id, username: account.person.username, role, locale };
    goTo(req, res, landingOf(app, account, nextOf(req)), { person });
  };

  const router = Router();
  router.get('/login', (req, res) => {
    const account = accountOf(res);
    if (account) res.redirect(303, landingOf(app, account, nextOf(req)));
    else show(req, res, null);
  });
  router.post('/login', async (req, res) => {
    try {
      await signIn(req, res);
    } catch (error) {
      show(req, res, refusedForm(error, req, res).sentence);
    }
  });
  codeStep(router, app, sessions, pages);
  router.get('/logout', (_req, res) => {
    const person = personOf(res);
    if (!person) res.redirect(303, '/login');
    else res.send(pages.logout({ ...lookOf(res), person }));
  });
  router.post('/logout', async (req, res) => {
    await sessions.signOut(req, res);
    goTo(req, res, '/login');
  });
  return router;
}

/** /login/code (form field or JSON `code`): six digits, or a recovery code. */
function codeStep(router: Router, app: App, sessions: Sessions, pages: Pages): void {
  const show = (res: Response, problem: string | null) =>
    res.set('Cache-Control', 'no-store').send(pages.code({ ...lookOf(res), problem }));

  router.get('/login/code', (_req, res) => {
    if (halfSignedInOf(res)) show(res, null);
    else res.redirect(303, '/login');
  });

  router.post('/login/code', async (req, res) => {
    const half = halfSignedInOf(res);
    if (!half) throw new AppError('Unauthentic', 'sign_in_again', 'Sign in again.');
    try {
      const userId = half.person.id;
      const code = textField(req, 'code').slice(0, 100);
      const given = await app.checkCode({ userId, code });
      const wanted = req.session.next ?? '';
      const account = await sessions.signIn(req, userId);
      const landing = landingOf(app, account, wanted);
      const { recoveryLeft } = given;
      // Whoever needed a recovery code may soon need new ones, or another telephone.
      if (given.kind === 'recovery') {
        goTo(req, res, `/account/second-factor/?left=${recoveryLeft}`, { recoveryLeft });
      } else goTo(req, res, landing);
    } catch (error) {
      show(res, refusedForm(error, req, res).sentence);
    }
  });
}
