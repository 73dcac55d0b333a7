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
import { offersFor } from './offers.ts';
import { readRows } from './rows.ts';

/** A raw message may be long; a page shows its beginning. */
const LONGEST_RAW = 16_384;

interface StoryDeps {
  readonly pool: Pool;
  readonly prisma: Prisma;
  readonly gateway: Gateway;
}

export interface EvidenceLine {
  readonly id: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly series: string;
  readonly lineNo: number;
  readonly kind: string;
  readonly state: string;
  readonly amount: string;
  readonly fee: string | null;
  readonly currency: string;
  readonly phone: string | null;
  readonly reference: string | null;
  readonly merchantReference: string | null;
  readonly occurredAt: Date;
  readonly outcome: string;
  readonly difference: string;
}

export interface EvidenceEvent {
  readonly id: string;
  readonly source: string;
  readonly dialect: string;
  readonly event: string | null;
  readonly kind: string | null;
  readonly state: string | null;
  readonly reference: string | null;
  readonly amount: string | null;
  readonly fee: string | null;
  readonly phone: string | null;
  readonly currency: string | null;
  readonly problem: string | null;
  readonly reason: string | null;
  readonly receivedAt: Date;
  readonly raw: string;
  readonly headers: Readonly<Record<string, string>>;
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
  const [transaction, lines, events, candidates, resolutions, notes] = await Promise.all([
    row.transactionId ? transactionStory(prisma, actor, row.transactionId) : null,
    linesOf(pool, breakId),
    eventsOf(pool, breakId),
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
      why: row.kind,
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

/** What each side says the operation was, in whole francs. */
function sides(
  story: Awaited<ReturnType<typeof transactionStory>> | null,
  lines: readonly EvidenceLine[],
  events: readonly EvidenceEvent[],
) {
  const told = lines.find(({ outcome }) => outcome !== 'repeated') ?? events.at(-1);
  return { ours: story?.transaction.amount.toFixed() ?? null, theirs: told?.amount ?? null };
}

async function linesOf(pool: Pool, breakId: string): Promise<EvidenceLine[]> {
  const { rows } = await pool.query<EvidenceLine>(
    `select l.id::text as id, l.file_id as "fileId", f.name as "fileName", l.series, l.line_no as "lineNo", l.kind, l.state, l.amount::text as amount,
       l.fee::text as fee, l.currency, l.phone, l.reference, l.merchant_reference as "merchantReference", l.occurred_at as "occurredAt", l.outcome,
       l.difference::text as difference
     from break_evidence e join statement_line l on l.id = e.line_id join statement_file f on f.id = l.file_id
     where e.break_id = $1 order by l.id limit 100`,
    [breakId],
  );
  return rows;
}

async function eventsOf(pool: Pool, breakId: string): Promise<EvidenceEvent[]> {
  const { rows } = await pool.query<Omit<EvidenceEvent, 'raw'> & { raw: Buffer }>(
    `select v.id, v.source, v.dialect, v.event, v.kind, v.state, v.reference, v.amount::text as amount, v.fee::text as fee, v.phone, v.currency,
       v.problem, (select o.reason from webhook_outcome o where o.event_id = v.id order by o.seq desc limit 1) as reason,
       v.received_at as "receivedAt", substring(v.raw for ${LONGEST_RAW}) as raw, v.headers
     from break_evidence e join webhook_event v on v.id = e.event_id where e.break_id = $1 order by v.received_at, v.id limit 50`,
    [breakId],
  );
  return rows.map((row) => ({ ...row, raw: row.raw.toString('utf8') }));
}

async function notesOf(pool: Pool, breakId: string) {
  const { rows } = await pool.query<{ id: string; at: Date; byName: string; text: string }>(
    `select n.id, n.at, u.full_name as "byName", n.text from break_note n join app_user u on u.id = n.by_id where n.break_id = $1 order by n.at, n.id`,
    [breakId],
  );
  return rows;
}
