import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { inBrowser, type Screen, useBrowser } from '../support/browser.ts';
import { useConsole } from '../support/console.ts';
import { someLooks } from '../support/looks.ts';
import { fact, givenPayment } from '../support/payments.ts';
import { settled, sideways, signInOn } from './steps.ts';

const world = useConsole({ panel: true });
const browser = useBrowser();
let wallet = '';
let vault = '';

/** Something of every kind, so that no list is empty. */
beforeAll(async () => {
  const { people, database, console } = world;
  const of = { by: people.tresorier, member: people.awa } as const;
  wallet = people.awa.walletId;
  const paid = await givenPayment(database.pool, { type: 'DEPOSIT', amount: 7000, ...of });
  await givenPayment(database.pool, { type: 'WITHDRAWAL', amount: 500, ...of, state: 'UNKNOWN' });
  await console.app.settle(fact({ reference: paid.reference, amount: 7000n }));
  await console.app.settle(fact({ reference: 'nobody’s', amount: 100n }));
  await console.app.openDispute({
    actor: people.awa,
    transactionId: paid.id,
    message: 'Qui a fait cela ?',
  });
  const made = await console.app.createVault({
    actor: { ...people.tresorier, tontineId: people.tontineId },
    ownerId: people.awa.id,
    name: 'Rentrée',
    lockedUntil: '2099-01-31',
  });
  vault = made.vaultId;
});

const LISTS = [
  'Wallet',
  'Transaction',
  'Vault',
  'Dispute',
  'User',
  'Tontine',
  'Membership',
  'WebhookEvent',
  'Journal',
  'AuditEntry',
];

const record = (id: string, recordId: string, action: string) =>
  `/admin/resources/${id}/records/${recordId}/${action}`;

/** Every page that acts, by who may open it. */
const forms = (): Readonly<Record<string, readonly string[]>> => {
  const { awa, tontineId } = world.people;
  return {
    tresorier: [
      '/admin',
      record('Wallet', wallet, 'deposit'),
      record('Wallet', wallet, 'payout'),
      record('Vault', vault, 'moveIn'),
      record('Vault', vault, 'lock'),
      '/admin/resources/Vault/actions/new',
      // Not for them: the refusal is a page too.
      '/admin/resources/Journal',
      record('User', awa.id, 'edit'),
    ],
    admin: [
      '/admin',
      '/admin/settings',
      '/admin/resources/User/actions/new',
      record('User', awa.id, 'edit'),
      record('User', awa.id, 'disable'),
      record('User', awa.id, 'reset'),
      '/admin/resources/Tontine/actions/new',
      record('Tontine', tontineId, 'edit'),
      `/admin/resources/Membership/actions/new?tontine=${tontineId}`,
    ],
  };
};

const LOOKS: readonly (readonly [string, Screen])[] = [
  ['light and wide', { width: 1280, height: 860 }],
  ['dark and on a phone', { width: 390, dark: true }],
];

async function check(page: Page, path: string): Promise<void> {
  await settled(page);
  expect(await sideways(page), path).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

inBrowser.each(someLooks(LOOKS))(
  'axe finds nothing grave on the sign-in, lists and records: %s',
  async (_name, screen) => {
    const page = await browser.open(world.console.url, screen);
    await page.goto('/login');
    await expectAccessible(page);
    await signInOn(page, 'finance');
    await page.goto('/admin');
    await check(page, 'dashboard');
    for (const id of LISTS) {
      await page.goto(`/admin/resources/${id}`);
      await page.locator('.row-link').first().waitFor();
      await check(page, id);
      await page.locator('.row-link').first().click();
      await page.waitForURL('**/records/**');
      await check(page, `${id} show`);
    }
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  },
  180_000,
);

inBrowser.each(someLooks([...LOOKS].reverse()))(
  'axe finds nothing grave on the pages that act: %s',
  async (_name, screen) => {
    for (const [username, paths] of Object.entries(forms())) {
      const page = await browser.open(world.console.url, screen);
      await signInOn(page, username);
      for (const path of paths) {
        await page.goto(path);
        await page.locator('main h1, .state').first().waitFor();
        await check(page, path);
        const send = page.locator('main form button[type=submit]').last();
        if (await send.count()) {
          await send.click();
          await check(page, `${path} with its errors`);
        }
      }
      await page.context().close();
    }
    expect(browser.complaints).toEqual([]);
  },
  180_000,
);
