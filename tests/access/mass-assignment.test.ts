import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import type { Visitor } from '../support/visitor.ts';
import { givenWorld, type Records } from './world.ts';

const world = useConsole({ sandbox: { payoutDelayMs: null } });
let records: Records;
const visitors = new Map<string, Visitor>();

beforeAll(async () => {
  records = await givenWorld(world);
  for (const username of ['awa', 'tresorier', 'deuxieme', 'finance', 'admin']) {
    visitors.set(username, await world.console.signIn(username));
  }
});

/** Whatever an attacker may hope that some form writes. */
function extras(): Record<string, string> {
  const of = (resource: string) => records[resource]?.foreign ?? '';
  return {
    id: of('Wallet'),
    balance: '999999999',
    version: '99',
    status: 'COMPLETED',
    gatewayState: 'ACCEPTED',
    gateway_state: 'ACCEPTED',
    walletId: of('Wallet'),
    wallet_id: of('Wallet'),
    transactionId: of('Transaction'),
    vaultId: of('Vault'),
    currency: 'XAF',
    fee: '-5',
    direction: 'OUT',
    type: 'ADJUSTMENT',
    byStaff: 'false',
    approvalReasons: '',
    checkedById: of('User'),
    initiatedById: of('User'),
    actor: of('User'),
    demo: 'false',
    disabled: 'true',
    passwordHash: 'x',
    password_hash: 'x',
    mustChangePassword: 'false',
    phoneChangedAt: '',
    settledAt: '2020-01-01T00:00:00Z',
    createdAt: '2020-01-01T00:00:00Z',
    'user.role': 'ADMIN',
    'wallet.balance': '999999999',
  };
}

type Row = Readonly<Record<string, unknown>>;
type Snapshot = ReadonlyMap<string, Row>;

const TABLES: Readonly<Record<string, string>> = {
  app_user: 'id',
  tontine: 'id',
  membership: 'id',
  wallet: 'id',
  vault: 'id',
  transaction: 'id',
  posting: 'journal_id',
  dispute: 'id',
  setting: 'key',
  second_factor: 'user_id',
};

async function snapshot(): Promise<Snapshot> {
  const rows = new Map<string, Row>();
  for (const [table, key] of Object.entries(TABLES)) {
    const { rows: found } = await world.database.owner.query<{ row: Row }>(
      `select to_jsonb(t) as row from ${table} t`,
    );
    for (const { row } of found) rows.set(`${table} ${row[key]} ${row['line'] ?? ''}`, row);
  }
  return rows;
}

/** Ids, keys, references and times are new at every act; whose they are is told by name. */
function normal(name: string, value: unknown, was: unknown): unknown {
  if (was === undefined && ['version', 'balance_after'].includes(name))
    return value === null ? null : 'runs on';
  if (typeof value === 'number' && typeof was === 'number') return `changed by ${value - was}`;
  if (typeof value !== 'string') return value;
  if (/(_at|until)$/.test(name)) return 'a time';
  for (const [resource, ids] of Object.entries(records)) {
    if (ids.foreign === value) return `FOREIGN ${resource}`;
    if (ids.own === value) return `own ${resource}`;
  }
  if (/^[0-9a-f-]{36}$/.test(value)) return 'an id';
  const made = ['idempotency_key', 'fingerprint', 'gateway_reference', 'payment_url'];
  if ([...made, 'password_hash', 'username', 'name'].includes(name)) return 'made';
  return value;
}

/** What an act changed: new rows, and the changed columns of old ones. */
function changes(before: Snapshot, after: Snapshot): readonly string[] {
  const found: string[] = [];
  for (const [key, row] of after) {
    const was = before.get(key);
    const columns = Object.keys(row).filter(
      (name) => JSON.stringify(row[name]) !== JSON.stringify(was?.[name]),
    );
    if (columns.length === 0) continue;
    const said = columns.map((name) => `${name}: ${normal(name, row[name], was?.[name])}`);
    const whose = was ? normal('id', row['id'] ?? row['key'], null) : 'new';
    found.push(`${key.split(' ')[0]} ${whose} { ${said.join(', ')} }`);
  }
  for (const key of before.keys()) if (!after.has(key)) found.push(`${key.split(' ')[0]} gone`);
  return found.sort();
}

interface Form {
  readonly what: string;
  readonly as: string;
  readonly path: () => string;
  readonly fields: () => Record<string, string>;
  readonly json?: true;
}

const own = (resource: string) => records[resource]?.own ?? '';
const panel = (resource: string, action: string) => () =>
  `/admin/api/resources/${resource}/records/${own(resource)}/${action}`;
const pay = (amount: string) => () => ({
  amount,
  phone: '+22670123456',
  method: 'wave',
  idempotencyKey: randomUUID(),
});
const vaultKey = () => ({ amount: '10', idempotencyKey: randomUUID() });
const named = () => ({ name: `Nom ${randomUUID()}` });

const FORMS: readonly Form[] = [
  { what: 'a member’s deposit', as: 'awa', path: () => '/wallet/topup/', fields: pay('500') },
  { what: 'a member’s withdrawal', as: 'awa', path: () => '/wallet/withdraw/', fields: pay('500') },
  { what: 'a member’s new vault', as: 'awa', path: () => '/vaults/', fields: named },
  {
    what: 'money into a vault',
    as: 'awa',
    path: () => `/vaults/${own('Vault')}/in`,
    fields: vaultKey,
  },
  {
    what: 'money out of a vault',
    as: 'awa',
    path: () => `/vaults/${own('Vault')}/out`,
    fields: vaultKey,
  },
  {
    what: 'a treasurer’s deposit',
    as: 'tresorier',
    path: panel('Wallet', 'deposit'),
    fields: pay('700'),
    json: true,
  },
  {
    what: 'a treasurer’s payout',
    as: 'tresorier',
    path: panel('Wallet', 'payout'),
    fields: pay('700'),
    json: true,
  },
  {
    what: 'a treasurer’s move into a vault',
    as: 'tresorier',
    path: panel('Vault', 'moveIn'),
    fields: vaultKey,
    json: true,
  },
  {
    what: 'a treasurer’s new vault',
    as: 'tresorier',
    path: () => '/admin/api/resources/Vault/actions/new',
    fields: () => ({ ...named(), ownerId: own('User') }),
    json: true,
  },
  {
    what: 'an administrator’s new user',
    as: 'admin',
    path: () => '/admin/api/resources/User/actions/new',
    fields: () => ({
      username: `u${randomUUID().slice(0, 8)}`,
      fullName: 'Une Personne',
      role: 'MEMBER',
      locale: 'fr',
    }),
    json: true,
  },
  {
    what: 'an administrator’s change of a name',
    as: 'admin',
    path: panel('User', 'edit'),
    fields: () => ({ fullName: `Awa ${randomUUID()}` }),
    json: true,
  },
  {
    what: 'a tontine’s new name',
    as: 'admin',
    path: panel('Tontine', 'edit'),
    fields: named,
    json: true,
  },
];

/** What the form changes, with and without the extra fields. */
async function changedBy(form: Form, extra: Record<string, string>) {
  const who = visitors.get(form.as)!;
  const fields = { ...extra, ...form.fields() };
  const before = await snapshot();
  const answer = form.json
    ? await who.postJson(form.path(), fields)
    : await who.post(form.path(), fields);
  expect(answer.status, answer.text.slice(0, 200)).toBeLessThan(400);
  const changed = changes(before, await snapshot());
  return changed.map((line) => line.replace(/(full|search)_name: [^,}]+/g, '$1_name: new'));
}

test.each(FORMS)('$what changes what the form says, whatever else is sent', async (form) => {
  const plain = await changedBy(form, {});
  expect(plain.length).toBeGreaterThan(0);
  const withMore = await changedBy(form, extras());
  expect(withMore).toEqual(plain);
  expect(withMore.join(' ')).not.toContain('FOREIGN');
});

test('a decision, an answer and a reason carry nothing else along', async () => {
  const approve: Form = {
    what: '',
    as: 'deuxieme',
    path: panel('Transaction', 'approve'),
    fields: () => ({}),
    json: true,
  };
  const approved = await changedBy(approve, extras());
  expect(approved.join(' ')).not.toContain('FOREIGN');
  expect(approved.join(' ')).toContain('status: PENDING');
  expect(approved.join(' ')).not.toMatch(/amount|balance|COMPLETED/);

  const answer: Form = {
    what: '',
    as: 'finance',
    path: panel('Dispute', 'answer'),
    fields: () => ({ answer: 'C’est le trésorier.' }),
    json: true,
  };
  const answered = await changedBy(answer, extras());
  expect(answered).toEqual([
    'dispute own Dispute { answer: C’est le trésorier., answered_at: a time, answered_by: an id }',
  ]);

  const disable: Form = {
    what: '',
    as: 'admin',
    path: panel('User', 'disable'),
    fields: () => ({ reason: 'parti' }),
    json: true,
  };
  expect(await changedBy(disable, extras())).toEqual([
    'app_user own User { disabled: true, updated_at: a time }',
  ]);
});
