export type Actor = 'nobody' | 'MEMBER' | 'TREASURER' | 'IDLE_TREASURER' | 'FINANCE' | 'ADMIN';

/** Who signs in as which of them. */
export const ACTORS: Readonly<Record<Actor, string | null>> = {
  nobody: null,
  MEMBER: 'awa',
  // Of the same tontine as the one who started what waits, so that there is something to decide.
  TREASURER: 'deuxieme',
  IDLE_TREASURER: 'sans-tontine',
  FINANCE: 'finance',
  ADMIN: 'admin',
};

type Audience = readonly Actor[];

const STAFF: Audience = ['TREASURER', 'IDLE_TREASURER', 'FINANCE', 'ADMIN'];
const EVERYBODY: Audience = ['nobody', 'MEMBER', ...STAFF];
const SIGNED_IN: Audience = ['MEMBER', ...STAFF];
const MEMBER: Audience = ['MEMBER'];
const TREASURERS: Audience = ['TREASURER', 'IDLE_TREASURER'];
const OFFICE: Audience = ['FINANCE', 'ADMIN'];
const DECIDERS: Audience = [...TREASURERS, 'FINANCE'];
const FINANCE: Audience = ['FINANCE'];
const ADMIN: Audience = ['ADMIN'];
const NOBODY: Audience = [];

/** Every route of the running console, and who may use it. One that is missing here fails the test. */
export const ROUTES: Readonly<Record<string, Audience>> = {
  'GET /healthz': EVERYBODY,
  'GET /readyz': EVERYBODY,
  'GET /': EVERYBODY,
  'GET /login': EVERYBODY,
  'POST /login': EVERYBODY,
  'GET /login/code': EVERYBODY,
  'POST /login/code': EVERYBODY,
  'GET /logout': EVERYBODY,
  'POST /logout': EVERYBODY,
  'GET /account/': SIGNED_IN,
  'GET /account/password/': SIGNED_IN,
  'POST /account/password/': SIGNED_IN,
  'GET /account/second-factor/': SIGNED_IN,
  'POST /account/second-factor/': SIGNED_IN,
  'GET /account/second-factor/codes/': SIGNED_IN,
  'POST /account/second-factor/codes/': SIGNED_IN,
  'GET /account/second-factor/remove/': SIGNED_IN,
  'POST /account/second-factor/remove/': SIGNED_IN,
  'GET /tontine': TREASURERS,
  'POST /tontine': ['TREASURER'],
  'GET /wallet/': MEMBER,
  'GET /wallet/topup/': MEMBER,
  'POST /wallet/topup/': MEMBER,
  'GET /wallet/withdraw/': MEMBER,
  'POST /wallet/withdraw/': MEMBER,
  'GET /wallet/events': MEMBER,
  'GET /wallet/operations/:id/': MEMBER,
  'GET /wallet/operations/:id/dispute/': MEMBER,
  'POST /wallet/operations/:id/dispute/': MEMBER,
  'GET /vaults/': MEMBER,
  'POST /vaults/': MEMBER,
  'GET /vaults/:id/in': MEMBER,
  'POST /vaults/:id/in': MEMBER,
  'GET /vaults/:id/out': MEMBER,
  'POST /vaults/:id/out': MEMBER,
  'GET /vaults/:id/lock': MEMBER,
  'POST /vaults/:id/lock': MEMBER,
  'GET /admin': STAFF,
  'GET /admin/approvals': STAFF,
  'GET /admin/breaks': STAFF,
  'GET /admin/api/breaks': OFFICE,
  'GET /admin/api/breaks/figures': OFFICE,
  'GET /admin/api/breaks/officers': OFFICE,
  'GET /admin/api/breaks/views': OFFICE,
  'POST /admin/api/breaks/views': OFFICE,
  'POST /admin/api/breaks/views/:id/remove': OFFICE,
  'POST /admin/api/breaks/assign': OFFICE,
  'POST /admin/api/breaks/due': OFFICE,
  'POST /admin/api/breaks/resolve': FINANCE,
  'GET /admin/api/breaks/:id': OFFICE,
  'POST /admin/api/breaks/:id/preview': OFFICE,
  'POST /admin/api/breaks/:id/resolve': FINANCE,
  'POST /admin/api/breaks/:id/notes': OFFICE,
  'POST /admin/api/resolutions/decide': OFFICE,
  'POST /admin/api/resolutions/:id/decide': OFFICE,
  'GET /admin/statements': STAFF,
  'GET /admin/statements/:id': STAFF,
  'GET /admin/api/statements': OFFICE,
  'GET /admin/api/statements/deliveries': OFFICE,
  'POST /admin/api/statements/upload': FINANCE,
  'POST /admin/api/statements/preview': FINANCE,
  'POST /admin/api/statements/import': FINANCE,
  'GET /admin/api/statements/:id': OFFICE,
  'GET /admin/api/statements/:id/lines': OFFICE,
  'GET /admin/api/statements/:id/bad': OFFICE,
  'GET /admin/api/statements/:id/bad.csv': OFFICE,
  'POST /admin/api/statements/:id/undo': FINANCE,
  'GET /admin/rules': STAFF,
  'GET /admin/api/rules': OFFICE,
  'POST /admin/api/rules': FINANCE,
  'POST /admin/api/rules/:id/switch': FINANCE,
  'POST /admin/api/rules/try': FINANCE,
  'POST /admin/api/rules/back-test': FINANCE,
  'GET /admin/proof': STAFF,
  'GET /admin/api/proof': OFFICE,
  'GET /admin/api/proof/report.csv': OFFICE,
  'POST /admin/api/proof/balance': FINANCE,
  'POST /admin/api/proof/ask': FINANCE,
  'POST /admin/api/proof/explain': FINANCE,
  'POST /admin/api/proof/close': FINANCE,
  'GET /admin/settings': STAFF,
  'GET /admin/pages/:pageName': STAFF,
  'GET /admin/resources/:resourceId': STAFF,
  'GET /admin/resources/:resourceId/actions/:action': STAFF,
  'GET /admin/resources/:resourceId/records/:recordId/:action': STAFF,
  'GET /admin/resources/:resourceId/bulk/:action': NOBODY,
  'GET /admin/api/resources/:resourceId/bulk/:action': NOBODY,
  'POST /admin/api/resources/:resourceId/bulk/:action': NOBODY,
  'GET /admin/api/resources/:resourceId/search': NOBODY,
  'GET /admin/api/resources/:resourceId/search/:query': NOBODY,
  'GET /admin/api/dashboard': STAFF,
  'GET /admin/as-of': STAFF,
  // The operation shows a treasurer the wallets and vaults of their own members.
  'GET /admin/api/as-of': STAFF,
  'GET /admin/api/export/:list': STAFF,
  'GET /admin/api/notices': STAFF,
  // A treasurer is told what waits in the tontine that they act for.
  'POST /admin/api/notices/:id/read': ['TREASURER', ...OFFICE],
  'GET /admin/api/gateway': STAFF,
  'GET /admin/api/gateway/balance': OFFICE,
  'GET /admin/api/pages/:pageName': OFFICE,
  'POST /admin/api/pages/:pageName': ADMIN,
};

/** AdminJS's own files, and the doors behind which `ACTIONS` decide. */
export const ASSETS = /^GET \/admin\/frontend\/assets\//;
export const ACTION_DOORS: readonly string[] = [
  'GET /admin/api/resources/:resourceId/actions/:action',
  'GET /admin/api/resources/:resourceId/actions/:action/:query',
  'POST /admin/api/resources/:resourceId/actions/:action',
  'GET /admin/api/resources/:resourceId/records/:recordId/:action',
  'POST /admin/api/resources/:resourceId/records/:recordId/:action',
];

/** What AdminJS can do with any resource; those that we switched off are nobody's. */
export const BUILT_IN = ['list', 'search', 'show', 'new', 'edit', 'delete', 'bulkDelete'] as const;

const reading = (who: Audience) => ({ list: who, search: NOBODY, show: who });
const OFF = { new: NOBODY, edit: NOBODY, delete: NOBODY, bulkDelete: NOBODY };

/** Every action of every resource, and who may use it on a record that they may see. */
export const ACTIONS: Readonly<Record<string, Readonly<Record<string, Audience>>>> = {
  Wallet: { ...reading(STAFF), ...OFF, deposit: TREASURERS, payout: TREASURERS },
  Transaction: {
    ...reading(STAFF),
    ...OFF,
    approve: DECIDERS,
    reject: DECIDERS,
    // The operation lets only the maker.
    cancel: DECIDERS,
    decide: DECIDERS,
    // Whoever asks the gateway is let through to their own tontine's.
    query: DECIDERS,
  },
  Vault: {
    ...reading(STAFF),
    ...OFF,
    new: TREASURERS,
    moveIn: TREASURERS,
    moveOut: TREASURERS,
    lock: TREASURERS,
  },
  User: {
    ...reading(STAFF),
    ...OFF,
    new: ADMIN,
    edit: ADMIN,
    disable: ADMIN,
    enable: ADMIN,
    reset: ADMIN,
  },
  Tontine: { ...reading(STAFF), ...OFF, new: ADMIN, edit: ADMIN },
  Membership: { ...reading(STAFF), ...OFF, new: ADMIN, remove: ADMIN },
  Dispute: { ...reading(STAFF), ...OFF, answer: ['FINANCE'] },
  WebhookEvent: { ...reading(OFFICE), ...OFF },
  Journal: { ...reading(OFFICE), ...OFF },
  AuditEntry: { ...reading(OFFICE), ...OFF },
};
