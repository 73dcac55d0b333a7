import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { en } from '../../src/admin/locale/en/index.ts';
import { fr } from '../../src/admin/locale/fr/index.ts';
import { projectRoot } from '../../src/db/project-root.ts';
import { useConsole } from '../support/console.ts';
import type { Visitor } from '../support/visitor.ts';
import { act, ids, list, open } from './api.ts';
import { decide, givenMember, givenTreasurer, waitingPayout } from './given.ts';

const world = useConsole();
let finance: Visitor;
let payoutId: string;

beforeAll(async () => {
  const { console, people } = world;
  await givenTreasurer(world, 'tresoriere', { fullName: 'Aminata Sawadogo' });
  const tresorier = await console.signIn('tresorier');
  const tresoriere = await console.signIn('tresoriere');
  finance = await console.signIn('finance');
  payoutId = await waitingPayout(
    tresorier,
    await givenMember(world, { fullName: 'Kadiatou Sanou' }),
  );
  await decide(tresoriere, payoutId, 'reject', { reason: 'Mauvais numéro' });
  await console.app.updateUser({
    actor: people.admin,
    userId: people.moussa.id,
    fullName: 'Moussa T.',
    locale: 'en',
  });
});

const found = async (query: string) =>
  (await list(finance, 'AuditEntry', `perPage=100&${query}`)).records ?? [];
const actionsOf = async (query: string) =>
  (await found(query)).map(({ params }) => params['action']);

test('who, what, on whom, from where and why are there, and the page says what changed', async () => {
  const [entry] = await found('filters.action=payout.reject');
  expect(entry?.params).toMatchObject({
    actorName: 'tresoriere',
    who: 'Aminata Sawadogo',
    subjectType: 'Transaction',
    subjectId: payoutId,
    subjectName: 'Kadiatou Sanou',
    reason: 'Mauvais numéro',
  });
  const shown = await open(finance, 'AuditEntry', entry?.id ?? '');
  expect(shown).toMatchObject({
    record: { params: { ip: '127.0.0.1' } },
    entry: {
      before: { status: 'AWAITING_APPROVAL' },
      after: { status: 'REJECTED' },
      session: expect.stringMatching(/^[0-9a-f]{16}$/),
    },
  });
});

test('it is filtered by person, act, subject, address, session and day', async () => {
  const [rejected] = await found('filters.action=payout.reject');
  const id = rejected?.id ?? '';
  const { entry } = (await open(finance, 'AuditEntry', id)) as unknown as {
    entry: { session: string };
  };
  const day = String(rejected?.params['at']).slice(0, 10);
  expect(await actionsOf(`filters.subjectId=${payoutId}`)).toEqual([
    'payout.reject',
    'payout.request',
  ]);
  expect(new Set(await actionsOf('filters.subjectType=User'))).toContain('user.update');
  for (const query of [
    'filters.q=aminata',
    'filters.q=tresoriere',
    'filters.q=mauvais',
    `filters.actor=${rejected?.params['actorId']}`,
    'filters.ip=127.0.0.1',
    `filters.session=${entry.session}`,
    `filters.at~~from=${day}&filters.at~~to=${day}`,
  ]) {
    expect(
      (await found(query)).map((one) => one.id),
      query,
    ).toContain(id);
  }
  for (const query of [
    'filters.q=personne-de-ce-nom',
    'filters.ip=10.0.0.1',
    'filters.session=00',
    'filters.at~~to=2020-01-01',
    `filters.actor=${payoutId}`,
  ]) {
    expect(await found(query), query).toEqual([]);
  }
});

test.each([
  'filters.action=nothing',
  'filters.subjectType=Password',
  'filters.ip=127.0.0',
  'filters.session=%25',
  'filters.sessionId=00',
  'filters.before=a',
])('%s is refused, not ignored', async (query) => {
  expect((await list(finance, 'AuditEntry', query)).status).toBe(400);
});

test('only finance and administrators read it, and nobody writes it', async () => {
  const [entry] = await found('');
  const tresorier = await world.console.signIn('tresorier');
  expect((await open(tresorier, 'AuditEntry', entry?.id ?? '')).record?.params ?? {}).toEqual({});
  const admin = await world.console.signIn('admin');
  expect(ids(await list(admin, 'AuditEntry'))).not.toEqual([]);
  for (const action of ['edit', 'delete', 'new']) {
    const answer = await act(admin, 'AuditEntry', entry?.id ?? '', action, { reason: 'autre' });
    expect(answer.notice?.type).toBe('error');
  }
});

/** Every act that the code and the database's functions write. */
function writtenActs(): readonly string[] {
  const files = (folder: string, ending: string) =>
    readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith(ending))
      .map((path) => readFileSync(join(projectRoot(), folder, path), 'utf8'));
  const inCode = files('src', '.ts').flatMap((text) => [
    ...text.matchAll(/action: (?:\w+ \? )?'([a-z_]+\.[a-z_]+)'(?: : '([a-z_]+\.[a-z_]+)')?/g),
  ]);
  const inSql = files('prisma/migrations', '.sql').flatMap((text) => [
    ...text.matchAll(/'((?:deposit|payout|vault)\.[a-z_]+)'/g),
  ]);
  return [...inCode, ...inSql].flatMap((match) => match.slice(1).filter(Boolean));
}

test('every act that is written has its word in both languages', () => {
  const acts = [...new Set(writtenActs())];
  expect(acts.length).toBeGreaterThan(18);
  expect(acts.filter((one) => !Object.hasOwn(fr.words.audit, one))).toEqual([]);
  expect(acts.filter((one) => !Object.hasOwn(en.words.audit, one))).toEqual([]);
});
