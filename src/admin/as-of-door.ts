import { Router } from 'express';
import type { App } from '../app.ts';
import { invalid } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { instantOf } from '../kernel/time.ts';
import { currentPerson } from './actor-store.ts';

const HOUSE = [
  'gateway_float',
  'payout_clearing',
  'suspense',
  'fees',
  'receivable',
  'opening',
  'corrections',
] as const;

const CURRENCIES = ['XOF', 'XAF'] as const;

/** A wallet or vault by its id, or an account of the house by what it is. @throws InvalidInput `filter_invalid` */
function readAccount(account: unknown, currency: unknown) {
  if (isUuid(account)) return { accountId: account };
  const kind = HOUSE.find((one) => one === account);
  const known = CURRENCIES.find((one) => one === (currency ?? 'XOF'));
  if (!kind || !known) throw invalid('account', 'filter_invalid', 'There is no such account.');
  return { kind, currency: known };
}

/**
 * GET /api/as-of?account=…&day=…&time=…: what an account held when a clock of the business zone showed
 * that, and what was on its way then. The account is a wallet's or vault's id, or `gateway_float` and
 * the like with a `currency`.
 */
export function asOfDoor(app: App): Router {
  const router = Router();
  router.get('/api/as-of', async (req, res) => {
    const { account, currency, day, time } = req.query;
    const at = instantOf(day, time, app.settings.zone);
    const found = await app.asOf({ actor: currentPerson(), at, ...readAccount(account, currency) });
    res.json({
      ...found,
      balance: String(found.balance),
      onItsWay: found.onItsWay.map((one) => ({ ...one, amount: String(one.amount) })),
    });
  });
  return router;
}
