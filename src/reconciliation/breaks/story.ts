import type { Pool } from 'pg';
import type { Prisma } from '../../db/prisma.ts';
import type { Person } from '../../kernel/actor.ts';
import { notFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Gateway } from '../../payments/gateway.ts';
import { transactionStory } from '../../payments/story.ts';
import { expectOfficer } from '../officer.ts';
import { resolutionsOf } from '../resolutions/rows.ts';
import { candidatesFor } from './candidates.ts';
import { type EvidenceEvent, type EvidenceLine, eventsAbout, linesAbout } from './evidence.ts';
import { offersFor } from './offers.ts';
import { readRows } from './rows.ts';

interface StoryDeps {
  readonly pool: Pool;
  readonly prisma: Prisma;
  readonly gateway: Gateway;
}

/**
 * Everything about one break on one page: the difference, our side, their side, who it may belong to, what can be
 * done and what was. @throws Forbidden `officers_only`; NotFound
 */
export async function breakStory(
  deps: StoryDeps,
  { actor, breakId }: { actor: Person; breakId: string },
) {
  expectOfficer(actor);
  const { pool, prisma, gateway } = deps;
  const [row] = isUuid(breakId)
    ? await readRows(pool, actor, { sql: 'b.id = $1', values: [breakId] }, 'oldest', 1)
    : [];
  if (!row) throw notFound('break', String(breakId).slice(0, 64));
  const transactionId = row.transactionId ?? (await foundFor(pool, breakId));
  const about = { breakId, transactionId };
  const [transaction, lines, events, candidates, resolutions, notes] = await Promise.all([
    transactionId ? transactionStory(prisma, actor, transactionId) : null,
    linesAbout(pool, about),
    eventsAbout(pool, about),
    candidatesFor(pool, breakId),
    resolutionsOf(pool, actor, breakId),
    notesOf(pool, breakId),
  ]);
  const mayAsk =
    actor.role === 'FINANCE' &&
    gateway.can.statusQuery &&
    transaction?.transaction.dialect === gateway.dialect &&
    transaction.transaction.sentAt !== null;
  return {
    row,
    difference: {
      ...sides(transaction, lines, events),
      difference: row.difference,
      why: row.name,
      reason: row.reason,
    },
    transaction,
    lines,
    events,
    candidates,
    offers: await offersFor(pool, row, candidates, resolutions, mayAsk),
    resolutions,
    notes,
  };
}

export type BreakStory = Awaited<ReturnType<typeof breakStory>>;

interface Side {
  /** Whole francs; null: it does not say. */
  readonly amount: string | null;
  readonly state: string | null;
}

/** What each side says of the operation; null where it says nothing. */
function sides(
  story: Awaited<ReturnType<typeof transactionStory>> | null,
  lines: readonly EvidenceLine[],
  events: readonly EvidenceEvent[],
): { ours: string | null; message: Side | null; statement: Side | null } {
  const line = lines.find(({ outcome }) => outcome !== 'repeated');
  const event = events.findLast(({ own }) => own) ?? events.at(-1);
  return {
    ours: story?.transaction.amount.toFixed() ?? null,
    message: event ? { amount: event.amount, state: event.state } : null,
    statement: line ? { amount: line.amount, state: line.state } : null,
  };
}

/** The operation that an answer found for a break that names none, while that answer stands. */
async function foundFor(pool: Pool, breakId: string): Promise<string | null> {
  const { rows } = await pool.query<{ id: string | null }>(
    `select coalesce(t.corrects_id, t.id, (r.params ->> 'transactionId')::uuid, (r.params -> 'transactionIds' ->> 0)::uuid) as id
     from resolution r left join transaction t on t.id = r.transaction_id
     where r.break_id = $1 and r.state in ('APPROVED', 'DONE') and r.verb <> 'reverse'
       and not exists (select from resolution x where x.reverses_id = r.id and x.state = 'APPROVED')
     order by r.made_at desc, r.id desc limit 1`,
    [breakId],
  );
  return rows[0]?.id ?? null;
}

async function notesOf(pool: Pool, breakId: string) {
  const { rows } = await pool.query<{ id: string; at: Date; byName: string; text: string }>(
    `select n.id, n.at, u.full_name as "byName", n.text from break_note n join app_user u on u.id = n.by_id where n.break_id = $1 order by n.at, n.id`,
    [breakId],
  );
  return rows;
}
