import { randomUUID } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import type { App } from '../app.ts';
import { dayOf } from './day.ts';
import { refusalOf } from './form-problem.ts';
import { vaultsPage } from './pages/vaults-page.tsx';
import type { VaultsPageProps } from './pages/vaults-page-props.ts';
import { ownVaults, ownWallet } from './reads.ts';
import { sendPage } from './send-page.ts';
import { extendLock, openVault } from './vault-forms.ts';
import { fieldsOf, memberOf, viewerOf } from './view.ts';

const DONE = {
  cree: 'created',
  depose: 'movedIn',
  repris: 'movedOut',
  verrouille: 'locked',
} as const;
const DAY_MS = 24 * 60 * 60 * 1000;

/** GET /vaults/ lists; POST /vaults/ creates; POST /vaults/:id/in and /out move money, /lock extends the lock. */
export function vaultRoutes(router: Router, app: App): void {
  async function show(res: Response, done: VaultsPageProps['done'], refused: Refused | null) {
    const person = memberOf(res);
    const viewer = viewerOf(res, app);
    const [wallet, vaults] = await Promise.all([ownWallet(app, person), ownVaults(app, person)]);
    sendPage(
      res,
      vaultsPage({
        viewer,
        balance: wallet.balance,
        vaults,
        newKey: randomUUID,
        done,
        refused: refused?.refused ?? null,
        tomorrow: dayOf(viewer.now.getTime() + DAY_MS, viewer.zone),
      }),
      refused?.status,
    );
  }

  async function attempt(res: Response, form: Form, done: keyof typeof DONE, act: Act) {
    try {
      await act();
      res.redirect(303, `/vaults/?fait=${done}`);
    } catch (error) {
      const { status, problem } = refusalOf(error, viewerOf(res, app));
      await show(res, null, { status, refused: { ...form, problem } });
    }
  }

  const move = (direction: 'in' | 'out') => async (req: Request<{ id: string }>, res: Response) => {
    const actor = memberOf(res);
    const vaultId = req.params.id;
    const { amount = '', idempotencyKey } = fieldsOf(req, ['amount', 'idempotencyKey']);
    const form: Form = { form: direction, vaultId, typed: { amount } };
    const order = { actor, vaultId, amount, idempotencyKey };
    await attempt(res, form, direction === 'in' ? 'depose' : 'repris', () =>
      direction === 'in' ? app.moveToVault(order) : app.moveFromVault(order),
    );
  };

  router.get('/vaults/', (req, res) => {
    const { fait } = req.query;
    return show(res, isDone(fait) ? DONE[fait] : null, null);
  });
  router.post('/vaults/', async (req, res) => {
    const actor = memberOf(res);
    const { name = '', lockedUntil = '' } = fieldsOf(req, ['name', 'lockedUntil']);
    const form: Form = { form: 'new', vaultId: null, typed: { name, lockedUntil } };
    await attempt(res, form, 'cree', () => openVault(app, { actor, name, lockedUntil }));
  });
  // Where a reload leads after a form that was refused.
  router.get(['/vaults/:id/in', '/vaults/:id/out', '/vaults/:id/lock'], (_req, res) =>
    res.redirect(303, '/vaults/'),
  );
  router.post('/vaults/:id/lock', async (req: Request<{ id: string }>, res: Response) => {
    const actor = memberOf(res);
    const vaultId = req.params.id;
    const { until = '' } = fieldsOf(req, ['until']);
    const form: Form = { form: 'lock', vaultId, typed: { until } };
    await attempt(res, form, 'verrouille', () => extendLock(app, { actor, vaultId, until }));
  });
  router.post('/vaults/:id/in', move('in'));
  router.post('/vaults/:id/out', move('out'));
}

type Act = () => Promise<unknown>;
type Form = Omit<NonNullable<VaultsPageProps['refused']>, 'problem'>;

interface Refused {
  readonly status: number;
  readonly refused: NonNullable<VaultsPageProps['refused']>;
}

const isDone = (text: unknown): text is keyof typeof DONE =>
  typeof text === 'string' && Object.hasOwn(DONE, text);
