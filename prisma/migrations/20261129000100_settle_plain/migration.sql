-- Settling a batch of what is nearly all: new facts, each about a transaction of its own that is pending and agrees. One
-- look finds, locks and judges them; whatever else is in a batch gives all of it to settle_facts(), as before. What both
-- decide goes the same way into rows, journals and balances.

create or replace function system_account(p_kind text, p_currency text) returns uuid language sql immutable as $$
  select case p_kind
    when 'gateway_float' then case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000011'::uuid when 'XAF' then '00000000-0000-0000-0000-000000000012'::uuid end
    when 'payout_clearing' then case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000021'::uuid when 'XAF' then '00000000-0000-0000-0000-000000000022'::uuid end
    when 'fees' then case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000031'::uuid when 'XAF' then '00000000-0000-0000-0000-000000000032'::uuid end
    when 'suspense' then case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000041'::uuid when 'XAF' then '00000000-0000-0000-0000-000000000042'::uuid end
    when 'receivable' then case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000051'::uuid when 'XAF' then '00000000-0000-0000-0000-000000000052'::uuid end
    when 'opening' then case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000061'::uuid when 'XAF' then '00000000-0000-0000-0000-000000000062'::uuid end
    when 'corrections' then case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000071'::uuid when 'XAF' then '00000000-0000-0000-0000-000000000072'::uuid end
  end
$$;

-- Keys of one batch: random bytes once, then counted on, as RFC 9562 allows (6.2, monotonic random). The last eight hex
-- digits of the first lie between 80000000 and bfffffff, so that counting neither overflows nor changes their number.
create function first_key() returns uuid language sql volatile as $$
  select overlay(k.key::text placing to_hex(2147483648 + (('x' || right(k.key::text, 8))::bit(32)::bigint & 1073741823)) from 29)::uuid
  from (select uuid_v7() as key offset 0) k
$$;
create function key_after(p_first uuid, p_nth bigint) returns uuid language sql immutable strict as $$
  select (left(p_first::text, 28) || to_hex(('x' || right(p_first::text, 8))::bit(32)::bigint + p_nth))::uuid
$$;
create function system_accounts(p_currency text) returns uuid[] language sql immutable as $$
  select case p_currency
    when 'XOF' then '{00000000-0000-0000-0000-000000000011,00000000-0000-0000-0000-000000000021,00000000-0000-0000-0000-000000000031,00000000-0000-0000-0000-000000000041,00000000-0000-0000-0000-000000000051,00000000-0000-0000-0000-000000000061,00000000-0000-0000-0000-000000000071}'::uuid[]
    when 'XAF' then '{00000000-0000-0000-0000-000000000012,00000000-0000-0000-0000-000000000022,00000000-0000-0000-0000-000000000032,00000000-0000-0000-0000-000000000042,00000000-0000-0000-0000-000000000052,00000000-0000-0000-0000-000000000062,00000000-0000-0000-0000-000000000072}'::uuid[]
  end
$$;
alter type account_line drop attribute moved, drop attribute nth;

-- In one statement: what each account moves, in the order of their ids, so that two batches never wait for each other in
-- a circle; a join that would not keep that order is not planned.
create or replace function post(p_movements movement[], p_resolution uuid default null) returns void language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_first uuid := first_key();
  v_now timestamptz := db_now();
begin
  with movement as materialized (
    select key_after(v_first, m.rank) as journal_id, m.* from unnest(p_movements) with ordinality
      as m (kind, transaction_id, step, currency, from_account, to_account, amount, occurred_at, rank)
  ), line as (
    select journal_id, 1::smallint as line, from_account as account_id, -amount as amount, currency from movement
    union all
    select journal_id, 2::smallint, to_account, amount, currency from movement
  ), change as materialized (
    select account_id, sum(amount) as amount, count(*)::int as postings, array_agg((journal_id, line, currency, amount)::account_line) as lines
    from (select * from line where not is_system_account(account_id) order by account_id, journal_id, line) l
    group by account_id order by account_id
  ), wallets as (
    update wallet w set balance = w.balance + c.amount, version = w.version + c.postings, updated_at = v_now
    from change c where w.id = c.account_id
    returning w.id, w.balance - c.amount as balance, w.version - c.postings as version, c.postings, c.lines
  ), vaults as (
    update vault v set balance = v.balance + c.amount, version = v.version + c.postings, updated_at = v_now
    from change c where v.id = c.account_id and exists (select from movement where kind in ('VAULT_IN', 'VAULT_OUT'))
    returning v.id, v.balance - c.amount as balance, v.version - c.postings as version, c.postings, c.lines
  ), journals as (
    insert into journal (id, kind, transaction_id, step, currency, occurred_at, recorded_at, resolution_id)
    select journal_id, kind, transaction_id, step, currency, occurred_at, v_now, p_resolution from movement
  )
  insert into posting (journal_id, line, account_id, amount, currency, balance_after, version)
  select l.journal_id, l.line, a.id, l.amount, l.currency,
    a.balance + case when a.postings = 1 then l.amount else (select sum(e.amount) from unnest(a.lines[1:l.nth]) e) end, a.version + l.nth
  from (select * from wallets union all select * from vaults) a cross join unnest(a.lines) with ordinality as l (journal_id, line, currency, amount, nth)
  union all
  select journal_id, line, account_id, amount, currency, null, null from line where is_system_account(account_id);
end $$;
-- What a row of its own can break is asked with what it can break beside others: a CHECK would be read again for every
-- statement. The last posting of an account is the wallet's or vault's own state: here that none lies beyond it, and in
-- check_balances() that there is one for it.
alter table posting drop constraint posting_check, drop constraint posting_check1;
create or replace function check_postings() returns trigger language plpgsql as $$
declare
  broken text;
  v_rule text;
begin
  select n.journal_id::text, case when n.misshapen then 'shape' else 'sum' end into broken, v_rule
  from (
    select journal_id, sum(amount) as difference, bool_or((version is null) <> (balance_after is null)
      or version is null and account_id <> all (system_accounts(currency))) as misshapen
    from added group by journal_id, currency
  ) n where n.difference <> 0 or n.misshapen limit 1;
  if v_rule = 'shape' then
    raise exception 'posting_check: only a wallet or a vault has a running balance, journal %.', broken
      using errcode = 'check_violation', constraint = 'posting_check';
  elsif v_rule = 'sum' then
    raise exception 'Journal % does not balance.', broken using errcode = 'TP901';
  elsif (select count(*) from journal j where j.id = any (array(select n.journal_id from added n))) < (select count(distinct n.journal_id) from added n) then
    select n.journal_id::text into broken from added n where not exists (select from journal j where j.id = n.journal_id) limit 1;
    raise exception 'A row of posting refers to no row: journal %.', broken using errcode = 'foreign_key_violation';
  end if;

  select n.account_id::text, case when n.balance_after - n.amount <> coalesce(p.balance_after, case n.version when 1 then 0 else -1 end)
      then 'gap' else 'account' end into broken, v_rule
  from added n
  left join posting p on p.account_id = n.account_id and p.version = n.version - 1
  left join wallet w on w.id = n.account_id
  left join vault v on v.id = case when w.id is null then n.account_id end
  where n.version is not null and (n.balance_after - n.amount <> coalesce(p.balance_after, case n.version when 1 then 0 else -1 end)
    or n.currency <> coalesce(w.currency, v.currency) or n.version > coalesce(w.version, v.version)
    or n.version = coalesce(w.version, v.version) and n.balance_after <> coalesce(w.balance, v.balance)
    or w.id is null and v.id is null)
  limit 1;
  if v_rule = 'gap' then
    raise exception 'The running balance of account % has a gap.', broken using errcode = 'TP902';
  elsif v_rule = 'account' then
    raise exception 'The balance of account % does not follow its postings.', broken using errcode = 'TP902';
  end if;
  return null;
end $$;
alter table journal drop constraint journal_check, drop constraint journal_check1;
-- How many of the rows that are named are there: one walk along the index for all of them.
create or replace function check_references() returns trigger language plpgsql as $$
declare broken text;
begin
  if (select count(*) from transaction t where t.id = any (array(select n.transaction_id from added n)))
    < (select count(distinct n.transaction_id) from added n) then
    select 'transaction ' || n.transaction_id into broken from added n
    where n.transaction_id is not null and not exists (select from transaction t where t.id = n.transaction_id) limit 1;
  elsif tg_table_name = 'webhook_outcome' then
    if (select count(*) from webhook_event e where e.id = any (array(select n.event_id from added n)))
      < (select count(distinct n.event_id) from added n) then
      select 'event ' || n.event_id into broken from added n where not exists (select from webhook_event e where e.id = n.event_id) limit 1;
    end if;
  elsif exists (select from added n where n.transaction_id is null and n.kind not in ('OPENING', 'SUSPENSE', 'CORRECTION')
    or not case when n.kind in ('DEPOSIT', 'PAYOUT_HOLD', 'VAULT_IN', 'VAULT_OUT') then n.step = 1
      when n.kind in ('PAYOUT_SETTLED', 'PAYOUT_RETURNED') then n.step = 2 when n.kind = 'FEE' then n.step >= 3 else n.step >= 1 end) then
    raise exception 'journal_check: a journal has the step of its kind, and belongs to a transaction.'
      using errcode = 'check_violation', constraint = 'journal_check';
  end if;
  if broken is not null then
    raise exception 'A row of % refers to no row: %.', tg_table_name, broken using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
-- What was decided about a fact: what its books, its row, its outcome and its sender need.
alter type settle_verdict drop attribute woken, drop attribute new_second_reference, drop attribute new_reference;
alter type settle_verdict add attribute event_id uuid, add attribute settles boolean, add attribute place tid, add attribute type text,
  add attribute wallet_id uuid, add attribute currency text, add attribute amount numeric, add attribute failure_reason text,
  add attribute failure_message text, add attribute reported_fee numeric, add attribute fee_difference numeric, add attribute fee_step int,
  add attribute parked_reference text, add attribute new_reference text, add attribute new_second_reference text, add attribute dialect text, add attribute kind text;

-- The verdicts become rows, journals and balances, all of them here. Each transaction is locked, and none is in it twice.
create function apply_verdicts(p_verdicts settle_verdict[]) returns void language plpgsql as $$
declare
  v_now timestamptz := db_now();
  v_missed int;
  v_failed uuid[];
  v_priced boolean;
  v_reported boolean;
  v_movements movement[];
begin
  with v as materialized (
    select * from unnest(p_verdicts)
  ), changed as (
    update transaction t set status = upper(v.verdict), settled_at = v_now, failure_reason = coalesce(v.failure_reason, t.failure_reason),
      failure_message = v.failure_message, warning = null, fee = coalesce(v.reported_fee, t.fee), updated_at = v_now
    from v where t.ctid = v.place and t.id = v.transaction_id and v.settles
    returning 1
  ), closed as (
    delete from queue_entry q where q.transaction_id = any (array(select v.transaction_id from v where v.verdict = 'completed'))
  ), told as (
    insert into webhook_outcome (event_id, outcome, reason, transaction_id, parked_reference, recorded_at)
    select v.event_id, v.verdict, v.why, v.transaction_id, v.parked_reference, v_now from v
  )
  select count(*) filter (where v.settles) - (select count(*) from changed),
    array_agg(v.transaction_id) filter (where v.verdict = 'failed'), bool_or(v.fee_difference <> 0), bool_or(v.fee_difference <> 0 and not v.settles),
    array_agg((case when v.type = 'DEPOSIT' then 'DEPOSIT' when v.verdict = 'completed' then 'PAYOUT_SETTLED' else 'PAYOUT_RETURNED' end,
      v.transaction_id, case v.type when 'DEPOSIT' then 1 else 2 end, v.currency,
      system_account(case v.type when 'DEPOSIT' then 'gateway_float' else 'payout_clearing' end, v.currency),
      case when v.type = 'WITHDRAWAL' and v.verdict = 'completed' then system_account('gateway_float', v.currency) else v.wallet_id end,
      v.amount, null)::movement) filter (where v.verdict = 'completed' or v.verdict = 'failed' and v.type = 'WITHDRAWAL')
    into v_missed, v_failed, v_priced, v_reported, v_movements
  from v;
  if v_missed <> 0 then
    raise exception '% transactions changed under their lock.', v_missed;
  end if;

  if v_failed is not null then
    update queue_entry q set queue = 'FAILED', stale_since = null, stale_reason = null where q.transaction_id = any (v_failed);
  end if;
  if v_reported then
    -- A later report of the fee of a transaction that stays as it is.
    update transaction t set fee = v.reported_fee, updated_at = v_now
    from unnest(p_verdicts) v where t.id = v.transaction_id and not v.settles and v.fee_difference <> 0;
  end if;
  if v_priced then
    -- A fee that is taken back goes the other way.
    v_movements := v_movements || array(
      select ('FEE', v.transaction_id, v.fee_step, v.currency, system_account(case when v.fee_difference > 0 then 'fees' else 'gateway_float' end, v.currency),
        system_account(case when v.fee_difference > 0 then 'gateway_float' else 'fees' end, v.currency), abs(v.fee_difference), null)::movement
      from unnest(p_verdicts) v where v.fee_difference <> 0);
  end if;
  if v_movements is not null then
    perform post(v_movements);
  end if;
end $$;

create or replace function settle_facts(p_facts settle_fact[]) returns settle_verdict[] language plpgsql as $$
declare
  v_found settle_found := find_cases(p_facts);
  v_locked int;
  v_returned_before boolean;
  v_cut int;
  v_verdicts settle_verdict[];
  v_returned uuid;
  v_key text;
begin
  if v_found.missing then
    -- Lock, and look again in the next statement: this one sees the snapshot from before the lock.
    perform pg_advisory_xact_lock(k.key) from (
      select distinct hashtextextended(parked_key(f.dialect, f.kind, f.reference), 0) as key
      from rows from (unnest(p_facts), unnest(v_found.cases)) f where f.missing order by 1) k;
    v_found := find_cases(p_facts);
  end if;
  select count(*), bool_or(x.type = 'WITHDRAWAL' and x.status not in ('PENDING', 'COMPLETED')) into v_locked, v_returned_before from (
    select x.type, x.status from transaction x where x.id = any (v_found.transactions) order by x.id for no key update) x;

  -- A batch gives what its facts would give one by one: it is cut before an event or a transaction that it has already,
  -- and before a fact that is known by a number which an earlier one brings. What is held of a payout that left after
  -- its return depends on the balance at that moment: a word that one has left after all is judged alone.
  if cardinality(p_facts) > 1 and (v_found.events < cardinality(p_facts) or v_locked < cardinality(v_found.transactions) or v_found.brings_number or v_returned_before) then
    select min(x.ord) into v_cut from (
      select f.ord, f.transaction_id, t.left_twice, lag(t.left_twice) over in_order as after_one, row_number() over in_order as nth,
        row_number() over (partition by f.event_id order by f.ord) as nth_of_event,
        row_number() over (partition by f.transaction_id order by f.ord) as nth_of_transaction,
        count(*) filter (where f.new_number) over (partition by f.dialect, f.reference order by f.ord rows between unbounded preceding and 1 preceding) as brought
      from rows from (unnest(p_facts), unnest(v_found.cases)) f
      left join lateral (select f.state = 'completed' and x.type = 'WITHDRAWAL' and x.status not in ('PENDING', 'COMPLETED') as left_twice from transaction x where x.id = f.transaction_id) t on true
      window in_order as (order by f.ord)
    ) x where x.nth_of_event > 1 or x.transaction_id is not null and x.nth_of_transaction > 1 or x.brought > 0 or x.left_twice and x.nth > 1 or x.after_one;
    if v_cut is not null then
      -- Everything is locked before the first part.
      perform from wallet w where w.id in (select x.wallet_id from transaction x where x.id = any (v_found.transactions)) order by w.id for no key update;
      v_verdicts := settle_facts(array(select f from unnest(p_facts) f where f.ord < v_cut));
      return v_verdicts || settle_facts(as_known_now(array(select f from unnest(p_facts) f where f.ord >= v_cut)));
    end if;
  end if;

  -- Materialized, or each verdict would be worked out again wherever it is named.
  with judged as materialized (
    select f.ord, f.event_id, f.prior, f.dialect, f.kind, f.state, f.reference, f.fee, f.failure_reason, f.failure_message,
      f.transaction_id, t.ctid as place, f.other_kind, f.new_number and t.gateway_reference is null as new_number,
      t.type, t.wallet_id, t.currency, t.amount, t.fee as known_fee, t.quoted_fee,
      case when t.status <> 'PENDING' then lower(t.status) end as met,
      f.other_kind or t.type <> case f.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end as wrong_kind,
      case when t.type = 'WITHDRAWAL' and f.state = 'completed' and t.status not in ('PENDING', 'COMPLETED') then
        agrees((f.ord, f.event_id, f.prior, f.dialect, f.kind, f.state, f.reference, f.own_id, f.amount, f.currency, f.phone, f.fee, f.problem,
          f.failure_reason, f.failure_message)::settle_fact, t) end as left_twice,
      case
        when t.id is null then null
        when f.problem is not null then f.problem
        when t.gateway_state not in ('SENDING', 'ACCEPTED', 'UNKNOWN') then 'not_sent'
        when f.amount <> t.amount then 'amount_mismatch'
        when f.currency <> t.currency then 'currency_mismatch'
        when f.phone <> t.phone then 'phone_mismatch'
        when t.gateway_reference <> f.reference and lower(f.reference) <> t.id::text then 'reference_mismatch'
        when f.own_id <> t.id and lower(f.reference) <> f.own_id::text then 'reference_mismatch'
        when f.fee < 0 or f.fee > t.amount then 'fee_unreadable'
        when f.new_number and names_another(f.reference, t.id) then 'reference_mismatch'
      end as objection
    from rows from (unnest(p_facts), unnest(v_found.cases)) f left join transaction t on t.id = f.transaction_id
  ), decided as materialized (
    select j.*,
      case
        when j.kind is null or j.state is null then case when j.prior <> 'suspended' then 'duplicate' else 'ignored' end
        when j.prior <> 'suspended' then 'duplicate'
        when j.transaction_id is null or j.wrong_kind then 'suspended'
        when j.met is null and j.objection is null then j.state
        when j.state = j.met then 'duplicate'
        else 'suspended'
      end as verdict,
      case
        when j.kind is null or j.state is null or j.prior <> 'suspended' then null
        when j.transaction_id is null then 'unknown_reference'
        when j.wrong_kind then 'kind_mismatch'
        when j.state = j.met then null
        when j.met = 'awaiting_approval' then 'not_sent'
        when j.met is not null then 'conflicting_final_state'
        else j.objection
      end as why
    from judged j
  ), priced as materialized (
    -- Without a report, the fee is what the answer to the order quoted. Each later report posts the difference to what
    -- is posted already.
    select d.*, d.verdict in ('completed', 'failed') as settles, case when d.state = 'completed' and d.objection is null
      and d.verdict in ('completed', 'duplicate') and coalesce(d.prior, 'suspended') = 'suspended' and not d.wrong_kind
      then coalesce(d.fee, case when d.verdict = 'completed' then d.quoted_fee end) end as reported_fee
    from decided d
  ), verdict as materialized (
    select p.ord, p.event_id, p.verdict, p.why, p.settles, p.transaction_id, p.place, p.type, p.wallet_id, p.currency, p.amount,
      p.failure_reason, p.failure_message, p.reported_fee, p.reported_fee - p.known_fee as fee_difference,
      -- Only a difference becomes a journal and takes a step: a report of nothing new leaves no gap.
      case when p.reported_fee <> p.known_fee then
        greatest(2, (select max(j.step) from journal j where j.transaction_id = p.transaction_id)) + 1 end as fee_step,
      p.why = 'conflicting_final_state' and p.left_twice as left_twice,
      case when p.verdict = 'suspended' and p.reference is not null and (p.transaction_id is null or p.other_kind)
        then parked_key(p.dialect, p.kind, p.reference) end as parked_reference,
      -- Found by our own id, as after a lost answer: now the gateway's number is known too.
      case when p.new_number and p.settles then p.reference end as new_reference, p.dialect, p.kind
    from priced p
  )
  select array_agg((v.ord, v.verdict, v.why, v.transaction_id, v.event_id, v.settles, v.place, v.type, v.wallet_id, v.currency, v.amount,
      case when v.verdict = 'failed' then v.failure_reason end, case when v.verdict = 'failed' then v.failure_message end, v.reported_fee,
      v.fee_difference, v.fee_step, v.parked_reference, v.new_reference, case when v.new_reference is not null then
        (select q.hinted_second_reference from queue_entry q where q.transaction_id = v.transaction_id and q.hinted_reference = v.new_reference) end,
      v.dialect, v.kind)::settle_verdict order by v.ord),
    (array_agg(v.transaction_id) filter (where v.left_twice))[1]
    into v_verdicts, v_returned
  from verdict v;

  perform apply_verdicts(v_verdicts);
  if v_returned is not null then
    perform from wallet w where w.id = (select x.wallet_id from transaction x where x.id = v_returned) for no key update;
    perform hold_returned_payout(v_returned, (select max(o.seq) from webhook_outcome o where o.transaction_id = v_returned));
  end if;
  if v_found.brings_number then
    update transaction t set gateway_reference = v.new_reference, second_reference = coalesce(t.second_reference, v.new_second_reference)
      from unnest(v_verdicts) v where t.id = v.transaction_id and v.new_reference is not null;
    -- What waited for a number that is stored by this commit.
    for v_key in select parked_key(v.dialect, v.kind, v.new_reference) from unnest(v_verdicts) v where v.new_reference is not null order by 1 loop
      perform settle_parked(v_key);
    end loop;
  end if;
  return v_verdicts;
end $$;
-- Facts as settle_facts() wants them, each with its event; `p_known`: some of them may have been decided before.
create function facts_of(p_dialect text[], p_kind text[], p_state text[], p_reference text[], p_own_id uuid[], p_amount numeric[],
  p_currency text[], p_phone text[], p_fee numeric[], p_problem text[], p_failure_reason text[], p_failure_message text[],
  p_events uuid[], p_known boolean
) returns settle_fact[] language plpgsql stable as $$
declare
  v_facts settle_fact[] := array(
    select (n, p_events[n], null, p_dialect[n], p_kind[n], p_state[n], p_reference[n], p_own_id[n], p_amount[n], p_currency[n], p_phone[n],
      p_fee[n], p_problem[n], p_failure_reason[n], p_failure_message[n])::settle_fact
    from generate_series(1, cardinality(p_events)) n order by n);
begin
  return case when p_known then as_known_now(v_facts) else v_facts end;
end $$;
drop function receive_facts(text[], text[], bytea[], text[], text[], text[], text[], text[], uuid[], numeric[], text[], text[], numeric[],
  text[], text[], text[]);

-- A batch of what is nearly all: facts that are new, each about a transaction of its own that is pending and agrees. They
-- are found, locked and judged in one look. If one of them is anything else, settle_facts() judges all: it gives the same.
create or replace function settle(p_source text[], p_dialect text[], p_raw bytea[], p_headers text[], p_event text[], p_kind text[],
  p_state text[], p_reference text[], p_own_id uuid[], p_amount numeric[], p_currency text[], p_phone text[], p_fee numeric[],
  p_problem text[], p_failure_reason text[], p_failure_message text[]
) returns table (ord int, outcome text, reason text, transaction_id uuid) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  v_count int := coalesce(cardinality(p_source), 0);
  v_first uuid := first_key();
  v_new int;
  v_plain int;
  v_verdicts settle_verdict[];
begin
  insert into webhook_event (id, source, dialect, hash, raw, headers, event, kind, state, reference, own_id, amount, currency, phone, fee,
    problem, failure_reason, failure_message)
  select key_after(v_first, f.n), p_source[f.n], p_dialect[f.n], f.hash, p_raw[f.n], p_headers[f.n]::jsonb, p_event[f.n], p_kind[f.n],
    p_state[f.n], p_reference[f.n], p_own_id[f.n], p_amount[f.n], p_currency[f.n], p_phone[f.n], p_fee[f.n], p_problem[f.n],
    p_failure_reason[f.n], p_failure_message[f.n]
  from (
    select n, case when p_source[n] = 'webhook' and p_dialect[n] = 'initiate' then sha256(p_raw[n])
      else event_hash(p_source[n], p_dialect[n], p_raw[n], p_kind[n], p_reference[n], p_own_id[n]) end as hash
    from generate_series(1, v_count) n order by 2, 1
  ) f
  on conflict (hash) do nothing;
  get diagnostics v_new = row_count;

  if v_new = v_count then
    select count(distinct x.id), array_agg((x.n, lower(x.verdict), null, x.id, key_after(v_first, x.n), true, x.place, x.type, x.wallet_id,
        x.currency, x.amount, x.failure_reason, x.failure_message, x.reported_fee, x.reported_fee - x.fee, 3, null, null, null, x.dialect, x.kind)::settle_verdict order by x.n)
      into v_plain, v_verdicts
    from (
      select n, t.id, t.ctid as place, t.type, t.wallet_id, t.currency, t.amount, t.fee, p_state[n] as verdict,
        case p_state[n] when 'failed' then p_failure_reason[n] end as failure_reason,
        case p_state[n] when 'failed' then p_failure_message[n] end as failure_message,
        case p_state[n] when 'completed' then coalesce(p_fee[n], t.quoted_fee) end as reported_fee, p_dialect[n] as dialect, p_kind[n] as kind
      from generate_series(1, v_count) n
      join transaction t on t.dialect = p_dialect[n] and t.gateway_reference = p_reference[n]
        and t.type = case p_kind[n] when 'payment' then 'DEPOSIT' when 'payout' then 'WITHDRAWAL' end
      where t.status = 'PENDING' and t.gateway_state in ('SENDING', 'ACCEPTED', 'UNKNOWN') and t.fee = 0 and p_state[n] is not null
        and p_problem[n] is null and coalesce(p_amount[n] = t.amount, true) and coalesce(p_currency[n] = t.currency, true)
        and coalesce(p_phone[n] = t.phone, true) and coalesce(p_own_id[n] = t.id, true) and coalesce(p_fee[n] between 0 and t.amount, true)
      order by t.id for no key update of t
    ) x;
  end if;

  if v_plain = v_count then
    perform apply_verdicts(v_verdicts);
  else
    v_verdicts := settle_facts(facts_of(p_dialect, p_kind, p_state, p_reference, p_own_id, p_amount, p_currency, p_phone, p_fee, p_problem,
      p_failure_reason, p_failure_message, array(
        select coalesce(e.id, key_after(v_first, n)) from generate_series(1, v_count) n left join webhook_event e on v_new < v_count and e.hash =
          event_hash(p_source[n], p_dialect[n], p_raw[n], p_kind[n], p_reference[n], p_own_id[n]) order by n), v_new < v_count));
  end if;
  return query select v.ord, v.verdict, v.why, v.transaction_id from unnest(v_verdicts) v;
end $$;
