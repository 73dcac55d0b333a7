import type { Pool } from 'pg';
import type { Prisma } from '../../db/prisma.ts';
import type { Person } from '../../kernel/actor.ts';
import { correctedAs } from '../../kernel/corrected.ts';
import { notFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Gateway } from '../../payments/gateway.ts';
import { transactionStory } from '../../payments/story.ts';
import { expectOfficer } from '../officer.ts';
import { resolutionsOf } from '../resolutions/rows.ts';
import { candidatesFor } from './candidates.ts';
import { type EvidenceEvent, type EvidenceLine, eventsAbout, linesAbout } from './evidence.ts';
import { offersFor } from './offers.ts';
import { type BreakRow, readRows } from './rows.ts';
import { standingAnswer } from './standing-answer.ts';
import { mainVerb, toldOutcome } from './told.ts';

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
  const found = await foundBy(pool, breakId);
  const transactionId = row.transactionId ?? found[0] ?? null;
  const about = { breakId, transactionId };
  const [transaction, others, lines, events, candidates, resolutions, notes] = await Promise.all([
    transactionId ? transactionStory(prisma, actor, transactionId) : null,
    transactionId && found.includes(transactionId) ? othersOf(prisma, found, transactionId) : [],
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
  const offers = await offersFor(pool, row, candidates, resolutions, mayAsk);
  const told = toldOutcome(lines, events);
  return {
    row,
    difference: {
      ...beside(row, sides(transaction, others, lines, events)),
      difference: row.difference,
      why: row.name,
      reason: row.reason,
    },
    transaction,
    others,
    lines,
    events,
    candidates,
    offers,
    main: row.resolvedAt === null ? mainVerb(row, offers, told) : null,
    told,
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
  others: readonly OtherOperation[],
  lines: readonly EvidenceLine[],
  events: readonly EvidenceEvent[],
): {
  ours: string | null;
  /** What of it our books have as done. */
  booked: string | null;
  message: Side | null;
  statement: Side | null;
} {
  const line = lines.find(({ outcome }) => outcome !== 'repeated');
  // A message about one of several says nothing of their sum.
  const event = events.findLast(({ own }) => own) ?? (others.length > 0 ? null : events.at(-1));
  const ours = story && [
    { amount: story.transaction.amount.toFixed(), done: isBooked(story) },
    ...others.map(({ amount, status }) => ({ amount, done: status === 'COMPLETED' })),
  ];
  return {
    ours: ours && sumOf(ours),
    booked: ours && sumOf(ours.filter(({ done }) => done)),
    message: event ? { amount: event.amount, state: event.state } : null,
    statement: line ? { amount: line.amount, state: line.state } : null,
  };
}

type Sides = ReturnType<typeof sides>;

/** What our books had when the difference was taken: a break that is closed is told as it was. */
function beside({ resolvedAt, difference, flow }: BreakRow, given: Sides): Sides {
  const there = given.statement ?? given.message;
  if (!resolvedAt) return given;
  const happened = there?.state === 'completed' ? (there.amount ?? '') : '0';
  // All of what happened there was missing here.
  const nothing = difference === (flow === 'payout' ? `-${happened}` : happened);
  return { ...given, booked: given.ours && (nothing ? '0' : given.ours) };
}

const sumOf = (parts: readonly { readonly amount: string }[]): string =>
  String(parts.reduce((sum, { amount }) => sum + BigInt(amount), 0n));

/** Whether the operation stands as done in our books: by its own state, or by what corrected it. */
function isBooked({ transaction, corrections }: Awaited<ReturnType<typeof transactionStory>>) {
  const corrected = correctedAs(corrections);
  return corrected === null ? transaction.status === 'COMPLETED' : corrected === 'completed';
}

/** An operation that a line stands for, beside the one whose story is told. */
interface OtherOperation {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly memberName: string;
  /** Whole francs. */
  readonly amount: string;
}

async function othersOf(
  prisma: Prisma,
  ids: readonly string[],
  except: string,
): Promise<OtherOperation[]> {
  const rows = await prisma.transaction.findMany({
    where: { id: { in: ids.filter((id) => id !== except) } },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      type: true,
      status: true,
      amount: true,
      user: { select: { fullName: true } },
    },
  });
  return rows.map(({ user, amount, ...facts }) => ({
    ...facts,
    memberName: user.fullName,
    amount: amount.toFixed(),
  }));
}

/** The operations that the answer which stands gave to a break, or corrected; a line may stand for several. */
async function foundBy(pool: Pool, breakId: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string | null; ids: readonly string[] | null }>(
    `select coalesce(t.corrects_id, t.id, (r.params ->> 'transactionId')::uuid) as id, r.params -> 'transactionIds' as ids
     from (${standingAnswer('r.*', '$1')}) r left join transaction t on t.id = r.transaction_id`,
    [breakId],
  );
  const { id = null, ids = null } = rows[0] ?? {};
  return ids ?? (id === null ? [] : [id]);
}

async function notesOf(pool: Pool, breakId: string) {
  const { rows } = await pool.query<{ id: string; at: Date; byName: string; text: string }>(
    `select n.id, n.at, u.full_name as "byName", n.text from break_note n join app_user u on u.id = n.by_id where n.break_id = $1 order by n.at, n.id`,
    [breakId],
  );
  return rows;
}
