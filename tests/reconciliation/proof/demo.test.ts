import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runJob } from '../../../jobs/run.ts';
import type { Person } from '../../../src/kernel/actor.ts';
import { type RunningConsole, startConsole } from '../../support/console.ts';
import { useDatabase } from '../../support/database.ts';
import { bytesOf, newFolder } from '../import/given.ts';
import { effectThere, filledWithDemo, isDoneOn, ODD, statementOf } from './demo.ts';
import { at, day } from './given.ts';

describe.each(['initiate', 'v1'] as const)('a fresh demo in dialect %s', (dialect) => {
  const database = useDatabase();
  let running: RunningConsole;
  let finance: Person;

  beforeAll(async () => {
    running = await startConsole(database, {
      dialect,
      settings: { statementsDir: newFolder() },
      sandbox: { payoutDelayMs: 1_500 },
    });
    await filledWithDemo(running, database, dialect);
    const id = await running.app.userIdOf('finance');
    finance = (await running.app.accountById(id, { ip: null, sessionId: null, tontineId: null }))!
      .person;
  });
  afterAll(() => running.close());

  const { CONTRADICTED, TOLD_WRONGLY } = ODD;
  // In v1 a webhook is only a hint: the question that it leads to is answered with the true amount.
  const wrong: readonly string[] = dialect === 'v1' ? [CONTRADICTED] : [CONTRADICTED, TOLD_WRONGLY];
  const DAYS = [20, 11, 6, 5, 2, 1, 0];
  const endOf = (ago: number) => at(ago - 1, '00:00:00');

  /** What the gateway has more than our books before an instant: only what the demo leaves wrong on purpose. */
  function wrongBefore(instant: Date, of = (_method: string) => true): bigint {
    const there = running.sandbox.operations().filter(({ method }) => of(method));
    const paid = there.filter(({ phone }) => phone === TOLD_WRONGLY && wrong.includes(phone));
    const returned = there.filter(
      ({ phone, settledAt }) => phone === CONTRADICTED && (settledAt ?? 0) < instant.getTime(),
    );
    return (
      paid.reduce((sum, one) => sum + effectThere(one, instant), 0n) +
      returned.reduce((sum, { amount }) => sum + amount, 0n)
    );
  }

  /** Whether each operator had something to tell of the day: the demo's hours follow the hour of its start. */
  async function importStatements(ago: number): Promise<boolean> {
    const { app } = running;
    let all = true;
    for (const format of ['tontine-pro', 'wave-fr', 'wave-en', 'orange-bf', 'moov-ci']) {
      const { name, bytes, rows, completed } = await statementOf(running, format, day(ago));
      // Where nothing moved, as in a line of what failed, no balance is told.
      all &&= completed > 0;
      if (rows === 0) continue;
      const actor = finance;
      const { uploadId } = await app.receiveStatement({ actor, name, stream: bytesOf(bytes) });
      const { fileId } = await app.importStatement({ actor, uploadId });
      await app.statementsIdle();
      expect(await app.statement({ actor, fileId })).toMatchObject({ state: 'MATCHED' });
    }
    return all;
  }

  test('proves each past day and today by the sandbox’s statements, in every format of its methods', async () => {
    const spoken = new Set<number>();
    for (const ago of DAYS) if ((await importStatements(ago)) && ago > 0) spoken.add(ago);
    expect(spoken.size).toBeGreaterThan(0);
    await runJob(running.app, 'open-breaks');
    for (const ago of DAYS) {
      const there = running.sandbox
        .operations()
        .reduce((sum, one) => sum + effectThere(one, endOf(ago)), 0n);
      const { told } = await running.app.proof({ actor: finance, day: day(ago) });
      // Of a day on which one of them was silent, and of today, the operators do not tell what they hold at its end.
      const sum = { amount: String(there), statements: 3 };
      expect(told, day(ago)).toEqual(spoken.has(ago) ? sum : null);
      await running.app.recordBalance({ actor: finance, day: day(ago), amount: String(there) });
      const { gap, unexplained, items, methods } = await running.app.proof({
        actor: finance,
        day: day(ago),
      });
      const more = String(wrongBefore(endOf(ago)));
      expect({ gap, unexplained }, day(ago)).toEqual({ gap: more, unexplained: '0' });
      expect(items.filter(({ kind }) => kind !== 'break')).toEqual([]);
      for (const { method, ...told } of methods) {
        const ofMethod = (one: string) => one === method;
        const difference =
          wrongBefore(endOf(ago), ofMethod) - wrongBefore(endOf(ago + 1), ofMethod);
        // A payout that was taken back on the same day is on no operator's statement.
        const done = running.sandbox
          .operations()
          .some((one) => ofMethod(one.method) && isDoneOn(one, day(ago)));
        expect(told, `${method} on ${day(ago)}`).toMatchObject(
          done
            ? { told: true, holds: true, difference: String(difference) }
            : { told: false, difference: '0' },
        );
      }
    }
  });

  test('leaves no break of francs but those that it means', async () => {
    const { rows } = await database.pool.query<{ phone: string }>(
      'select distinct phone from break_item where resolved_at is null and difference <> 0 order by 1',
    );
    expect(rows.map(({ phone }) => phone)).toEqual(wrong);
  });

  test('is proved in the morning, to the franc', async () => {
    expect(await runJob(running.app, 'prove-day')).toMatchObject({
      ok: true,
      summary: expect.stringContaining('every franc is explained'),
    });
    const { rows } = await database.pool.query(`select 1 from break_item where kind = 'proof_gap'`);
    expect(rows).toEqual([]);
  });
});
