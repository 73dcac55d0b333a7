import type { Pool } from 'pg';

/** A raw message may be long; a page shows its beginning. */
const LONGEST_RAW = 16_384;

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
  readonly outcome: string | null;
  readonly difference: string;
  /** Whether it belongs to the break; else it only tells of the same payment. */
  readonly own: boolean;
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
  /** Whether it belongs to the break; else it only tells of the same payment. */
  readonly own: boolean;
}

interface About {
  readonly breakId: string;
  readonly transactionId: string | null;
}

/** What statements tell: the break's own lines first, then the others about its transaction. */
export async function linesAbout(
  pool: Pool,
  { breakId, transactionId }: About,
): Promise<EvidenceLine[]> {
  const { rows } = await pool.query<EvidenceLine>(
    `with told as (
       select e.line_id as id, true as own from break_evidence e where e.break_id = $1 and e.line_id is not null
       union all select l.id, false from statement_line l where l.transaction_id = $2::uuid and l.paired
       union all select l.id, false from statement_line l where l.transaction_id = $2::uuid and not l.paired
       union all select p.line_id, false from statement_pair p where p.transaction_id = $2::uuid
     )
     select l.id::text as id, l.file_id as "fileId", f.name as "fileName", l.series, l.line_no as "lineNo", l.kind, l.state, l.amount::text as amount,
       l.fee::text as fee, l.currency, l.phone, l.reference, coalesce(l.merchant_reference, l.own_id::text) as "merchantReference", l.occurred_at as "occurredAt", l.outcome,
       l.difference::text as difference, t.own
     from (select id, bool_or(own) as own from told group by id) t join statement_line l on l.id = t.id join statement_file f on f.id = l.file_id
     order by t.own desc, l.id limit 100`,
    [breakId, transactionId],
  );
  return rows;
}

/** What the gateway said: the break's own messages first, then the others about its transaction. */
export async function eventsAbout(
  pool: Pool,
  { breakId, transactionId }: About,
): Promise<EvidenceEvent[]> {
  const { rows } = await pool.query<Omit<EvidenceEvent, 'raw'> & { raw: Buffer }>(
    `with told as (
       select e.event_id as id, true as own from break_evidence e where e.break_id = $1 and e.event_id is not null
       union all select o.event_id, false from webhook_outcome o where o.transaction_id = $2::uuid
     )
     select v.id, v.source, v.dialect, v.event, v.kind, v.state, v.reference, v.amount::text as amount, v.fee::text as fee, v.phone, v.currency,
       v.problem, (select o.reason from webhook_outcome o where o.event_id = v.id order by o.seq desc limit 1) as reason,
       v.received_at as "receivedAt", substring(v.raw for ${LONGEST_RAW}) as raw, v.headers, t.own
     from (select id, bool_or(own) as own from told group by id) t join webhook_event v on v.id = t.id
     where t.own or v.source in ('webhook', 'status_query')
     order by t.own desc, v.received_at, v.id limit 50`,
    [breakId, transactionId],
  );
  return rows.map((row) => ({ ...row, raw: row.raw.toString('utf8') }));
}
