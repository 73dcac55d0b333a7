import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import {
  breaksOf,
  csv,
  imported,
  linesOf,
  newFolder,
  noon,
  outcomesOf,
  paid,
  type Told,
} from './given.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
const breaks = (q: string) => breaksOf(world.console.app, world.people.finance, q);

async function undo(fileId: string): Promise<void> {
  const { app } = world.console;
  await app.undoStatement({ actor: world.people.finance, fileId });
  await app.refreshBreaks(0);
}

/** Two lines about nobody that make a statement tell of a whole day. */
const around = (day: number, name: string): Told[] =>
  [-700, 700].map((minutes) => ({
    reference: `${name}${minutes}`,
    status: 'failed',
    at: noon(day, minutes),
  }));

const differences = async (reference: string) =>
  (
    await world.database.owner.query<{ difference: string }>(
      'select difference::text from break_item where reference = $1 and resolved_at is null',
      [reference],
    )
  ).rows.map(({ difference }) => difference);

test('what an undone file had told is missing again beside the file that never told it', async () => {
  const [told, alsoTold] = await paid(world, { when: noon(4) }, { when: noon(4, 1) });
  await imported(world, csv(...around(4, 'ONE')));
  expect(await breaks(told!.id)).toEqual(['missing_at_gateway']);
  const two = await imported(
    world,
    csv(
      { ownId: told!.id, reference: 'TOLD-LATER', at: noon(4) },
      { ownId: alsoTold!.id, reference: 'TOLD-LATER-TOO', at: noon(4, 1) },
      ...around(4, 'TWO'),
    ),
  );
  await world.console.app.refreshBreaks(0);
  expect(await breaks(told!.id)).toEqual([]);
  await undo(two.id);
  expect(await breaks(told!.id)).toEqual(['missing_at_gateway']);
  expect(await breaks(alsoTold!.id)).toEqual(['missing_at_gateway']);
});

test('what an undone file had told outside the days of any other one is missing nowhere', async () => {
  const [made] = await paid(world, { when: noon(6) });
  await imported(world, csv(...around(11, 'FAR')));
  const only = await imported(
    world,
    csv({ ownId: made!.id, reference: 'ONLY-ONE', at: noon(6) }, ...around(6, 'ONLY')),
  );
  await undo(only.id);
  expect(await breaks(made!.id)).toEqual([]);
});

test('of two files that do not tell a transaction the first is undone: the other still does not tell it', async () => {
  const [made] = await paid(world, { when: noon(18) });
  const first = await imported(world, csv(...around(18, 'FIRST')));
  expect(await breaks(made!.id)).toEqual(['missing_at_gateway']);
  const second = await imported(world, csv(...around(18, 'SECOND')));
  await undo(first.id);
  expect(await breaks(made!.id)).toEqual(['missing_at_gateway']);
  await undo(second.id);
  expect(await breaks(made!.id)).toEqual([]);
});

test('a file of bad rows alone covers no day, and misses nothing when another one is undone', async () => {
  const [made] = await paid(world, { when: noon(26) });
  await imported(world, csv('not,a,row'));
  const file = await imported(
    world,
    csv({ ownId: made!.id, reference: 'COVERED', at: noon(26) }, ...around(26, 'COVERS')),
  );
  await undo(file.id);
  expect(await breaks(made!.id)).toEqual([]);
});

test('an import that is undone and sent again ends as the first time', async () => {
  const [agreeing, other, waiting] = await paid(
    world,
    { when: noon(8) },
    { when: noon(8, 1) },
    { when: noon(8, 2), state: 'accepted' },
  );
  const content = csv(
    { ownId: agreeing!.id.toUpperCase(), reference: 'AGREES', at: noon(8) },
    { ownId: agreeing!.id, reference: 'AGREES-TWICE', at: noon(8) },
    { ownId: other!.id, reference: 'OTHER-SUM', amount: 5_100, at: noon(8) },
    { ownId: waiting!.id, reference: 'WAITED-FOR', at: noon(8) },
    { reference: 'UNKNOWN-HERE', amount: 77, at: noon(8) },
    ...around(8, 'SAME'),
  );
  const left = async (fileId: string) => ({
    outcomes: await outcomesOf(world.database.pool, fileId),
    breaks: await Promise.all(
      [agreeing!.id, other!.id, waiting!.id, 'UNKNOWN-HERE'].map((one) => breaks(one)),
    ),
  });
  const one = await imported(world, content);
  const first = await left(one.id);
  expect(first.breaks).toEqual([
    ['duplicate'],
    ['amount_mismatch'],
    ['missed_delivery'],
    ['missing_in_ledger'],
  ]);
  await undo(one.id);
  expect(await linesOf(world.database.pool, one.id)).toEqual([]);
  expect(await left((await imported(world, content)).id)).toEqual(first);
});

test('a file that tells a transaction as failed says so when the one that told another sum is undone', async () => {
  const [made] = await paid(world, { when: noon(14) });
  const told = { ownId: made!.id, at: noon(14) };
  const one = await imported(
    world,
    csv({ ...told, reference: 'SUM-THERE', amount: 5_400 }, ...around(14, 'SUM')),
  );
  await imported(
    world,
    csv({ ...told, reference: 'FAILED-THERE', status: 'failed' }, ...around(14, 'FAILED')),
  );
  expect(await breaks(made!.id)).toEqual(['amount_mismatch']);
  await undo(one.id);
  expect(await breaks(made!.id)).toEqual(['status_conflict']);
});

test('of three words about one unknown operation the last that is left counts', async () => {
  const files = [];
  for (const amount of [100, 130, 150]) {
    files.push(await imported(world, csv({ reference: 'THRICE', amount, at: noon(24) })));
  }
  const [first, second, third] = files;
  const left = [await differences('THRICE')];
  for (const { id } of [second!, third!, first!]) {
    await undo(id);
    left.push(await differences('THRICE'));
  }
  expect(left).toEqual([['150'], ['150'], ['100'], []]);
});

test('what the page says of taking an import back is what the act says', async () => {
  const line = { reference: 'SAID-AGAIN', amount: 100, at: noon(28) };
  const first = await imported(world, csv(line));
  const second = await imported(world, csv(line, { reference: 'SAID-ONCE', at: noon(28) }));
  for (const { id } of [first, second, first]) {
    const page = await world.console.app.statement({ actor: world.people.finance, fileId: id });
    const refused = await undo(id).then(
      () => null,
      ({ code }: { code: string }) => code,
    );
    expect(refused).toBe(page.undoObstacle);
  }
  expect(await breaks('SAID-AGAIN')).toEqual([]);
});
