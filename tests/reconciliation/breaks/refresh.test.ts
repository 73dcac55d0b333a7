import { describe, expect, test } from 'vitest';
import { refreshBreaks } from '../../../src/reconciliation/breaks/refresh.ts';
import { useConsole } from '../../support/console.ts';
import { inThePast } from '../../support/past.ts';
import { accept, balanceOf, fact, statusOf, unique } from '../../support/payments.ts';
import { playedGateway } from '../../support/played-gateway.ts';
import {
  approve,
  breakAbout,
  codeOf,
  givenDeposit,
  givenPaidTwice,
  givenPayout,
  givenSaver,
  givenUnknown,
  makeStale,
  openAbout,
  payoutFact,
  propose,
  resolved,
  told,
} from '../resolutions/given.ts';

const played = playedGateway();
const world = useConsole({ wrapGateway: played.wrapGateway });
const saver = () => givenSaver(world.database.owner, 6_000);
const refresh = () => world.console.app.refreshBreaks(0);

describe('a break opens', () => {
  test('once for a transaction, however many tell of it, and its kind is the strongest', async () => {
    const { app } = world.console;
    const { id, reference } = await givenUnknown(world);
    expect(await openAbout(world, id)).toEqual(['outcome_unknown']);
    await app.settle(fact({ reference, amount: 5_500n }));
    await app.settle(fact({ reference, amount: 5_600n }));
    await refresh();
    expect(await openAbout(world, id)).toEqual(['event_mismatch']);
    await told(world, { reference, amount: '5500' });
    const row = await breakAbout(world, id);
    const story = await app.breakStory({ actor: world.people.finance, breakId: row.id });
    expect([story.row.kind, story.row.difference]).toEqual(['event_mismatch', '5500']);
    expect([story.events.length, story.lines.length]).toEqual([2, 1]);
  });

  test('once for a reference that nobody knows, whoever tells of it', async () => {
    const reference = unique('orphan');
    const orphan = () => fact({ reference, amount: 900n, currency: 'XOF' });
    await world.console.app.settle(orphan());
    await world.console.app.settle(orphan());
    await told(world, { reference, amount: '900' });
    expect(await openAbout(world, reference)).toEqual(['unknown_reference']);
  });

  test('for an unknown reference only after the grace in which its number may still come', async () => {
    const reference = unique('orphan');
    await world.console.app.settle(fact({ reference, amount: 900n }));
    await world.console.app.refreshBreaks(60_000);
    expect(await openAbout(world, reference)).toEqual([]);
    await refresh();
    expect(await openAbout(world, reference)).toEqual(['unknown_reference']);
  });

  test.each<[string, object, 'initiate' | 'v1', boolean]>([
    ['cannot be asked', { dialect: 'initiate' }, 'initiate', true],
    ['was asked often enough', { dialect: 'v1', queries: 3 }, 'v1', true],
    ['has not been asked often enough', { dialect: 'v1', queries: 2 }, 'v1', false],
    ['has no number to ask with', { dialect: 'v1', state: 'UNKNOWN' }, 'v1', true],
    ['is of a dialect that nobody speaks any more', { dialect: 'initiate' }, 'v1', true],
    ['is not late', { dialect: 'initiate', late: false }, 'initiate', false],
  ])('where an order %s', async (_name, over, spoken, opens) => {
    const { queries = 0, late = true, ...shape } = over as { queries?: number; late?: boolean };
    const { id } = await givenPayout(world, await saver(), shape);
    await world.database.owner.query(
      `update queue_entry set stale_since = case when $3 then db_now() end, stale_reason = case when $3 then 'late' end, queries = $2 where transaction_id = $1`,
      [id, queries, late],
    );
    await refreshBreaks(world.database.pool, spoken, 0);
    expect(await openAbout(world, id)).toEqual(opens ? ['outcome_unknown'] : []);
  });

  test('for what is told in bytes that fit no column, and for all else beside it', async () => {
    const { app } = world.console;
    const huge = { amount: 10n ** 40n, fee: -(10n ** 30n), currency: 'USD' };
    await app.settle(fact({ reference: 'x'.repeat(500), phone: '9'.repeat(300), ...huge }));
    const { reference, id } = await givenDeposit(world, await saver());
    await app.settle(fact({ reference, amount: 10n ** 20n }));
    const orphan = unique('orphan');
    await app.settle(fact({ reference: orphan, amount: 100n, currency: 'USD' }));
    await refresh();
    expect(await openAbout(world, id)).toEqual(['event_mismatch']);
    expect((await breakAbout(world, 'x'.repeat(100))).difference).toBeNull();
    expect((await breakAbout(world, orphan)).difference).toBeNull();
  });

  test('for an answer of the gateway that contradicts, and again for the next one', async () => {
    const { pool } = world.database;
    const { id, reference } = await givenDeposit(world, await saver());
    await world.console.app.settle(fact({ reference }));
    const refuse = () =>
      pool.query(`select record_answer($1, 'refused', null, null, null, 'declined', 'no')`, [id]);
    for (let round = 0; round < 2; round += 1) {
      await refuse();
      const row = await breakAbout(world, id);
      expect([row.kind, row.reason]).toEqual(['gateway_answer', 'refused_after_final']);
      await resolved(world, row.id, 'ignore');
      await refresh();
      expect(await openAbout(world, id)).toEqual([]);
    }
  });
});

describe('a break clears', () => {
  test('when the number that it waited for is stored and its event applied', async () => {
    const { id } = await givenDeposit(world, await saver(), { state: 'SENDING' });
    const reference = unique('early');
    await world.console.app.settle(fact({ reference, amount: 5_000n }));
    const { id: breakId } = await breakAbout(world, reference);
    const { resolutionId } = await propose(world, breakId, 'post_suspense');
    await accept(world.database.pool, id, reference);
    await refresh();
    expect(await statusOf(world.database.pool, id)).toBe('COMPLETED');
    expect(await openAbout(world, reference)).toEqual([]);
    expect(await codeOf(approve(world, resolutionId))).toBe('not_proposed');
  });

  test.each([
    ['completes', 'completed'],
    ['fails', 'failed'],
  ] as const)('when an unknown outcome %s', async (_name, state) => {
    const { id, reference } = await givenUnknown(world, 'WITHDRAWAL');
    await world.console.app.settle(payoutFact({ reference, state }));
    await refresh();
    expect(await openAbout(world, id)).toEqual([]);
  });

  test('never by itself where a payout was paid twice, or money is unknown', async () => {
    const { id } = await givenPaidTwice(world, 3_000);
    const orphan = unique('orphan');
    await world.console.app.settle(fact({ reference: orphan, amount: 100n }));
    for (let round = 0; round < 3; round += 1) await refresh();
    expect(await openAbout(world, id)).toEqual(['double_funded']);
    expect(await openAbout(world, orphan)).toEqual(['unknown_reference']);
  });
});

describe('a deposit that was set aside', () => {
  const aside = async () => {
    const given = await givenUnknown(world);
    expect((await propose(world, given.breakId, 'set_aside')).outcome).toBe('done');
    return given;
  };

  test('leaves the queues, and neither time nor a refresh brings it back', async () => {
    const { id } = await aside();
    const later = new Date(Date.now() + 30 * 86_400_000);
    await inThePast(world.database.ownerUrl, later, async (pool) => {
      await pool.query(`select flag_stale('1 minute')`);
      await pool.query(`select * from refresh_breaks('0', 'initiate')`);
    });
    expect(await openAbout(world, id)).toEqual([]);
    expect(await statusOf(world.database.pool, id)).toBe('PENDING');
  });

  test('is still credited by a late message', async () => {
    const { reference, member } = await aside();
    expect((await world.console.app.settle(fact({ reference }))).outcome).toBe('completed');
    expect(await balanceOf(world.database.pool, member)).toBe(11_000);
  });

  test('is still credited by a late answer to a question', async () => {
    const { id, reference, member } = await aside();
    played.play.status = () => ({
      kind: 'told',
      fact: fact({ source: 'status_query', reference, amount: 5_000n }),
    });
    const { app } = world.console;
    const { answer } = await app.queryNow({ actor: world.people.finance, transactionId: id });
    expect(answer).toBe('completed');
    expect(await balanceOf(world.database.pool, member)).toBe(11_000);
  });

  test('comes back where a statement says that it was paid', async () => {
    const { id, reference } = await aside();
    await told(world, { reference, amount: '5000' });
    expect(await openAbout(world, id)).toEqual(['missed_delivery']);
  });
});

test('asking again answers what the gateway says, and clears what that settles', async () => {
  const { id, reference, breakId } = await givenUnknown(world);
  played.play.status = () => ({ kind: 'no_answer', message: 'Nothing came.' });
  const asked = { outcome: 'asked', resolutionId: null };
  expect(await propose(world, breakId, 'query_again')).toEqual({ ...asked, detail: 'no_answer' });
  expect(await openAbout(world, id)).toEqual(['outcome_unknown']);
  played.play.status = () => ({
    kind: 'told',
    fact: fact({ source: 'status_query', reference, state: 'failed' }),
  });
  // Nobody asks twice within seconds.
  await world.database.owner.query(
    `update queue_entry set queried_at = null where transaction_id = $1`,
    [id],
  );
  expect(await propose(world, breakId, 'query_again')).toEqual({ ...asked, detail: 'failed' });
  expect(await openAbout(world, id)).toEqual([]);
});

test('an unknown outcome that was ignored does not come back with the next refresh', async () => {
  const { id, breakId } = await givenUnknown(world, 'WITHDRAWAL');
  await resolved(world, breakId, 'ignore');
  await makeStale(world, id);
  await refresh();
  expect(await openAbout(world, id)).toEqual([]);
});
