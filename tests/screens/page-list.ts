import type { Page } from 'playwright-core';
import { sentence } from '../../src/kernel/messages.ts';
import type { Ids } from './world.ts';

export interface ScreenPage {
  /** The file's name. */
  readonly name: string;
  /** Who looks at it; null: nobody is signed in. */
  readonly as: string | null;
  path(ids: Ids): string;
  /** `empty`: the house before anybody joined. */
  readonly world?: 'empty';
  /** What the panel's API does while the page loads. */
  readonly api?: 'fails' | 'hangs';
  /** What somebody does there before the picture is taken. */
  act?(page: Page): Promise<void>;
}

type Rest = Omit<ScreenPage, 'name' | 'as' | 'path'>;
type Path = string | ((ids: Ids) => string);

const at = (name: string, as: string | null, path: Path, rest: Rest = {}): ScreenPage => ({
  name,
  as,
  path: typeof path === 'string' ? () => path : path,
  ...rest,
});

const list = (id: string, query = '') => `/admin/resources/${id}${query}`;
const record =
  (id: string, name: string, action = 'show') =>
  (ids: Ids) =>
    `/admin/resources/${id}/records/${ids[name]}/${action}`;
const adding = (id: string) => `/admin/resources/${id}/actions/new`;

const send = (page: Page) => page.locator('main button[type=submit]').last().click();
const sendEmpty = async (page: Page): Promise<void> => {
  await send(page);
  await page.locator('.error').first().waitFor();
};

/** The page again, with an answer of the gateway's that the sandbox would not give. */
async function answering(page: Page, path: string, json: object): Promise<void> {
  await page.route(`**/admin/api${path}`, (route) => route.fulfill({ json }));
  await page.reload();
}

/** The server's answer where the operator wants its one-time code, in the page's language. */
async function wantingCode(page: Page): Promise<void> {
  const lang = await page.locator('html').getAttribute('lang');
  const said = sentence(lang === 'en' ? 'en' : 'fr', 'otp_needed', { method: 'Orange Money' });
  const json = {
    record: { errors: { otp: { message: said } } },
    notice: { type: 'error', message: '' },
  };
  await page.route('**/deposit', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ json }) : route.continue(),
  );
}

const MEMBERS: readonly ScreenPage[] = [
  at('login', null, '/login'),
  at('login-refused', null, '/login', {
    act: async (page) => {
      await page.fill('input[name=username]', 'awa');
      await page.fill('input[name=password]', 'oublié');
      await page.click('form.card button');
    },
  }),
  at('logout', 'awa', '/logout'),
  at('wallet', 'awa', '/wallet/'),
  at('topup', 'awa', '/wallet/topup/'),
  at('withdraw', 'awa', '/wallet/withdraw/'),
  at('withdraw-refused', 'awa', '/wallet/withdraw/', {
    act: async (page) => {
      await page.fill('input[name=amount]', '900000');
      await page.locator('form.card button').last().click();
    },
  }),
  at('vaults', 'awa', '/vaults/'),
  at('wallet-empty', 'nouvelle', '/wallet/', { world: 'empty' }),
  at('vaults-empty', 'nouvelle', '/vaults/', { world: 'empty' }),
  at('not-found', 'awa', '/nulle-part'),
];

const STAFF: readonly ScreenPage[] = [
  at('dashboard-finance', 'finance', '/admin'),
  at('dashboard-treasurer', 'tresorier', '/admin'),
  at('dashboard-empty', 'finance', '/admin', { world: 'empty' }),
  at('gateway-down', 'finance', '/admin', {
    act: async (page) => {
      const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
      await answering(page, '/gateway', { up: false, since: at(-90), retryAt: at(25) });
      await page.locator('.down-banner').waitFor();
    },
  }),
  at('gateway-balance', 'finance', '/admin', {
    act: async (page) => {
      const at = new Date(Date.now() - 50_000).toISOString();
      const told = { kind: 'told', balance: '1248750', books: '1250000', currency: 'XOF', at };
      await answering(page, '/gateway/balance', told);
      await page.locator('.figure-alarming .amount').waitFor();
    },
  }),
  at('gateway-no-balance', 'finance', '/admin', {
    act: async (page) => {
      await answering(page, '/gateway/balance', { kind: 'no_answer' });
      await page.locator('main .spread .button').waitFor();
    },
  }),
  at('deposit-code', 'tresorier', record('Wallet', 'wallet', 'deposit'), {
    act: async (page) => {
      await wantingCode(page);
      await page.fill('input[name=amount]', '2000');
      await page.selectOption('select[name=method]', 'orange_money');
      await send(page);
      await page.locator('.confirm-sentence').waitFor();
      await send(page);
      await page.locator('input[name=otp]').waitFor();
    },
  }),
  at('members', 'tresorier', list('Wallet')),
  at('members-empty', 'tresorier', list('Wallet'), { world: 'empty' }),
  at('member', 'tresorier', record('Wallet', 'wallet')),
  at('member-finance', 'finance', record('Wallet', 'wallet')),
  at('deposit-form', 'tresorier', record('Wallet', 'wallet', 'deposit')),
  at('payout-form-errors', 'tresorier', record('Wallet', 'wallet', 'payout'), { act: sendEmpty }),
  at('payout-confirm', 'tresorier', record('Wallet', 'wallet', 'payout'), {
    act: async (page) => {
      await page.fill('input[name=amount]', '2000');
      await page.selectOption('select[name=method]', 'orange_money');
      await send(page);
      await page.locator('.confirm-sentence').waitFor();
    },
  }),
  at('as-of', 'finance', '/admin/as-of', {
    act: async (page) => {
      await page.locator('.as-of button').click();
      await page.locator('.then, .error').first().waitFor();
    },
  }),
  at('notices', 'finance', '/admin/resources/Tontine', {
    act: async (page) => {
      await page.locator('.bell > button').click();
      await page.locator('.bell-panel .state, .notice-row').first().waitFor();
    },
  }),
  at('operations', 'finance', list('Transaction')),
  at(
    'operations-filtered',
    'finance',
    list('Transaction', '?filters.status=PENDING&filters.createdAt~~from=2026-01-31'),
  ),
  at('operations-no-match', 'finance', list('Transaction', '?filters.q=personne')),
  at('operations-empty', 'finance', list('Transaction'), { world: 'empty' }),
  at('operations-error', 'finance', list('Transaction'), { api: 'fails' }),
  at('operations-loading', 'finance', list('Transaction'), { api: 'hangs' }),
  at('operation-deposit', 'finance', record('Transaction', 'deposit')),
  at('operation-waiting', 'tresorier', record('Transaction', 'waiting')),
  at('operation-unknown', 'finance', record('Transaction', 'unknown')),
  at('operation-failed', 'finance', record('Transaction', 'failed')),
  at('operation-to-approve', 'finance', record('Transaction', 'toApprove')),
  at('approvals', 'finance', '/admin/approvals'),
  at('approvals-chosen', 'finance', '/admin/approvals', {
    act: async (page) => {
      await page.locator('.check input').check();
      await page.locator('.waiting-tools button').first().click();
      await page.locator('.chosen-rows').waitFor();
    },
  }),
  at('approvals-own', 'tresorier', '/admin/approvals'),
  at('approvals-empty', 'finance', '/admin/approvals', { world: 'empty' }),
  at('approvals-error', 'finance', '/admin/approvals', { api: 'fails' }),
  at('breaks', 'finance', '/admin/breaks'),
  at('breaks-empty', 'finance', '/admin/breaks', { world: 'empty' }),
  at('breaks-error', 'finance', '/admin/breaks', { api: 'fails' }),
  at('approve', 'finance', record('Transaction', 'toApprove', 'approve')),
  at('reject-errors', 'finance', record('Transaction', 'toApprove', 'reject'), {
    act: sendEmpty,
  }),
  at('cancel', 'tresorier', record('Transaction', 'toApprove', 'cancel')),
  at('payout-will-wait', 'tresorier', record('Wallet', 'wallet', 'payout'), {
    act: async (page) => {
      await page.fill('input[name=amount]', '2000');
      await page.selectOption('select[name=method]', 'orange_money');
      await page.fill('input[name=phone]', '+226 71 23 45 67');
      await send(page);
      await page.locator('.forecast').waitFor();
    },
  }),
  at('cases', 'finance', list('Dispute')),
  at('cases-empty', 'finance', list('Dispute'), { world: 'empty' }),
  at('case-to-answer', 'finance', record('Dispute', 'asked')),
  at('case-treasurer', 'tresorier', record('Dispute', 'asked')),
  at('case-answered', 'finance', record('Dispute', 'answered')),
  at('vault-list', 'finance', list('Vault')),
  at('vault', 'tresorier', record('Vault', 'vault')),
  at('vault-move-in', 'tresorier', record('Vault', 'vault', 'moveIn')),
  at('vault-new', 'tresorier', adding('Vault'), { act: sendEmpty }),
  at('events', 'finance', list('WebhookEvent')),
  at('event', 'finance', record('WebhookEvent', 'event')),
  at('journals', 'finance', list('Journal')),
  at('journal', 'finance', record('Journal', 'journal')),
  at('audit', 'finance', list('AuditEntry')),
  at('audit-entry', 'finance', record('AuditEntry', 'audit')),
  at('forbidden-list', 'tresorier', list('Journal')),
  at('forbidden-act', 'finance', record('Wallet', 'wallet', 'payout')),
  at('panel-not-found', 'finance', '/admin/resources/Nothing'),
];

const ADMIN: readonly ScreenPage[] = [
  at('dashboard-admin', 'admin', '/admin'),
  at('people', 'admin', list('User')),
  at('person', 'admin', record('User', 'awa')),
  at('person-of-finance', 'finance', record('User', 'awa')),
  at('person-new', 'admin', adding('User')),
  at('person-new-errors', 'admin', adding('User'), { act: sendEmpty }),
  at('person-created', 'admin', adding('User'), {
    act: async (page) => {
      const name = `assita.${page.url().length}${page.viewportSize()?.width}${Math.random()}`;
      await page.fill('input[name=fullName]', 'Assita Ouattara');
      await page.fill('input[name=username]', name.slice(0, 30));
      await send(page);
      await page.locator('.once-password').waitFor();
    },
  }),
  at('person-edit', 'admin', record('User', 'awa', 'edit'), {
    act: (page) => page.fill('input[name=phone]', '+226 70 99 88 77'),
  }),
  at('person-disable', 'admin', record('User', 'awa', 'disable')),
  at('person-reset', 'admin', record('User', 'tresorier', 'reset'), { act: sendEmpty }),
  at('tontines', 'admin', list('Tontine')),
  at('tontine-new', 'admin', adding('Tontine'), { act: sendEmpty }),
  at('tontine-rename', 'admin', record('Tontine', 'tontine', 'edit')),
  at('tontine', 'admin', record('Tontine', 'tontine')),
  at('memberships', 'admin', list('Membership')),
  at('membership', 'admin', record('Membership', 'membership')),
  at('membership-new', 'admin', (ids) => `${adding('Membership')}?tontine=${ids['tontine']}`),
  at('membership-remove', 'admin', record('Membership', 'membership', 'remove')),
  at('settings', 'admin', '/admin/settings'),
  at('settings-changed', 'admin', '/admin/settings', {
    act: async (page) => {
      await page.fill('input[name=approvalAbove]', '250 000');
      await page.locator('.switch input').nth(2).uncheck();
      await send(page);
      await page.locator('.error').first().waitFor();
    },
  }),
  at('settings-read', 'finance', '/admin/settings'),
  at('settings-forbidden', 'tresorier', '/admin/settings'),
];

/** Every page that has a picture: a new page is one line. */
export const PAGES: readonly ScreenPage[] = [...MEMBERS, ...STAFF, ...ADMIN];
