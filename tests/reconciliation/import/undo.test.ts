import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { breaksOf, csv, imported, linesOf, newFolder, noon, outcomesOf, paid } from './given.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
const breaks = (q: string) => breaksOf(world.console.app, world.people.finance, q);
const obstacle = async (fileId: string) =>
  (await world.console.app.statement({ actor: world.people.finance, fileId })).undoObstacle;
const undo = (fileId: string) =>
  world.console.app.undoStatement({ actor: world.people.finance, fileId });

test('an undone import takes its lines and what only it told, and leaves what others tell', async () => {
  const [told, silent] = await paid(world, { when: noon(4) }, { when: noon(4, 1) });
  const kept = await imported(world, csv({ reference: 'BOTH', amount: 400, at: noon(4) }));
  const wrong = { ownId: told!.id, reference: 'WRONG', amount: 5_300, at: noon(4) };
  const content = csv(
    wrong,
    { reference: 'ONLY-HERE', amount: 300, at: noon(4, 2) },
    { reference: 'BOTH', amount: 400, at: noon(4) },
    'not,a,row',
  );
  const file = await imported(world, content);
  expect(await breaks(told!.id)).toEqual(['amount_mismatch']);
  expect(await breaks(silent!.id)).toEqual(['missing_at_gateway']);
  await undo(file.id);
  expect(await linesOf(world.database.pool, file.id)).toEqual([]);
  expect(await breaks('ONLY-HERE')).toEqual([]);
  expect(await breaks('BOTH')).toEqual(['missing_in_ledger']);
  expect(await outcomesOf(world.database.pool, kept.id)).toEqual(['missing_in_ledger']);
  // The other file of the day still does not tell of either.
  expect(await breaks(told!.id)).toEqual(['missing_at_gateway']);
  expect(await breaks(silent!.id)).toEqual(['missing_at_gateway']);

  const again = await imported(world, content);
  expect(again).toMatchObject({ state: 'MATCHED', lines: 3, badLines: 1 });
  expect(await outcomesOf(world.database.pool, again.id)).toEqual([
    'amount_mismatch',
    'missing_in_ledger',
    'repeated',
  ]);
  expect(await breaks(told!.id)).toEqual(['amount_mismatch']);
});

test('an import is undone once', async () => {
  const file = await imported(world, csv({ reference: 'ONCE', at: noon(30) }));
  expect(await obstacle(file.id)).toBeNull();
  await undo(file.id);
  expect(await obstacle(file.id)).toBe('statement_not_undoable');
  await expect(undo(file.id)).rejects.toMatchObject({ code: 'statement_not_undoable' });
});

test('an import on which a decision rests stays', async () => {
  const { app } = world.console;
  const file = await imported(world, csv({ reference: 'DECIDED', amount: 450, at: noon(31) }));
  const { rows } = await app.breaks({ actor: world.people.finance, filter: { q: 'DECIDED' } });
  const { resolutionId } = await app.resolveBreak({
    actor: world.people.finance,
    breakId: rows[0]!.id,
    verb: 'post_suspense',
    reason: 'whose is it',
  });
  expect(await obstacle(file.id)).toBe('statement_in_use');
  await expect(undo(file.id)).rejects.toMatchObject({ code: 'statement_in_use' });
  await app.decideResolution({
    actor: world.people.finance,
    resolutionId: resolutionId!,
    decision: 'withdraw',
  });
  await undo(file.id);
  expect(await breaks('DECIDED')).toEqual([]);
});

test('an import that a person paired by hand stays', async () => {
  const { app } = world.console;
  const made = await paid(
    world,
    { when: noon(32), amount: 2_000 },
    { when: noon(32, 1), amount: 3_000 },
  );
  const file = await imported(world, csv({ reference: 'SUM', amount: 5_000, at: noon(32) }));
  const { rows } = await app.breaks({ actor: world.people.finance, filter: { q: 'SUM' } });
  const { resolutionId, outcome } = await app.resolveBreak({
    actor: world.people.finance,
    breakId: rows[0]!.id,
    verb: 'match_line',
    params: { transactionIds: made.map(({ id }) => id) },
    reason: 'one transfer for both',
  });
  if (outcome === 'proposed') {
    await app.decideResolution({
      actor: world.people.admin,
      resolutionId: resolutionId!,
      decision: 'approve',
    });
  }
  expect(await linesOf(world.database.pool, file.id)).toMatchObject([{ rule: 'by_hand' }]);
  await expect(undo(file.id)).rejects.toMatchObject({ code: 'statement_in_use' });
});

test('an import whose lines a later file only repeats stays as long as that one does', async () => {
  const line = { reference: 'TOLD-TWICE', amount: 650, at: noon(33) };
  const first = await imported(world, csv(line));
  const second = await imported(world, csv(line, { reference: 'MORE', at: noon(33) }));
  expect(await obstacle(first.id)).toBe('statement_repeated');
  await expect(undo(first.id)).rejects.toMatchObject({ code: 'statement_repeated' });
  await undo(second.id);
  expect(await obstacle(first.id)).toBeNull();
  await undo(first.id);
  expect(await breaks('TOLD-TWICE')).toEqual([]);
});

test('an import of a day that is closed stays, as its page says', async () => {
  const file = await imported(world, csv({ reference: 'CLOSED', at: noon(35) }));
  await world.database.owner.query(
    `insert into proof_day (day, currency, starts_at, ends_at, snapshot, report, closed_at, closed_by)
     select f.covers_from::date, 'XOF', f.covers_from, f.covers_to, pg_current_snapshot()::text, '{}', now(), $2 from statement_file f where f.id = $1`,
    [file.id, world.people.finance.id],
  );
  expect(await obstacle(file.id)).toBe('statement_day_closed');
  await expect(undo(file.id)).rejects.toMatchObject({ code: 'statement_day_closed' });
});

test('only finance takes an import back', async () => {
  const file = await imported(world, csv({ reference: 'MINE', at: noon(34) }));
  for (const actor of [world.people.admin, world.people.tresorier, world.people.awa]) {
    await expect(world.console.app.undoStatement({ actor, fileId: file.id })).rejects.toMatchObject(
      { kind: 'Forbidden' },
    );
  }
});
