import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

const MEMBERS = 10_000;
/** Ten days that ended before today, an hour away from the edges at which a statement keeps silent. */
const DAYS = 10;
/** Every so many rows one is wrong. */
const DEFECT_EVERY = 1_250;

/** How many breaks of each kind the seeded million opens; two of the defects show in two places. */
export const expectedBreaks = (rows: number): Readonly<Record<string, number>> => {
  const each = rows / DEFECT_EVERY / 8;
  return {
    amount_mismatch: 2 * each,
    fee_difference: 2 * each,
    status_conflict: each,
    missed_delivery: each,
    missing_in_ledger: each,
    duplicate: each,
    missing_at_gateway: 2 * each,
  };
};

/**
 * Completed transactions, and beside them what the gateway says of each (`told`), with defects. As a superuser, without
 * triggers: a million settlements one by one would take longer than everything that is measured.
 */
export async function seed(client: pg.Client, rows: number): Promise<void> {
  await client.query(`set session_replication_role = replica`);
  await client.query(
    `insert into app_user (username, full_name, phone, password_hash, role, demo)
     select 'member' || n, 'Member ' || n, '+226' || (70000000 + n), 'x', 'MEMBER', true from generate_series(1, ${MEMBERS}) n`,
  );
  await client.query(
    `insert into wallet (id, user_id) select uuid_v7(), id from app_user where username like 'member%'`,
  );
  await client.query(
    `create table plan as
     with at as (
       select n, case when n % ${DEFECT_EVERY} = 7 then (n / ${DEFECT_EVERY}) % 8 else -1 end as defect, md5(n::text) as noise,
         (date_trunc('day', now()) - interval '${DAYS + 1} days' + interval '1 hour' + n * (interval '${DAYS} days' - interval '2 hours') / ${rows}) as at
       from generate_series(0, ${rows} - 1) n
     )
     select n, defect, at, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(noise, 1, 3) || '8' || substr(noise, 4, 15))::uuid as id,
       'MPAYIN_' || upper(substr(noise, 1, 16)) as reference, case when n % 3 = 0 then 'WITHDRAWAL' else 'DEPOSIT' end as type,
       500 + n % 90000 as amount, n % 200 as fee, '+226' || (70000000 + n % ${MEMBERS}) as phone
     from at`,
  );
  await client.query(
    `insert into transaction (id, type, status, gateway_state, user_id, wallet_id, amount, currency, fee, method, phone, dialect, gateway_reference,
       initiated_by, idempotency_key, fingerprint, created_at, pending_at, sent_at, answered_at, settled_at, updated_at)
     select p.id, p.type, case p.defect when 2 then 'FAILED' when 3 then 'PENDING' else 'COMPLETED' end, 'ACCEPTED', w.user_id, w.id, p.amount, 'XOF', p.fee,
       'wave', p.phone, 'initiate', p.reference, w.user_id, 'k' || p.n, 'f', p.at, p.at, p.at, p.at,
       case when p.defect <> 3 then p.at + interval '20 seconds' end, p.at
     from plan p join (select id, user_id, row_number() over (order by id) - 1 as nth from wallet) w on w.nth = p.n % ${MEMBERS} order by p.n`,
  );
  await client.query(
    `insert into queue_entry (transaction_id, queue, wallet_id, user_id, type, amount, created_at, sent_at)
     select id, 'OPEN', wallet_id, user_id, type, amount, created_at, sent_at from transaction where status = 'PENDING'`,
  );
  await client.query(
    `create table told as
     select p.n, case when p.type = 'DEPOSIT' then 'payment' else 'payout' end as kind, 'completed' as state, p.amount, p.fee, p.phone, p.at + interval '20 seconds' as at,
       p.id as own_id, p.reference from plan p where p.defect not in (4, 5)
     union all
     select p.n, 'payment', 'completed', p.amount + 17, p.fee, p.phone, p.at, gen_random_uuid(), 'UNKNOWN_' || p.n from plan p where p.defect = 4
     union all
     select p.n, case when q.type = 'DEPOSIT' then 'payment' else 'payout' end, 'completed', q.amount + 41 * (p.n % 2), q.fee, q.phone, p.at, q.id, q.reference || '-again'
     from plan p join plan q on q.n = p.n - 1 where p.defect = 5`,
  );
  await client.query(
    `update told set amount = amount + 300 where n in (select n from plan where defect in (0, 6))`,
  );
  await client.query(
    `update told set fee = fee + 7 where n in (select n from plan where defect in (1, 7))`,
  );
  await client.query('vacuum (freeze, analyze)');
}

/** The statement as it is uploaded, and the same rows in PostgreSQL's own text format. */
export async function writeFiles(
  client: pg.Client,
  statement: string,
  text: string,
): Promise<void> {
  const copies = [
    [
      statement,
      `select own_id as reference, reference as provider_reference, case kind when 'payment' then 'deposit' else 'payout' end as type, amount, fee,
         'XOF' as currency, '''' || phone as phone, state as status, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as occurred_at
       from told order by n`,
      'format csv, header',
    ],
    [
      text,
      `select row_number() over (order by n) + 1, kind, state, own_id, own_id::text, reference, amount, fee, 'XOF', phone,
         to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), null from told order by n`,
      'format text',
    ],
  ] as const;
  for (const [path, query, options] of copies) {
    await pipeline(
      client.query(copyTo(`copy (${query}) to stdout with (${options})`)),
      createWriteStream(path),
    );
  }
}
