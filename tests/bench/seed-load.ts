import { FINANCE } from './seed-people.ts';
import { hexOf, key } from './seed-sql.ts';

const account = (kind: string) => `system_account('${kind}', 'XOF')`;

/** Of the length that a signed delivery leaves. */
const HEADERS = `'{"content-type": "application/json", "user-agent": "GetMiPay/1.0", "x-signature": "sha256=${'5e'.repeat(32)}"}'::jsonb`;

/** The operations of a part of the plan, in every column that the console would have filled. */
const OPERATIONS = `
  select p.n, p.id, p.at, p.kind, p.is_out, p.status, p.amount, p.fee, p.balance, p.version, p.vault_balance, p.vault_version, p.h,
    m.user_id, m.wallet_id, m.vault_id, case when waited then '+226' || (57000000 + p.h % 1000000) else m.phone end as phone, m.tontine_id, m.treasurer_id, m.treasurer_name, m.full_name, f.finance_id,
    case p.kind when 'T' then 'TRANSFER' when 'W' then 'WITHDRAWAL' else 'DEPOSIT' end as type,
    waited, by_staff, dialect, gateway_state,
    case when gateway_state = 'ACCEPTED' then case dialect when 'v1' then 'MPAY' || way || '_' || upper(token) else 'GMP-' || way || '-' || token end end as reference,
    case when gateway_state = 'ACCEPTED' and dialect = 'v1' then 'MLS' || upper(left(token, 12)) end as second_reference, token,
    case when p.kind = 'T' then null when p.h % 97 < 45 then 'wave' when p.h % 97 < 75 then 'orange_money' when p.h % 97 < 90 then 'moov_money'
      when p.h % 97 < 95 or p.kind = 'W' then 'mtn_money' else 'visa' end as method,
    settled_at, noise, ${hexOf('p.at')} as of_at, ${hexOf('settled_at')} as of_end
  from seed_plan p join seed_member m using (nth)
  cross join (select id as finance_id from app_user where username = '${FINANCE}') f
  cross join lateral (select
    p.kind = 'W' and (p.status in ('AWAITING_APPROVAL', 'REJECTED', 'EXPIRED', 'CANCELLED') or p.h / 1000 % 1000 between 100 and 159) as waited,
    case when p.h / 7 % 4 = 0 then 'v1' else 'initiate' end as dialect, md5(p.n::text) as noise offset 0) a
  cross join lateral (select waited or p.h / 11 % 10 < 7 as by_staff,
    case when p.kind = 'T' then null when p.status in ('AWAITING_APPROVAL', 'REJECTED', 'EXPIRED', 'CANCELLED') then 'NOT_SENT'
      when p.status = 'FAILED' and p.h / 13 % 10 < 3 then 'REFUSED' when p.status = 'PENDING' and p.h / 13 % 10 < 3 then 'UNKNOWN'
      else 'ACCEPTED' end as gateway_state, case p.kind when 'W' then 'OUT' else 'IN' end as way, substr(noise, 1, 16) as token,
    case when p.kind = 'T' then p.at
      when p.status not in ('PENDING', 'AWAITING_APPROVAL') then least(p.at + make_interval(secs => 20 + p.h % 160), $3) end as settled_at offset 0) b
  where p.n between $1 and $2`;

const TRANSACTIONS = `
  insert into transaction (id, type, status, gateway_state, user_id, wallet_id, vault_id, tontine_id, direction, amount, currency, fee, method, phone,
    dialect, gateway_reference, second_reference, payment_url, warning, note, failure_reason, failure_message, initiated_by, idempotency_key, fingerprint, created_at,
    pending_at, sent_at, answered_at, occurred_at, settled_at, updated_at, by_staff, approval_reasons, approval_expires_at, checked_by, decided_at,
    decision_reason, quoted_fee)
  select id, type, status, gateway_state, user_id, wallet_id, case kind when 'T' then vault_id end, case when by_staff then tontine_id end,
    case when kind = 'T' then case when is_out then 'OUT' else 'IN' end end, amount, 'XOF', fee, method, case when kind <> 'T' then phone end,
    case when kind <> 'T' then dialect end, reference, second_reference,
    case when kind = 'D' and reference is not null then 'https://pay.getmipay.com/p/' || token end, case gateway_state when 'UNKNOWN' then 'no_answer' end,
    case when by_staff and h / 17 % 10 = 0 then 'Cotisation du mois' end,
    case when status = 'FAILED' then case when h / 19 % 3 = 0 then 'timeout' else 'insufficient_balance' end end,
    case when status = 'FAILED' then case when h / 19 % 3 = 0 then 'Délai dépassé' else 'Solde insuffisant' end end,
    case when by_staff then treasurer_id else user_id end, noise, noise || noise, at,
    case when kind = 'T' or status in ('AWAITING_APPROVAL', 'REJECTED', 'EXPIRED', 'CANCELLED') then null when waited then at + interval '10 seconds' else at end,
    case when gateway_state <> 'NOT_SENT' then at + interval '11 seconds' end, case when gateway_state <> 'NOT_SENT' then at + interval '12 seconds' end,
    case kind when 'T' then at end, settled_at, coalesce(settled_at, at), by_staff, case when waited then '{foreign_phone}'::text[] else '{}' end,
    case when waited then at + interval '1 day' end, case when waited and status not in ('AWAITING_APPROVAL', 'EXPIRED', 'CANCELLED') then finance_id end,
    case when waited and status <> 'AWAITING_APPROVAL' then at + interval '10 seconds' end,
    case when status = 'REJECTED' then 'Numéro inconnu' end, case when dialect = 'v1' and fee > 0 then fee end
  from operation`;

/** From one account to another, with the running balance of whichever is a person's. */
const JOURNALS = `
  select ${key('of_at', '001')} as id, case kind when 'D' then 'DEPOSIT' when 'W' then 'PAYOUT_HOLD' else case when is_out then 'VAULT_OUT' else 'VAULT_IN' end end as kind,
    id as transaction_id, 1 as step, at, amount,
    case kind when 'D' then ${account('gateway_float')} when 'W' then wallet_id else case when is_out then vault_id else wallet_id end end as giver,
    case kind when 'D' then wallet_id when 'W' then ${account('payout_clearing')} else case when is_out then wallet_id else vault_id end end as taker,
    case when kind = 'W' or kind = 'T' and not is_out then balance - amount when kind = 'T' then vault_balance - amount end as giver_balance,
    case when kind = 'W' or kind = 'T' and not is_out then version + 1 when kind = 'T' then vault_version + 1 end as giver_version,
    case when kind = 'D' or is_out then balance + amount when kind = 'T' then vault_balance + amount end as taker_balance,
    case when kind = 'D' or is_out then version + 1 when kind = 'T' then vault_version + 1 end as taker_version
  from (select n, id, kind, is_out, status, amount, wallet_id, vault_id, balance, version, vault_balance, vault_version, noise,
    case kind when 'D' then settled_at else at end as at, case kind when 'D' then of_end else of_at end as of_at from operation where kind <> 'D' or status = 'COMPLETED') o
  union all
  select ${key('of_end', '002')}, case status when 'COMPLETED' then 'PAYOUT_SETTLED' else 'PAYOUT_RETURNED' end, id, 2, settled_at, amount,
    ${account('payout_clearing')}, case status when 'COMPLETED' then ${account('gateway_float')} else wallet_id end, null, null,
    case when status <> 'COMPLETED' then balance end, case when status <> 'COMPLETED' then version + 2 end
  from operation where kind = 'W' and settled_at is not null
  union all
  select ${key('of_end', '003')}, 'FEE', id, 3, settled_at, fee, ${account('fees')}, ${account('gateway_float')}, null, null, null, null
  from operation where fee > 0
  order by 1`;

/** What the gateway said: one signed message, or a hint and the answer to our question; every 50th message came twice. */
const EVENTS = `
  select id, n, transaction_id, source, dialect, convert_to(raw, 'UTF8') as raw, headers, event, flow, state, reference, own_id, amount, phone, fee, reason, at,
    case when source = 'webhook' and dialect = 'v1' then 'ignored' when odd then 'suspended' else state end as outcome,
    case when odd then case when transaction_id is null then 'unknown_reference' else 'conflicting_final_state' end end as why
  from (
    select ${key('of_end', '004')} as id, n, id as transaction_id, 'webhook' as source, 'initiate' as dialect,
      format('{"event": "%s.%s", "transaction_id": "%s", "data": {"amount": %s.0, "currency": "XOF", "phone": "%s", "fee": %s, "status": "%s"}}',
        flow, state, reference, amount, phone, fee, case state when 'completed' then 'success' else 'failed' end) as raw,
      ${HEADERS} as headers, flow || '.' || state as event, flow, state, reference, null::uuid as own_id, amount, phone, fee, reason, settled_at as at, false as odd
    from told where dialect = 'initiate'
    union all
    select ${key('of_end', '005')}, n, id, 'webhook', 'v1', format('{"order_id": "%s", "soleaspay_reference": "%s", "status": "%s"}', reference, second_reference,
        case state when 'completed' then 'success' else 'failed' end), ${HEADERS}, case state when 'completed' then 'success' else 'failed' end, flow, null, reference,
      id, null, null, null, null, settled_at, false
    from told where dialect = 'v1'
    union all
    select ${key('of_end', '004')}, n, id, 'status_query', 'v1',
      format('{"success": true, "message": "OK", "data": {"order_id": "%s", "pay_id": "%s", "status": "%s", "amount": %s, "currency": "XOF", "fee_amount": %s}}',
        reference, second_reference, case state when 'completed' then 'success' else 'failed' end, amount, fee), '{}', case state when 'completed' then 'success' else 'failed' end,
      flow, state, reference, id, amount, null, fee, reason, settled_at, false
    from told where dialect = 'v1'
    union all
    select ${key('of_end', '006')}, n, case when n % 3 > 0 then id end, 'webhook', 'initiate',
      format('{"event": "%s.%s", "transaction_id": "%s", "data": {"amount": %s, "currency": "XOF", "status": "odd"}}', flow, odd_state, odd_reference, amount),
      ${HEADERS}, flow || '.' || odd_state, flow, odd_state, odd_reference, null, amount, phone, null, null, settled_at, true
    from (select *, case state when 'completed' then 'failed' else 'completed' end as odd_state, case n % 3 when 0 then 'GMP-IN-' || token || 'x' else reference end as odd_reference
      from told where dialect = 'initiate' and h / 23 % 2500 = 0) o
  ) e order by 1`;

const TOLD = `
  select *, case kind when 'D' then 'payment' else 'payout' end as flow, lower(status) as state, case when status = 'FAILED' then 'insufficient_balance' end as reason
  from operation where kind <> 'T' and status in ('COMPLETED', 'FAILED') and reference is not null`;

/** As many journals as the job seals in one block. */
const PER_BLOCK = 10_000;

const line = (nth: number, account: string, sign: string, who: string) =>
  `concat_ws('|', ${nth}, ${account}, ${sign}amount, 'XOF', coalesce(${who}_balance::text, '-'), coalesce(${who}_version::text, '-'))`;

/**
 * The blocks of these journals, hashed while they are at hand instead of being read again by `seal_journals`. Written
 * out here: that the chain is the one which the product would have made is what verify-ledger proves.
 */
const BLOCKS = `
  insert into seed_block (txid, nth, first_id, last_id, count, digest, sealed_at)
  select txid, nth, (array_agg(id order by id))[1], (array_agg(id order by id desc))[1], count(*), sha256(string_agg(hash, ''::bytea order by id)), max(at)
  from (
    select id, at, pg_current_xact_id() as txid, (row_number() over (order by id) - 1) / ${PER_BLOCK} as nth,
      sha256(convert_to(concat_ws('|', id, kind, transaction_id, '-', step, 'XOF',
        case when kind like 'VAULT%' then (extract(epoch from at) * 1000000)::bigint::text else '-' end,
        (extract(epoch from at) * 1000000)::bigint, pg_current_xact_id())
        || E'\\n' || ${line(1, 'giver', '-', 'giver')} || E'\\n' || ${line(2, 'taker', '', 'taker')}, 'UTF8')) as hash
    from move) hashed
  group by txid, nth`;

/** Where the loads leave their blocks, until the last one is there. */
export const BLOCK_TABLE =
  'create unlogged table seed_block (txid xid8, nth bigint, first_id uuid, last_id uuid, count integer, digest bytea, sealed_at timestamptz)';

/** Chains the blocks behind those that are sealed. */
export const CHAIN = `
  insert into seal
  with recursive ordered as (
    select b.*, row_number() over so_far as place, max(sealed_at) over so_far as at from seed_block b window so_far as (order by txid, nth)
  ), chain as (
    (select 0::bigint as place, s.* from seal s order by seq desc limit 1)
    union all
    select o.place, c.seq + 1, o.txid, o.first_id, o.txid, o.last_id, o.count, o.digest, c.head,
      seal_head(c.head, o.digest, c.seq + 1, o.count, o.txid, o.first_id, o.txid, o.last_id, o.at), o.at
    from chain c join ordered o on o.place = c.place + 1
  )
  select seq, first_txid, first_id, last_txid, last_id, count, digest, previous, head, sealed_at from chain where place > 0`;

/** Everything about the operations $1 to $2, in one statement; $3 is the end of the books, every $4th is audited. */
export const loadSql = (sealed: boolean): string => `
  with operation as materialized (${OPERATIONS} order by p.n),
  transactions as (${TRANSACTIONS}),
  queues as (
    insert into queue_entry (transaction_id, wallet_id, user_id, type, amount, created_at, approval_expires_at, sent_at, is_unknown, queue, failed_at)
    select id, wallet_id, user_id, type, amount, at, case when waited then at + interval '1 day' end,
      case when gateway_state <> 'NOT_SENT' then at + interval '11 seconds' end, coalesce(gateway_state = 'UNKNOWN', false),
      case status when 'FAILED' then 'FAILED' else 'OPEN' end, case status when 'FAILED' then settled_at end from operation
    where kind <> 'T' and status in ('PENDING', 'AWAITING_APPROVAL', 'FAILED')
  ),
  move as materialized (${JOURNALS}),
  journals as (
    insert into journal (id, kind, transaction_id, step, currency, occurred_at, recorded_at)
    select id, kind, transaction_id, step, 'XOF', case when kind like 'VAULT%' then at end, at from move
  ),
  postings as (
    insert into posting (journal_id, line, account_id, amount, currency, balance_after, version)
    select id, line, account_id, value, 'XOF', balance, version from move cross join lateral (values
      (1, giver, -amount, giver_balance, giver_version), (2, taker, amount, taker_balance, taker_version)) l (line, account_id, value, balance, version)
  ),
  ${sealed ? `blocks as (${BLOCKS}),` : ''}
  told as materialized (${TOLD}),
  event as materialized (${EVENTS}),
  events as (
    insert into webhook_event (id, source, dialect, hash, raw, headers, event, kind, state, reference, own_id, amount, currency, phone, fee, failure_reason, received_at)
    select id, source, dialect, case when source = 'webhook' and dialect = 'initiate' then sha256(raw) else
        -- As event_hash, which is no expression that a planner can write out.
        sha256(convert_to(concat_ws(E'\\n', source, dialect, flow, reference, own_id::text, ''), 'UTF8') || raw) end,
      raw, headers, event, flow, state, reference, own_id, amount, case when amount is not null then 'XOF' end, phone, fee, reason, at from event
  ),
  outcomes as (
    insert into webhook_outcome (event_id, outcome, reason, transaction_id, parked_reference, recorded_at)
    select id, outcome, why, transaction_id, case why when 'unknown_reference' then parked_key(dialect, flow, reference) end, at from event
    union all
    select id, 'duplicate', null, transaction_id, null, at + interval '1 minute' from event where n % 50 = 0 and outcome in ('completed', 'failed')
  )
  insert into audit_entry (id, at, actor_id, actor_name, action, subject_type, subject_id, after, ip, session_id)
  select ${key('of_at', '007')}, at, case when by_staff then treasurer_id else user_id end, case when by_staff then treasurer_name else full_name end,
    case kind when 'D' then 'deposit.request' when 'W' then 'payout.request' else case when is_out then 'vault.move_out' else 'vault.move_in' end end,
    case kind when 'T' then 'Vault' else 'Transaction' end, case kind when 'T' then vault_id else id end,
    case kind when 'T' then jsonb_build_object('amount', amount::text, 'transactionId', id)
      else jsonb_build_object('amount', amount::text, 'phone', phone, 'method', method, 'walletId', wallet_id) end, '127.0.0.1', null
  from operation where n % $4::int = 0
  union all
  select ${key('of_at', '008')}, at + interval '10 seconds', finance_id, '${FINANCE}', case status when 'REJECTED' then 'payout.reject' else 'payout.approve' end,
    'Transaction', id, jsonb_build_object('status', case status when 'REJECTED' then 'REJECTED' else 'PENDING' end), null, null
  from operation where waited and status not in ('AWAITING_APPROVAL', 'EXPIRED', 'CANCELLED')`;
