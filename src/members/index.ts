import { Router } from 'express';
import type { App } from '../app.ts';
import { FAVICON, SCRIPT, STYLESHEET } from './assets.ts';
import { liveRoutes } from './live.ts';
import { operationRoutes } from './operations.ts';
import { accountPages } from './pages/account-pages.ts';
import { failurePage } from './pages/failure-page.tsx';
import { loginPage } from './pages/login-page.tsx';
import { logoutPage } from './pages/logout-page.tsx';
import { payerRoutes } from './payer.ts';
import { topupRoutes } from './topup.ts';
import { vaultRoutes } from './vaults.ts';
import { walletRoutes } from './wallet.ts';
import { withdrawRoutes } from './withdraw.ts';

/** The members' pages, the pages that the doors show, and the two files that they need. */
export function createMembers(app: App) {
  const router = Router();
  // Balances are nobody's but the reader's, and old by tomorrow: no copy is kept.
  router.use(['/wallet', '/vaults'], (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  walletRoutes(router, app);
  topupRoutes(router, app);
  withdrawRoutes(router, app);
  vaultRoutes(router, app);
  operationRoutes(router, app);
  const live = liveRoutes(router, app);
  return {
    router,
    /** In front of the doors: for somebody who paid and has no session here. */
    payerRouter: payerRoutes(app),
    /** Ends what would keep the server from stopping. */
    close: live.close,
    assets: [STYLESHEET, SCRIPT, FAVICON],
    pages: { login: loginPage, logout: logoutPage, failure: failurePage, ...accountPages },
  };
}
