import type { Router } from 'express';
import type { App } from '../app.ts';
import { methodLabels } from './methods.ts';
import { walletPage } from './pages/wallet-page.tsx';
import { history, onTheWay, ownOperation, ownWallet } from './reads.ts';
import { memberOf, viewerOf } from './view.ts';

/** GET /wallet/: balance, what is on its way, history; `?retrait=` tells how that withdrawal stands. */
export function walletRoutes(router: Router, app: App): void {
  const labelOf = methodLabels(app.settings.methods);

  router.get('/wallet/', async (req, res) => {
    const person = memberOf(res);
    const wallet = await ownWallet(app, person);
    const { apres, retrait } = req.query;
    const [way, page, payout] = await Promise.all([
      onTheWay(app, person, wallet.id),
      history(app, person, wallet.id, apres),
      retrait === undefined ? null : ownOperation(app, person, retrait, 'WITHDRAWAL'),
    ]);
    res.send(
      walletPage({
        viewer: viewerOf(res, app),
        wallet,
        ...way,
        ...page,
        isFirstPage: apres === undefined,
        labelOf,
        payout,
      }),
    );
  });
}
