import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { csv, imported, newFolder, noon } from './given.ts';

const statementsDir = newFolder();
const world = useConsole({ settings: { statementsDir } });
const MINUTE_MS = 60_000;

beforeAll(() => mkdir(statementsDir, { recursive: true }));

/** A file that lies there since a minute, or was written to just now. */
function drop(name: string, content: string, age = MINUTE_MS): void {
  const path = join(statementsDir, name);
  writeFileSync(path, content);
  const at = (Date.now() - age) / 1000;
  utimesSync(path, at, at);
}

async function collect() {
  const collected = await world.console.app.collectStatements();
  await world.console.app.statementsIdle();
  return collected;
}

const filesOf = async () =>
  (await world.console.app.statements({ actor: world.people.finance })).map(
    ({ name, state, importedByName }) => [name, state, importedByName],
  );

test('a dropped statement is imported by nobody in person, kept, and leaves the folder', async () => {
  drop('known.csv', csv({ reference: 'DROPPED', at: noon(20) }));
  expect(await collect()).toEqual([{ name: 'known.csv', became: 'imported' }]);
  expect(await filesOf()).toEqual([['known.csv', 'MATCHED', null]]);
  expect(existsSync(join(statementsDir, 'known.csv'))).toBe(false);
  expect(readdirSync(join(statementsDir, 'kept'))).toHaveLength(1);
  expect(readdirSync(join(statementsDir, 'incoming'))).toEqual([]);
});

test('an unknown format waits in its folder, unread', async () => {
  const content = 'Jour;Montant\n25/11/2025;1 500\n';
  drop('bank.csv', content);
  expect(await collect()).toEqual([{ name: 'bank.csv', became: 'unknown' }]);
  expect(readFileSync(join(statementsDir, 'unknown', 'bank.csv'), 'utf8')).toBe(content);
  expect(readdirSync(join(statementsDir, 'incoming'))).toEqual([]);
});

test('a statement that was imported before, and a file that is none, are set aside and stop no other', async () => {
  const known = csv({ reference: 'BY-HAND', at: noon(21) });
  await imported(world, known, 'by-hand.csv');
  drop('a-again.csv', known);
  drop('b-picture.csv', `%PDF-1.7 ${'\u0001'.repeat(500)}`);
  drop('c-good.csv', csv({ reference: 'GOOD', at: noon(22) }));
  expect(await collect()).toEqual([
    { name: 'a-again.csv', became: 'refused' },
    { name: 'b-picture.csv', became: 'refused' },
    { name: 'c-good.csv', became: 'imported' },
  ]);
  expect(readdirSync(join(statementsDir, 'refused')).sort()).toEqual([
    'a-again.csv',
    'b-picture.csv',
  ]);
});

test('a file that is still being written is left alone until it rests', async () => {
  const content = csv({ reference: 'SLOW', at: noon(23) });
  drop('slow.csv', content.slice(0, 100), 0);
  drop('.hidden.csv', content);
  expect(await collect()).toEqual([]);
  drop('slow.csv', content);
  expect(await collect()).toEqual([{ name: 'slow.csv', became: 'imported' }]);
});
