import { Router } from 'express';
import type { App } from '../app.ts';
import { forbidden, notFound } from '../kernel/errors.ts';
import { goTo, nextOf, textField } from './forms.ts';
import { landingOf } from './gates.ts';
import { signedInAccount, wantsJson } from './guard.ts';
import { lookOf } from './locale.ts';
import type { Pages } from './pages.ts';
import type { Sessions } from './session.ts';

/** /tontine (field `tontineId`): the one of their own that a treasurer acts for until they choose again. */
export function createTontineChoice(app: App, sessions: Sessions, pages: Pages): Router {
  const router = Router();

  router.use('/tontine', (_req, res, next) => {
    if (signedInAccount(res).person.role === 'TREASURER') next();
    else next(forbidden('forbidden', 'A treasurer chooses a tontine; nobody else does.'));
  });

  router.get('/tontine', (req, res) => {
    const { tontines, person } = signedInAccount(res);
    const { tontineId: currentId } = person;
    if (wantsJson(req)) res.json({ tontines, currentId });
    else res.send(pages.tontine({ ...lookOf(res), tontines, currentId, next: nextOf(req) }));
  });

  router.post('/tontine', async (req, res) => {
    const account = signedInAccount(res);
    const chosen = textField(req, 'tontineId').slice(0, 64);
    if (!account.tontines.some(({ id }) => id === chosen)) throw notFound('tontine', chosen);
    await sessions.chooseTontine(req, chosen);
    const person = { ...account.person, tontineId: chosen };
    goTo(req, res, landingOf(app, { ...account, person }, nextOf(req)));
  });

  return router;
}
