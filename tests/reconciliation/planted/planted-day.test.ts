import { describe, expect, test } from 'vitest';
import type { BreakRow } from '../../../src/reconciliation/breaks/rows.ts';
import { useConsole } from '../../support/console.ts';
import { FORMATS, heldThere, operationsOf, statement } from './at-the-gateway.ts';
import { type Ours, phoneOf, recordDay } from './in-our-books.ts';
import { DEFECTS, type Planted, plantedDay } from './plan.ts';

/** Yesterday, in the business zone, which is UTC. */
const DAY = new Date(new Date().setUTCHours(0, 0, 0, 0) - 86_400_000);
const day = DAY.toISOString().slice(0, 10);
const today = new Date().toISOString().slice(0, 10);

describe('a day of ten thousand operations with two hundred known defects', () => {
  const given = useConsole();

  test('each defect becomes one break of its kind, nothing else does, and the proof names every franc until all are resolved', async () => {
    const { console: running, database, people } = given;
    const { app } = running;
    const planted = plantedDay();
    const ours = await recordDay(database.owner, people.tresorier, DAY, planted);
    const operations = operationsOf(planted, ours, DAY);
    const held = heldThere(operations);
    const openings = async (until: string) => {
      const { rows } = await database.pool.query<{ sum: string }>(
        `select coalesce(-sum(p.amount), 0)::text as sum from posting p join journal j on j.id = p.journal_id
         where j.kind = 'OPENING' and p.account_id = system_account('gateway_float', 'XOF') and j.recorded_at::date <= $1::date`,
        [until],
      );
      return BigInt(rows[0]!.sum);
    };

    await app.flagStale();
    await app.refreshBreaks(0);
    for (const format of FORMATS) {
      const { name, bytes } = await statement(operations, format, day);
      const inspected = await app.receiveStatement({
        actor: people.finance,
        name,
        stream: chunks(bytes),
      });
      expect(inspected.format).toBe(format);
      await app.importStatement({ actor: people.finance, uploadId: inspected.uploadId });
      await app.statementsIdle();
    }
    await app.refreshBreaks(0);

    const files = await app.statements({ actor: people.finance });
    expect(files.map(({ state, badLines }) => `${state} ${badLines}`)).toEqual(
      FORMATS.map(() => 'MATCHED 0'),
    );
    const breaks = await allOpen(app, people.finance);
    expect(countByKind(breaks)).toEqual(Object.fromEntries(DEFECTS));
    const defects = planted.filter(({ defect }) => defect !== null);
    expect(breaks).toHaveLength(defects.length);
    for (const defect of defects) {
      const found = breaks.filter((row) => isAbout(row, defect, ours.get(defect.ord)!));
      expect(
        found.map(({ kind }) => kind),
        `operation ${defect.ord}`,
      ).toEqual([defect.defect]);
    }

    // Before anybody answers anything, the whole gap has names.
    await app.recordBalance({
      actor: people.finance,
      day,
      amount: String((await openings(day)) + held),
    });
    const open = await app.proof({ actor: people.finance, day });
    expect(open.gap).not.toBe('0');
    expect(open.unexplained).toBe('0');
    expect(open.items.every(({ kind }) => kind === 'break')).toBe(true);

    for (const row of breaks) {
      const { outcome, resolutionId } = await app.resolveBreak({
        actor: people.finance,
        breakId: row.id,
        verb: verbFor(row),
        reason: 'planted',
      });
      if (outcome !== 'proposed') continue;
      await app.decideResolution({
        actor: people.admin,
        resolutionId: resolutionId!,
        decision: 'approve',
      });
    }
    await app.refreshBreaks(0);
    expect(await allOpen(app, people.finance)).toEqual([]);

    await app.recordBalance({
      actor: people.finance,
      day: today,
      amount: String((await openings(today)) + held),
    });
    const proof = await app.proof({ actor: people.finance, day: today });
    expect({ gap: proof.gap, items: proof.items }).toEqual({ gap: '0', items: [] });
    const closed = await app.proof({ actor: people.finance, day });
    expect(closed.unexplained).toBe('0');
    await app.closeDay({ actor: people.finance, day });
    expect((await app.proof({ actor: people.finance, day })).state).toBe('closed');
  }, 300_000);
});

async function* chunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536);
}

async function allOpen(
  app: ReturnType<typeof useConsole>['console']['app'],
  actor: Parameters<typeof app.breaks>[0]['actor'],
): Promise<BreakRow[]> {
  const rows: BreakRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await app.breaks({ actor, filter: {}, cursor, limit: 100 });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    cursor = page.next;
  }
}

function countByKind(breaks: readonly BreakRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of breaks) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function isAbout(row: BreakRow, defect: Planted, { id, reference }: Ours): boolean {
  if (id !== null) return row.transactionId === id;
  if (row.transactionId !== null) return false;
  // A statement of Moov's names no reference: phone and amount, all of which are different, do.
  return (
    row.reference === reference ||
    (row.phone === phoneOf(defect) && valuesOf(defect).includes(row.value))
  );
}

const valuesOf = ({ amount, fee, type }: Planted): string[] =>
  [amount, type === 'DEPOSIT' ? amount - fee : amount + fee].map(String);

/** What a finance officer would do about each. */
function verbFor(row: BreakRow): string {
  switch (row.kind) {
    case 'outcome_unknown':
      return row.flow === 'deposit' ? 'set_aside' : 'mark_failed';
    case 'event_mismatch':
    case 'missed_delivery':
    case 'double_funded':
      return 'mark_completed';
    case 'conflicting_event':
      return 'mark_failed';
    case 'status_conflict':
      return row.transactionStatus === 'COMPLETED' ? 'mark_failed' : 'mark_completed';
    case 'fee_difference':
      return 'write_off';
    default:
      return 'post_suspense';
  }
}
