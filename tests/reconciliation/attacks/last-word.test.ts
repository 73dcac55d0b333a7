import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import { codeOf, givenDeposit, givenSaver, resolved, sums } from '../resolutions/given.ts';
import { breaksAbout, openOnes, outcomesOf, toldByUs } from './given.ts';

/** An unknown operation counts by the last word that its account says of it, whatever was said and answered before. */
const world = useConsole();

test('words 1000, 1700, 1000: the last word counts', async () => {
  const reference = unique('back');
  await toldByUs(world, { reference, amount: 1_000 });
  await toldByUs(world, { reference, amount: 1_700 });
  await toldByUs(
    world,
    { reference, amount: 1_000 },
    { reference: unique('other'), status: 'failed' },
  );
  expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '1000']]);
});

test('an answered operation that is told as before once more after another word', async () => {
  const reference = unique('answered-back');
  await toldByUs(world, { reference, amount: 1_000 });
  const [first] = await breaksAbout(world, reference);
  await resolved(world, first!.id, 'post_suspense');
  await toldByUs(world, { reference, amount: 1_600 });
  const second = (await breaksAbout(world, reference)).find(({ open }) => open)!;
  await resolved(world, second.id, 'post_suspense');
  await toldByUs(
    world,
    { reference, amount: 1_000 },
    { reference: unique('other'), status: 'failed' },
  );
  expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '-600']]);
});

test('two lines of one reference that a later file tells with other francs', async () => {
  const reference = unique('pair');
  await toldByUs(world, { reference, amount: 1_000 }, { reference, amount: 1_000 });
  expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '2000']]);
  await toldByUs(world, { reference, amount: 1_500 }, { reference, amount: 1_500 });
  expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '3000']]);
});

test('a payment and its return of one reference, told again with a fee', async () => {
  const reference = unique('returned');
  await toldByUs(world, { reference, amount: 1_000 }, { reference, amount: 1_000, type: 'payout' });
  await toldByUs(
    world,
    { reference, amount: 1_000, fee: 10 },
    { reference, amount: 1_000, type: 'payout', fee: 10 },
  );
  const open = await openOnes(world, reference);
  expect(open.map(([, d]) => d)).toEqual(['-20']);
});

test('a number that is learnt after two words of it', async () => {
  const reference = unique('learnt');
  await toldByUs(world, { reference, amount: 1_000, phone: '+22670888888' });
  await toldByUs(world, { reference, amount: 1_600, phone: '+22670888888' });
  expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '1600']]);
  const member = await givenSaver(world.database.owner, 0);
  const { id } = await givenDeposit(world, member, { amount: 1_600, reference });
  await world.console.app.settle(fact({ reference, amount: 1_600n }));
  await world.console.app.refreshBreaks(0);
  expect(await openOnes(world, reference)).toEqual([]);
  expect(id).toBeTruthy();
});

test('undo of the later word and again', async () => {
  const reference = unique('undo');
  const app = world.console.app;
  const actor = world.people.finance;
  await toldByUs(world, { reference, amount: 1_000 });
  const b = await toldByUs(world, { reference, amount: 1_700 });
  await app.undoStatement({ actor, fileId: b });
  expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '1000']]);
  const c = await toldByUs(world, { reference, amount: 1_700 });
  await toldByUs(world, { reference, amount: 1_700 }, { reference: unique('o'), status: 'failed' });
  expect(await codeOf(app.undoStatement({ actor, fileId: c }))).toBe('statement_repeated');
  expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '1700']]);
  expect(await outcomesOf(world, reference)).toEqual(['repeated', 'missing_in_ledger', 'repeated']);
});

test('a word that changed while a proposal waited', async () => {
  const reference = unique('waiting');
  const app = world.console.app;
  await toldByUs(world, { reference, amount: 1_000 });
  const [about] = await breaksAbout(world, reference);
  const { resolutionId } = await app.resolveBreak({
    actor: world.people.finance,
    breakId: about!.id,
    verb: 'post_suspense',
    params: {},
    reason: 'seen there',
  });
  await toldByUs(world, { reference, amount: 1_600 });
  const before = await sums(world.database.owner);
  const code = await codeOf(
    app.decideResolution({
      actor: world.people.admin,
      resolutionId: resolutionId!,
      decision: 'approve',
    }),
  );
  const after = await sums(world.database.owner);
  const posted = (after['suspense'] ?? 0) - (before['suspense'] ?? 0);
  await app.refreshBreaks(0);
  const left = (await openOnes(world, reference)).reduce((s, [, d]) => s + Number(d), 0);
  expect({ code, total: posted + left }).toMatchObject({ total: 1_600 });
});

test('unknown told twice with other francs: matched to its deposit, told a third time as before, still one posting', async () => {
  const reference = unique('twice');
  await toldByUs(world, { reference, amount: 1_000, phone: '+22670555551' });
  await toldByUs(world, { reference, amount: 1_500, phone: '+22670555551' });
  const [about] = await breaksAbout(world, reference);
  const s0 = await sums(world.database.owner);
  await resolved(world, about!.id, 'post_suspense');
  const s1 = await sums(world.database.owner);
  expect((s1['suspense'] ?? 0) - (s0['suspense'] ?? 0)).toBe(1_500);
  await toldByUs(
    world,
    { reference, amount: 1_500, phone: '+22670555551' },
    { reference: unique('z'), status: 'failed' },
  );
  await toldByUs(
    world,
    { reference, amount: 1_700, phone: '+22670555551' },
    { reference: unique('z'), status: 'failed' },
  );
  await world.console.app.refreshBreaks(0);
  expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '200']]);
  const open = (await breaksAbout(world, reference)).find((b) => b.open)!;
  await resolved(world, open.id, 'post_suspense');
  const s2 = await sums(world.database.owner);
  expect((s2['suspense'] ?? 0) - (s0['suspense'] ?? 0)).toBe(1_700);
  // and another 100 beyond
  await toldByUs(
    world,
    { reference, amount: 1_800, phone: '+22670555551' },
    { reference: unique('z'), status: 'failed' },
  );
  await world.console.app.refreshBreaks(0);
  expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '100']]);
});

test('two lines of one reference: what two people post is what the last file says', async () => {
  const reference = unique('posted');
  await toldByUs(
    world,
    { reference, amount: 1_000, phone: '+22670555552' },
    { reference, amount: 1_000, phone: '+22670555552' },
  );
  await toldByUs(
    world,
    { reference, amount: 1_500, phone: '+22670555552' },
    { reference, amount: 1_500, phone: '+22670555552' },
  );
  const [about] = await breaksAbout(world, reference);
  const s0 = await sums(world.database.owner);
  await resolved(world, about!.id, 'post_suspense');
  const s1 = await sums(world.database.owner);
  expect((s1['suspense'] ?? 0) - (s0['suspense'] ?? 0)).toBe(3_000);
});

test('three words of an unknown operation, each answered by two people: the suspense holds the last, once', async () => {
  const reference = unique('thrice');
  const s0 = await sums(world.database.owner);
  for (const amount of [1_500, 1_700, 1_800]) {
    await toldByUs(world, { reference, amount, phone: '+22670555553' });
    await world.console.app.refreshBreaks(0);
    const open = (await breaksAbout(world, reference)).find((b) => b.open)!;
    await resolved(world, open.id, 'post_suspense');
  }
  const s1 = await sums(world.database.owner);
  expect((s1['suspense'] ?? 0) - (s0['suspense'] ?? 0)).toBe(1_800);
});

test('answered, told otherwise twice before anybody looks again: the last word counts', async () => {
  const reference = unique('gap');
  await toldByUs(world, { reference, amount: 1_500, phone: '+22670555554' });
  await resolved(world, (await breaksAbout(world, reference))[0]!.id, 'post_suspense');
  await toldByUs(world, { reference, amount: 1_700, phone: '+22670555554' });
  await toldByUs(world, { reference, amount: 1_800, phone: '+22670555554' });
  await world.console.app.refreshBreaks(0);
  expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '300']]);
});

test('answered, then reversed, then told otherwise: the last word counts once', async () => {
  const reference = unique('rev');
  const { app } = world.console;
  await toldByUs(world, { reference, amount: 1_500, phone: '+22670555555' });
  const b = (await breaksAbout(world, reference))[0]!;
  const resolutionId = await resolved(world, b.id, 'post_suspense');
  await resolved(world, b.id, 'reverse', { resolutionId } as never);
  await app.refreshBreaks(0);
  await toldByUs(world, { reference, amount: 1_700, phone: '+22670555555' });
  await app.refreshBreaks(0);
  expect((await openOnes(world, reference)).reduce((n, [, d]) => n + Number(d), 0)).toBe(1_700);
});
