import { type Response, Router } from 'express';
import type { App } from '../app.ts';
import { AppError, invalid } from '../kernel/errors.ts';
import { goTo, refusedForm, textField } from './forms.ts';
import { landingOf } from './gates.ts';
import { signedInAccount } from './guard.ts';
import { lookOf } from './locale.ts';
import type { AccountDone, FormProblem, Pages } from './pages.ts';

const DONE: Readonly<Record<string, AccountDone>> = {
  password: 'password',
  'second-factor': 'removed',
};

/** /account/: who one is here; /account/password/ (fields `current`, `next`): a new password. */
export function createAccount(app: App, pages: Pages): Router {
  const router = Router();

  router.get('/account/', (req, res) => {
    const done = DONE[String(req.query['done'])] ?? null;
    res.send(pages.account({ ...lookOf(res), account: signedInAccount(res), done }));
  });

  const show = (res: Response, problem: FormProblem | null) => {
    const { person, mustChangePassword } = signedInAccount(res);
    const { username } = person;
    const page = { ...lookOf(res), username, mustChange: mustChangePassword, problem };
    res.send(pages.password(page));
  };

  router.get('/account/password/', (_req, res) => show(res, null));

  router.post('/account/password/', async (req, res) => {
    const { person, mustChangePassword, ...account } = signedInAccount(res);
    const [current, next] = [textField(req, 'current'), textField(req, 'next')];
    try {
      if (req.fields['again'] !== undefined && textField(req, 'again') !== next) {
        throw invalid('again', 'password_differs', 'The new password was typed in two ways.');
      }
      const ip = req.ip ?? '';
      // Guessing the password of an open session is slowed down as it is at the sign-in.
      await app.loginLimiter.take(person.username, ip);
      const change = { actor: person, current, next, keepSid: req.sessionID };
      const refusal: unknown = await app.changePassword(change).catch((error: unknown) => error);
      const guessedWrong = refusal instanceof AppError && refusal.code === 'password_wrong';
      if (!guessedWrong) await app.loginLimiter.succeeded(person.username, ip);
      if (refusal) throw refusal;
      const after = { ...account, person, mustChangePassword: false };
      goTo(req, res, mustChangePassword ? landingOf(app, after) : '/account/?done=password');
    } catch (error) {
      show(res, refusedForm(error, req, res));
    }
  });

  return router;
}
