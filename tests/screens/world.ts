import { afterAll, beforeAll, expect } from 'vitest';
import { seedDemo } from '../../prisma/seed.ts';
import { fixedSecrets } from '../../src/getmipay/gateway.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { KEYS, type RunningConsole, startConsole } from '../support/console.ts';
import { type TestDatabase, useDatabase } from '../support/database.ts';
import { givenPerson, givenTontine, PASSWORD } from '../support/given.ts';

/** Ids of records that pages are made for, by a name for each. */
export type Ids = Readonly<Record<string, string>>;

export interface World {
  readonly database: TestDatabase;
  readonly console: RunningConsole;
}

/** A console of its own, filled before the first picture. */
export function useWorld(fill: (world: World) => Promise<void>): World {
  const database = useDatabase();
  const world: { console?: RunningConsole } = {};
  const ready = (): RunningConsole => {
    if (!world.console) throw new Error('The console has not started yet.');
    return world.console;
  };
  beforeAll(async () => {
    world.console = await startConsole(database, { panel: true });
    await fill({ database, console: world.console });
  });
  afterAll(() => world.console?.close());
  return {
    database,
    get console() {
      return ready();
    },
  };
}

/** The house before anybody joined: staff, a treasurer without members, somebody without history. */
export async function fillEmptyHouse({ database }: World): Promise<void> {
  const { owner } = database;
  await givenPerson(owner, { username: 'finance', role: 'FINANCE' });
  await givenPerson(owner, { username: 'admin', role: 'ADMIN' });
  await givenPerson(owner, { username: 'nouvelle', fullName: 'Assita Nouvelle', role: 'MEMBER' });
  const tresorier = await givenPerson(owner, { username: 'tresorier', role: 'TREASURER' });
  await givenTontine(owner, 'Tontine Neuve', tresorier, []);
}

/** The demo as `npm start` fills it: thirty days of history, made by the operations themselves. */
export async function fillWithDemo({ console, database }: World): Promise<void> {
  const { app, sandbox, url } = console;
  const log = createLog('fatal');
  const filled = await seedDemo({
    ownerUrl: database.ownerUrl,
    settings: app.settings,
    prisma: app.prisma,
    gateway: {
      dialect: 'initiate',
      apiUrl: sandbox.url,
      secrets: fixedSecrets({
        apiKey: KEYS.apiKey,
        secretKey: KEYS.secretKey,
        webhookSecrets: [KEYS.webhookSecret],
      }),
      paymentHosts: [],
      timeoutMs: 2_000,
      connectTimeoutMs: 1_000,
      clock: systemClock,
      callbackUrl: `${url}/webhook/getmipay/`,
      returnUrl: `${url}/wallet/topup/?depot={id}`,
      log,
    },
    sandboxUrl: sandbox.url,
    password: PASSWORD,
    clock: systemClock,
    log,
    progress: () => undefined,
  });
  expect(filled).toBe(true);
  await console.app.flagStale();
  await fillCases(console, database);
}

/** Two members ask about an operation of theirs; finance has answered one of them. */
async function fillCases({ app }: RunningConsole, { owner }: TestDatabase): Promise<void> {
  const accountOf = async (username: string) => {
    const id = await app.userIdOf(username);
    const account = await app.accountById(id, { ip: null, sessionId: null, tontineId: null });
    if (!account) throw new Error(`The demo has no ${username}.`);
    return account.person;
  };
  const ask = async (username: string, message: string): Promise<string> => {
    const actor = await accountOf(username);
    const { rows } = await owner.query<{ id: string }>(
      'select id from transaction where user_id = $1 order by created_at desc limit 1',
      [actor.id],
    );
    const asked = { actor, transactionId: rows[0]?.id ?? '', message };
    return (await app.openDispute(asked)).disputeId;
  };
  await ask('awa', 'Je n’ai rien retiré ce jour-là : mon téléphone était chez ma sœur.');
  await app.answerDispute({
    actor: await accountOf('finance'),
    disputeId: await ask('moussa', 'Qui a déposé cet argent ?'),
    answer: 'Votre trésorier, à la réunion de dimanche, à votre demande.',
  });
}

/** The records whose pages are worth a picture: each the newest that is what its name says. */
export async function findIds({ database }: World): Promise<Ids> {
  const one = async (sql: string): Promise<string> =>
    (await database.owner.query<{ id: string }>(sql)).rows[0]?.id ?? '';
  const transaction = (where: string) =>
    one(`select id from transaction where ${where} order by created_at desc, id limit 1`);
  const person = (username: string) =>
    one(`select id from app_user where username = '${username}'`);
  return {
    awa: await person('awa'),
    finance: await person('finance'),
    tresorier: await person('tresorier'),
    wallet: await one(
      `select w.id from wallet w join app_user u on u.id = w.user_id where username = 'awa'`,
    ),
    vault: await one('select id from vault order by created_at limit 1'),
    deposit: await transaction(`type = 'DEPOSIT' and status = 'COMPLETED'`),
    waiting: await transaction(`type = 'DEPOSIT' and status = 'PENDING'`),
    unknown: await transaction(`status = 'PENDING' and gateway_state = 'UNKNOWN'`),
    failed: await transaction(`type = 'WITHDRAWAL' and status = 'FAILED'`),
    toApprove: await transaction(`status = 'AWAITING_APPROVAL'`),
    asked: await one('select id from dispute where answered_at is null limit 1'),
    answered: await one('select id from dispute where answered_at is not null limit 1'),
    tontine: await one(`select id from tontine order by name desc limit 1`),
    membership: await one(
      `select id from membership where kind = 'MEMBER' order by created_at limit 1`,
    ),
    event: await one('select id from webhook_event order by received_at desc limit 1'),
    journal: await one('select id from journal order by recorded_at desc, id limit 1'),
    audit: await one('select id from audit_entry order by at desc, id limit 1'),
  };
}
