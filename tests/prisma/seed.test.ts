import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeedParts, seedDemo } from '../../prisma/seed.ts';
import { openPrisma, type Prisma } from '../../src/db/prisma.ts';
import { fixedSecrets } from '../../src/getmipay/gateway.ts';
import { type Sandbox, startSandbox } from '../../src/getmipay/sandbox/server.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { useDatabase } from '../support/database.ts';
import { settingsForTests } from '../support/settings.ts';

const db = useDatabase();
let sandbox: Sandbox;
let prisma: Prisma;
let parts: SeedParts;

beforeAll(async () => {
  const keys = { apiKey: 'pk_test_seed', secretKey: 'sk_test_seed' };
  sandbox = await startSandbox({
    port: 0,
    ...keys,
    webhookSecret: 'wh',
    webhookUrl: 'http://127.0.0.1:9/',
    dataDir: null,
  });
  prisma = openPrisma(db.appUrl);
  parts = {
    ownerUrl: db.ownerUrl,
    prisma,
    settings: settingsForTests({ gatewayUrl: sandbox.url, sandboxUrl: sandbox.url }),
    gateway: {
      dialect: 'initiate',
      apiUrl: sandbox.url,
      secrets: fixedSecrets({ ...keys, webhookSecrets: ['wh'] }),
      paymentHosts: [],
      timeoutMs: 2_000,
      connectTimeoutMs: 1_000,
      clock: systemClock,
      callbackUrl: 'http://127.0.0.1:9/webhook/getmipay/',
      log: pino({ level: 'silent' }),
    },
    sandboxUrl: sandbox.url,
    password: 'tontine-demo',
    clock: systemClock,
    log: pino({ level: 'silent' }),
    progress: () => {},
  };
});

afterAll(async () => {
  await prisma.$disconnect();
  await sandbox.close();
});

const one = async (sql: string) => (await db.pool.query(sql)).rows[0];

test('an empty database gets people and thirty days of history, once', async () => {
  expect(await seedDemo(parts)).toBe(true);
  expect(await seedDemo(parts)).toBe(false);
  const { people, demo } = await one(
    'select count(*)::int as people, count(*) filter (where demo)::int as demo from app_user',
  );
  expect(people).toBeLessThanOrEqual(60);
  expect(demo).toBe(people);
  const history =
    await one(`select count(*)::int as count, min(created_at) < now() - interval '25 days' as old, max(settled_at) <= now() as past,
    count(*) filter (where status = 'FAILED')::int as failed, count(*) filter (where gateway_state = 'UNKNOWN' and status = 'PENDING')::int as unknown,
    count(*) filter (where status = 'PENDING' and sent_at < now() - interval '30 minutes')::int as stale from transaction`);
  expect(history.count).toBeLessThanOrEqual(300);
  expect(history).toMatchObject({ old: true, past: true });
  for (const kind of ['failed', 'unknown', 'stale'] as const)
    expect(history[kind], kind).toBeGreaterThanOrEqual(1);
});

test('there is something for a second person, for finance and in the vaults', async () => {
  const found =
    await one(`select (select count(*)::int from transaction where status = 'AWAITING_APPROVAL') as waiting,
    (select count(*)::int from dispute where answered_at is null) as questions,
    (select count(*)::int from vault where balance > 0) as vaults,
    (select count(*)::int from transaction where checked_by is not null) as approved`);
  expect(found).toMatchObject({ waiting: 2, questions: 1, vaults: 3 });
  expect(found.approved).toBeGreaterThanOrEqual(3);
});

test('Awa has 25 000 F and Moussa 40 000 F', async () => {
  const { rows } = await db.pool.query(
    `select u.username, u.phone, w.balance from app_user u join wallet w on w.user_id = u.id where u.username in ('awa', 'moussa') order by 1`,
  );
  expect(rows).toEqual([
    { username: 'awa', phone: '+22670123456', balance: '25000' },
    { username: 'moussa', phone: '+22676543210', balance: '40000' },
  ]);
});

test('our float is what the sandbox’s books say, but for what it told wrongly or took back', async () => {
  const { balance } = sandbox.books();
  const { float } = await one(
    `select -sum(amount) as float from posting where account_id = system_account('gateway_float', 'XOF')`,
  );
  const { open } =
    await one(`select coalesce(sum(t.amount), 0) as open from webhook_outcome o join transaction t on t.id = o.transaction_id
    where o.outcome = 'suspended' and o.reason = 'amount_mismatch' and t.status = 'PENDING'`);
  const { back } =
    await one(`select coalesce(sum(t.amount), 0) as back from webhook_outcome o join transaction t on t.id = o.transaction_id
    where o.outcome = 'suspended' and o.reason = 'conflicting_final_state' and t.type = 'WITHDRAWAL' and t.status = 'COMPLETED'`);
  expect(BigInt(back)).toBeGreaterThan(0n);
  expect(BigInt(balance)).toBe(BigInt(float) + BigInt(open) + BigInt(back));
});

test('a database with real users is refused', async () => {
  await db.owner.query(
    `insert into app_user (username, full_name, password_hash, role) values ('real', 'Real', 'x', 'MEMBER')`,
  );
  await expect(seedDemo(parts)).rejects.toThrow(
    'MODE=demo refuses a database that holds users which no demo made.',
  );
});
