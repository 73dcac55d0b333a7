import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router } from 'express';
import { afterEach, describe, expect, test } from 'vitest';
import { liveRoutes } from '../../src/members/live.ts';
import { startConsole, useConsole } from '../support/console.ts';
import { fact, givenPayment } from '../support/payments.ts';
import { type Listener, listen as listenTo } from './listener.ts';
import { eventually } from './steps.ts';

const world = useConsole();
const open: Listener[] = [];

async function listen(username: string, url = world.console.url): Promise<Listener> {
  const { cookie } = await world.console.signIn(username);
  const listener = await listenTo(url, cookie);
  open.push(listener);
  return listener;
}

afterEach(() => {
  for (const listener of open.splice(0)) listener.hangUp();
});

const aDeposit = (member: 'awa' | 'moussa') =>
  givenPayment(world.database.pool, {
    type: 'DEPOSIT',
    amount: 1_000,
    by: world.people[member],
    member: world.people[member],
  });

/** Each of the two processes has its line to the database: it is opened by the first page that watches. */
const bothListen = () =>
  eventually(async () => {
    const { rowCount } = await world.database.pool.query(
      `select from pg_stat_activity where datname = current_database() and application_name = 'tontine-changes'
         and state = 'idle' and (query like 'listen%' or query like '%pg_notify%')`,
    );
    expect(rowCount).toBe(2);
  });

const settle = (reference: string) =>
  world.console.app.settle(fact({ kind: 'payment', state: 'completed', reference }));

describe('the stream of events', () => {
  test('says that something changed after a settlement, to the wallet’s owner only', async () => {
    const [awa, moussa] = [await listen('awa'), await listen('moussa')];
    expect(awa.status).toBe(200);
    expect(awa.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(awa.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(awa.headers.get('x-accel-buffering')).toBe('no');
    expect(awa.headers.get('content-encoding')).toBe(null);
    await settle((await aDeposit('awa')).reference);
    await eventually(async () => expect(awa.events).toEqual(['changed']));
    expect(awa.text()).toContain('event: changed\ndata:\n\n');
    expect(moussa.events).toEqual([]);
  });

  test('reaches a page of another process on the same database', async () => {
    const second = await startConsole(world.database);
    try {
      const { cookie } = await second.signIn('moussa');
      const moussa = await listenTo(second.url, cookie);
      await bothListen();
      const { reference } = await aDeposit('moussa');
      await settle(reference);
      await eventually(async () => expect(moussa.events).toEqual(['changed']));
      moussa.hangUp();
    } finally {
      await second.close();
    }
  });

  test('is for members who are signed in', async () => {
    const nobody = await listenTo(world.console.url, '');
    expect(nobody.status).toBe(303);
    const { cookie } = await world.console.signIn('finance');
    const finance = await listenTo(world.console.url, cookie);
    expect(finance.status).toBe(303);
  });

  test('keeps five per person: the oldest is told that it is replaced', async () => {
    const lines: Listener[] = [];
    for (let n = 0; n < 6; n += 1) lines.push(await listen('fatou'));
    await eventually(async () => expect(lines[0]?.isOpen()).toBe(false));
    expect(lines[0]?.events).toEqual(['replaced']);
    expect(lines.slice(1).map((line) => line.isOpen())).toEqual(Array(5).fill(true));
  });

  test('HEAD answers at once', async () => {
    const awa = await world.console.signIn('awa');
    const answer = await awa.request('/wallet/events', { method: 'HEAD' });
    expect(answer.status).toBe(200);
  });

  test('does not keep the server from stopping', async () => {
    const second = await startConsole(world.database);
    const { cookie } = await second.signIn('awa');
    const line = await listenTo(second.url, cookie);
    expect(line.status).toBe(200);
    const closed = new Promise((resolve) => second.server.close(resolve));
    await eventually(async () => expect(line.isOpen()).toBe(false));
    second.server.closeIdleConnections();
    await closed;
    await second.close();
  });
});

test('the line shows a sign of life, and ends after a while so that the browser asks again', async () => {
  const router = Router();
  const live = liveRoutes(router, world.console.app, { signOfLifeMs: 50, longestMs: 400 });
  const app = express();
  app.use((_req, res, next) => {
    res.locals['person'] = world.people.awa;
    next();
  });
  app.use(router);
  const server = http.createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const line = await listenTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, '');
  await eventually(async () => expect(line.isOpen()).toBe(false));
  expect(line.text()).toMatch(/^retry: \d+\n\n(?::\n\n){3,}$/);
  live.close();
  await new Promise((resolve) => server.close(resolve));
});
