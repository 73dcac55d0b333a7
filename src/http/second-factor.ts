import { type Request, type Response, Router } from 'express';
import type { App } from '../app.ts';
import { AppError } from '../kernel/errors.ts';
import { goTo, refusedForm, textField } from './forms.ts';
import { signedInAccount, wantsJson } from './guard.ts';
import { lookOf } from './locale.ts';
import type { FormProblem, Pages, SecondFactorPage } from './pages.ts';
import type { Sessions } from './session.ts';

const PATH = '/account/second-factor/';

/** Setting up the second factor, new recovery codes and its removal: each asks for a code. */
export function createSecondFactor(app: App, sessions: Sessions, pages: Pages): Router {
  const router = Router();
  const codeOf = (req: Request) => textField(req, 'code').slice(0, 100);
  const isRequired = (res: Response) =>
    app.settings.requireSecondFactor && signedInAccount(res).person.role !== 'MEMBER';

  async function showEnrolment(req: Request, res: Response, problem: FormProblem | null) {
    const { person: actor } = signedInAccount(res);
    const { secret, uri } = await app.beginSecondFactor({ actor });
    if (wantsJson(req)) res.json({ secret, uri });
    else {
      const page = { ...lookOf(res), secret, uri, isNeeded: isRequired(res), problem };
      res.send(pages.enrolment(page));
    }
  }

  const showEnrolled = (
    res: Response,
    recoveryLeft: number | null,
    problem: SecondFactorPage['problem'],
  ) =>
    res.send(
      pages.secondFactor({
        ...lookOf(res),
        isRequired: isRequired(res),
        recoveryLeft,
        problem,
      }),
    );

  /** The only time that anybody sees them. */
  const showCodes = (req: Request, res: Response, codes: readonly string[]) => {
    if (wantsJson(req)) res.json({ recoveryCodes: codes });
    else {
      const { username } = signedInAccount(res).person;
      res.send(pages.recoveryCodes({ ...lookOf(res), username, codes }));
    }
  };

  router.get(PATH, async (req, res) => {
    if (!signedInAccount(res).hasSecondFactor) return showEnrolment(req, res, null);
    const left = /^\d{1,2}$/.exec(String(req.query['left']))?.[0];
    showEnrolled(res, left === undefined ? null : Number(left), null);
  });

  router.post(PATH, async (req, res) => {
    const { person: actor } = signedInAccount(res);
    try {
      const { recoveryCodes } = await app.confirmSecondFactor({
        actor,
        code: codeOf(req),
        keepSid: req.sessionID,
      });
      await sessions.renewId(req);
      showCodes(req, res, recoveryCodes);
    } catch (error) {
      // Sent again after it was done, in this window or another one.
      const isSetUp = error instanceof AppError && error.code === 'second_factor_exists';
      if (isSetUp && !wantsJson(req)) res.redirect(303, PATH);
      else await showEnrolment(req, res, refusedForm(error, req, res));
    }
  });

  // A change of language below a refused form asks for its address.
  router.get([`${PATH}codes/`, `${PATH}remove/`], (_req, res) => res.redirect(303, PATH));

  router.post(`${PATH}codes/`, async (req, res) => {
    const { person: actor } = signedInAccount(res);
    try {
      const { recoveryCodes } = await app.renewRecoveryCodes({ actor, code: codeOf(req) });
      showCodes(req, res, recoveryCodes);
    } catch (error) {
      showEnrolled(res, null, { form: 'renew', ...refusedForm(error, req, res) });
    }
  });

  router.post(`${PATH}remove/`, async (req, res) => {
    const { person: actor } = signedInAccount(res);
    try {
      await app.removeSecondFactor({ actor, code: codeOf(req) });
      goTo(req, res, '/account/?done=second-factor');
    } catch (error) {
      showEnrolled(res, null, { form: 'remove', ...refusedForm(error, req, res) });
    }
  });

  return router;
}
