import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { optionsFor } from '../../src/admin/resource-options.ts';
import { definitions } from '../../src/admin/resources/index.ts';
import { createConsole } from '../../src/http/console.ts';
import { useConsole } from '../support/console.ts';
import type { Answer, Visitor } from '../support/visitor.ts';
import { type Route, routesOf } from './routes.ts';
import { ACTION_DOORS, ACTIONS, ACTORS, type Actor, ASSETS, BUILT_IN, ROUTES } from './rules.ts';
import { FOREIGN, fingerprint, givenWorld, type Kind, type Records } from './world.ts';

// Nothing settles by itself: what changes was changed by a request.
const world = useConsole({ sandbox: { payoutDelayMs: null } });
const KINDS: readonly Kind[] = ['own', 'foreign', 'missing'];
const actors = Object.keys(ACTORS) as Actor[];
const counts = { requests: 0, routes: 0, actions: 0, refused: 0 };

let routes: readonly Route[];
let records: Records;
let visitors: Readonly<Record<Actor, Visitor>>;

beforeAll(async () => {
  const bundleDir = mkdtempSync(join(tmpdir(), 'access-'));
  const { express, endStreams, close } = await createConsole({
    app: world.console.app,
    bundleDir,
    isReady: () => true,
  });
  routes = routesOf(express);
  endStreams();
  close();
  records = await givenWorld(world);
  const pairs = await Promise.all(
    actors.map(async (actor) => {
      const username = ACTORS[actor];
      return [
        actor,
        username ? await world.console.signIn(username) : world.console.visitor(),
      ] as const;
    }),
  );
  visitors = Object.fromEntries(pairs) as Record<Actor, Visitor>;
});

const named = ({ method, path }: Route) => `${method} ${path}`;

/** A form that would do something at any door, if it were let through. */
const everything = (tontine: Kind): Record<string, string> => ({
  amount: '1000',
  phone: '+22670123456',
  method: 'wave',
  idempotencyKey: randomUUID(),
  name: `Nom ${randomUUID()}`,
  reason: 'parce que',
  message: 'question',
  answer: 'réponse',
  until: '2099-01-01',
  username: `u${randomUUID().slice(0, 8)}`,
  fullName: 'Quelqu’un',
  role: 'ADMIN',
  locale: 'fr',
  kind: 'MEMBER',
  ownerId: records['User']?.foreign ?? '',
  userId: records['User']?.foreign ?? '',
  tontineId: records['Tontine']?.[tontine] ?? '',
  decision: 'reject',
  approvalAbove: '1',
});

async function ask(actor: Actor, method: Route['method'], path: string, json: boolean) {
  counts.requests += 1;
  const who = visitors[actor];
  if (method === 'GET') return who.get(path, json ? { accept: 'application/json' } : {});
  if (!json) return who.post(path, everything('own'));
  const ids = KINDS.map((kind) => records['Transaction']?.[kind] ?? '');
  return who.postJson(path, { ...everything('foreign'), ids: ids.slice(1) });
}

/** Sent away, or told no. */
function isRefused(answer: Answer): boolean {
  if ([401, 403, 404].includes(answer.status)) return true;
  if (answer.text.startsWith('{')) return JSON.parse(answer.text).notice?.type === 'error';
  if (answer.status !== 303) return false;
  return /^\/(?:login|wallet\/$|admin$|admin\/resources\/Wallet$|account\/$)/.test(answer.location);
}

/** AdminJS says no by an error of its own on an empty record; a decision about many, row by row. */
function isRefusedByPanel(answer: Answer): boolean {
  if (answer.status >= 400) return true;
  const { record, results } = JSON.parse(answer.text);
  if (Array.isArray(results) && results.length > 0) {
    return results.every(({ outcome }) => ['not_found', 'refused'].includes(outcome));
  }
  return ['ForbiddenError', 'NotFoundError'].includes(record?.baseError?.type);
}

describe('the rules', () => {
  test('name every route of the running console, and none that is gone', () => {
    const known = [...Object.keys(ROUTES), ...ACTION_DOORS];
    const found = routes.map(named).filter((name) => !ASSETS.test(name));
    expect(found.filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !found.includes(name))).toEqual([]);
  });

  test('name every action of every resource, and none that is gone', () => {
    const { app } = world.console;
    const running = Object.fromEntries(
      definitions(app).map((definition) => {
        const own = Object.keys(optionsFor(app, definition).actions ?? {});
        return [definition.id, [...new Set([...BUILT_IN, ...own])].sort()];
      }),
    );
    const ruled = Object.fromEntries(
      Object.entries(ACTIONS).map(([id, actions]) => [id, Object.keys(actions).sort()]),
    );
    expect(ruled).toEqual(running);
  });
});

/** Whose id a path speaks of; any other speaks of a deposit. */
const NAMED: Readonly<Record<string, string>> = {
  Vault: '/vaults/',
  Break: '/breaks/',
  Resolution: '/resolutions/',
  Notice: '/notices/',
  Statement: '/statements/',
  Rule: '/rules/',
};

/** A route's address with everything in it filled in; `:id` is of the record that the path speaks of. */
function addressOf(path: string, kind: Kind): string {
  const of = Object.keys(NAMED).find((id) => path.includes(NAMED[id] ?? '')) ?? 'Deposit';
  return path
    .replace(':id', records[of]?.[kind] ?? '')
    .replace(':list', 'Wallet?format=csv')
    .replace(':resourceId', 'Wallet')
    .replace(':recordId', records['Wallet']?.[kind] ?? '')
    .replace(':pageName', 'settings')
    .replace(':query', 'a')
    .replace(
      ':action',
      path.includes('/bulk/') ? `bulkDelete?recordIds=${records['Wallet']?.[kind]}` : 'show',
    );
}

const leaks = (actor: Actor, answer: Answer): boolean =>
  !['FINANCE', 'ADMIN'].includes(actor) && FOREIGN.test(answer.text);

test.each(actors)('%s uses the routes that are theirs, and no other', async (actor) => {
  const wrong: string[] = [];
  const plain = routes.filter((route) => named(route) in ROUTES && named(route) !== 'POST /logout');
  const streams = (path: string) => path === '/wallet/events';
  for (const allowed of [false, true]) {
    const before = await fingerprint(world);
    for (const route of plain) {
      if (ROUTES[named(route)]?.includes(actor) !== allowed) continue;
      if (allowed && streams(route.path)) continue;
      const json = route.path.startsWith('/admin/api/');
      const answer = await ask(actor, route.method, addressOf(route.path, 'own'), json);
      counts.routes += 1;
      const open = ['nobody', actor].every((who) => ROUTES[named(route)]?.includes(who as Actor));
      if (answer.status >= 500) wrong.push(`${named(route)}: ${answer.status}`);
      if (leaks(actor, answer)) wrong.push(`${named(route)} leaks`);
      const leadsHome = allowed && named(route) === 'POST /tontine';
      if (!open && !leadsHome && isRefused(answer) === allowed) {
        wrong.push(`${named(route)}: ${answer.status} ${answer.location}`);
      }
      if (!allowed) counts.refused += 1;
    }
    if (!allowed) expect(await fingerprint(world), 'what a refusal must not change').toBe(before);
  }
  expect(wrong.slice(0, 20)).toEqual([]);
});

test('a member finds their own records, and neither somebody else’s nor one that is missing', async () => {
  const wrong: string[] = [];
  const before = await fingerprint(world);
  for (const route of routes.filter(({ path }) => /^\/(vaults|wallet)\/.*:id/.test(path))) {
    const [foreign, missing] = [
      await ask('MEMBER', route.method, addressOf(route.path, 'foreign'), false),
      await ask('MEMBER', route.method, addressOf(route.path, 'missing'), false),
    ];
    // A refreshed form leads back to its list, whosever the id is.
    const same = foreign.status === missing.status;
    if (!same || ![303, 404].includes(foreign.status)) {
      wrong.push(`${named(route)}: ${foreign.status}, ${missing.status}`);
    }
    if (leaks('MEMBER', foreign)) wrong.push(`${named(route)} leaks`);
    counts.refused += 2;
  }
  expect(await fingerprint(world)).toBe(before);
  expect(wrong.slice(0, 20)).toEqual([]);
  const deposit = `/wallet/topup/?depot=${records['Deposit']?.foreign}`;
  expect((await ask('MEMBER', 'GET', deposit, false)).status).toBe(404);
});

/** The ways to one action: AdminJS enforces none of its own action types. */
function doorsOf(
  resource: string,
  action: string,
  id: string,
): readonly [Route['method'], string][] {
  const base = `/admin/api/resources/${resource}`;
  const record: [Route['method'], string][] = [
    ['GET', `${base}/records/${id}/${action}`],
    ['POST', `${base}/records/${id}/${action}`],
  ];
  return record;
}

const listDoors = (resource: string, action: string): readonly [Route['method'], string][] => {
  const base = `/admin/api/resources/${resource}`;
  return [
    ['GET', `${base}/actions/${action}`],
    ['GET', `${base}/actions/${action}/zz`],
    ['POST', `${base}/actions/${action}`],
  ];
};

describe.each(actors)('%s in the panel', (actor) => {
  const sees = (kind: Kind): boolean => {
    if (kind === 'missing') return false;
    return ['FINANCE', 'ADMIN'].includes(actor) || (actor === 'TREASURER' && kind === 'own');
  };

  test('is refused every action that is not theirs, and every record that is not; nothing changes', async () => {
    const wrong: string[] = [];
    const before = await fingerprint(world);
    const probe = async (method: Route['method'], path: string, mustRefuse: boolean) => {
      const answer = await ask(actor, method, path, true);
      counts.actions += 1;
      counts.refused += 1;
      if (answer.status >= 500) wrong.push(`${method} ${path}: ${answer.status}`);
      if (leaks(actor, answer)) wrong.push(`${method} ${path} leaks`);
      if (mustRefuse && !isRefusedByPanel(answer)) {
        wrong.push(`${method} ${path}: ${answer.text.slice(0, 160)}`);
      }
    };
    for (const [resource, actions] of Object.entries(ACTIONS)) {
      for (const [action, audience] of Object.entries(actions)) {
        const theirs = audience.includes(actor);
        for (const kind of KINDS) {
          if (theirs && sees(kind)) continue;
          const id = records[resource]?.[kind] ?? '';
          const ofRecord = !['list', 'search', 'new', 'decide'].includes(action);
          for (const [method, path] of doorsOf(resource, action, id)) {
            // A list asked for by way of a record answers as a list: it may only not leak.
            await probe(method, path, ofRecord);
          }
        }
        if (theirs) continue;
        for (const [method, path] of listDoors(resource, action)) await probe(method, path, true);
      }
    }
    expect(await fingerprint(world), 'what a refusal must not change').toBe(before);
    expect(wrong.slice(0, 20)).toEqual([]);
  });

  test('is let through to what is theirs', async () => {
    const wrong: string[] = [];
    for (const [resource, actions] of Object.entries(ACTIONS)) {
      for (const [action, audience] of Object.entries(actions)) {
        if (!audience.includes(actor)) continue;
        const ofList = ['list', 'search', 'new', 'decide'].includes(action);
        const id = records[resource]?.own ?? '';
        const path = ofList
          ? `/admin/api/resources/${resource}/actions/${action}`
          : `/admin/api/resources/${resource}/records/${id}/${action}`;
        if (!ofList && !sees('own')) continue;
        const answer = await ask(actor, 'GET', path, true);
        counts.actions += 1;
        if (isRefusedByPanel(answer)) wrong.push(`GET ${path}: ${answer.text.slice(0, 160)}`);
        if (leaks(actor, answer)) wrong.push(`GET ${path} leaks`);
      }
    }
    expect(wrong.slice(0, 20)).toEqual([]);
  });
});

test('counted', () => {
  const { requests, refused } = counts;
  console.log(
    `access matrix: ${routes.length} routes, ${Object.values(ACTIONS).reduce((sum, of) => sum + Object.keys(of).length, 0)} actions, ` +
      `${actors.length} kinds of person, own/foreign/missing: ${requests} requests, ${refused} refusals proved, 0 leaks`,
  );
  expect(requests).toBeGreaterThan(3_000);
});
