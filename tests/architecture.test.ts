import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../src/db/project-root.ts';
import { findCircles, parseSource, readSources } from './support/imports.ts';
import { violationsOf } from './support/rooms.ts';

const sources = readSources(projectRoot(), ['src', 'jobs', 'prisma']);

test('every file imports only what its room may import', () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.flatMap(violationsOf)).toEqual([]);
});

test('no files import each other in a circle', () => {
  expect(findCircles(sources)).toEqual([]);
});

test('time comes from the clock: nobody else asks the system for now', () => {
  const askers = sources
    .filter(({ path }) => path !== 'src/kernel/clock.ts')
    .filter(({ text }) => /new Date\(\)|Date\.now\(\)|Temporal\.Now/.test(text));
  expect(askers.map(({ path }) => path)).toEqual([]);
});

/** A list of words is as long as there are words. */
const WORD_LIST = /\/locale\/(?:fr|en)\.ts$|\/kernel\/words-(?:fr|en)\.ts$/;

test('files are kebab-case and at most 250 lines', () => {
  const odd = sources.filter(
    ({ path, text }) =>
      !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.(ts|tsx|mjs)$/.test(basename(path)) ||
      (text.split('\n').length > 251 && !WORD_LIST.test(path)),
  );
  expect(odd.map(({ path }) => path)).toEqual([]);
});

test.each([
  ['src/ledger/post.ts', `import { x } from '../payments/settle.ts';`],
  ['src/payments/deposit.ts', `import { x } from '../getmipay/initiate.ts';`],
  ['src/http/webhook.ts', `import { createApp } from '../app.ts';`],
  ['src/admin/panel.ts', `export * from '../members/pages.ts';`],
  ['src/members/pages.ts', `const x = await import('../ledger/post.ts');`],
  ['src/kernel/money.ts', `import { PrismaClient } from '@prisma/client';`],
  ['src/getmipay/initiate.ts', `const key = process.env['GETMIPAY_API_KEY'];`],
  ['src/attic/old.ts', ''],
])('a planted violation in %s is found', (path, text) => {
  expect(violationsOf(parseSource(path, text))).toHaveLength(1);
});

test.each([
  ['src/http/webhook.ts', `import type { App } from '../app.ts';`],
  ['src/getmipay/initiate.ts', `import type { Gateway } from '../payments/gateway.ts';`],
  ['src/http/server.ts', `import { mountAdmin } from '../admin/panel.ts';`],
  ['src/payments/deposit.ts', `import { post } from '../ledger/post.ts';`],
])('what the rules allow in %s passes', (path, text) => {
  expect(violationsOf(parseSource(path, text))).toEqual([]);
});

test('a planted circle is found', () => {
  const files = [
    parseSource('src/ledger/a.ts', `import { b } from './b.ts';`),
    parseSource('src/ledger/b.ts', `import { a } from './a.ts';`),
  ];
  expect(findCircles(files)).toEqual(['src/ledger/a.ts → src/ledger/b.ts → src/ledger/a.ts']);
});
