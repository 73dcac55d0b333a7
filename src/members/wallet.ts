import type { Router } from 'express';
import type { App } from '../app.ts';
import { historyFilter } from './history-filter.ts';
import { methodLabels } from './methods.ts';
import { walletPage } from './pages/wallet-page.tsx';
import { history, onTheWay, ownOperation, ownWallet } from './reads.ts';
import { sendPage } from './send-page.ts';
import { memberOf, viewerOf } from './view.ts';

/** GET /wallet/: balance, what is on its way, history; `?retrait=` tells how that withdrawal stands. */
export function walletRoutes(router: Router, app: App): void {
  const labelOf = methodLabels(app.settings.methods);

  router.get('/wallet/', async (req, res) => {
    const person = memberOf(res);
    const viewer = viewerOf(res, app);
    const wallet = await ownWallet(app, person);
    const { apres, retrait } = req.query;
    const filter = historyFilter(req.query, viewer);
    const [way, page, payout] = await Promise.all([
      onTheWay(app, wallet.id),
      history(app, person, wallet.id, filter, apres),
      retrait === undefined ? null : ownOperation(app, person, retrait, 'WITHDRAWAL'),
    ]);
    sendPage(
      res,
      walletPage({
        viewer,
        wallet,
        ...way,
        ...page,
        filter,
        isFirstPage: apres === undefined,
        labelOf,
        payout,
      }),
      filter.problem ? 400 : 200,
    );
  });
}
