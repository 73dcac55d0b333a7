import { Router } from 'express';
import type { App } from '../app.ts';
import { FAVICON, SCRIPT, STYLESHEET } from './assets.ts';
import { failurePage } from './pages/failure-page.tsx';
import { loginPage } from './pages/login-page.tsx';
import { logoutPage } from './pages/logout-page.tsx';
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
  return {
    router,
    assets: [STYLESHEET, SCRIPT, FAVICON],
    pages: { login: loginPage, logout: logoutPage, failure: failurePage },
  };
}
