-- Settling for fewer instructions of the server: what a statement needs before its first row, and what each row passes through.

-- A row that goes from PENDING to one of its ends keeps every rule of several columns that it kept before, once it says
-- when: so none of them is a CHECK, which would be read again for each statement, and one condition lets the two ends pass.
create function refuse_misshapen(t transaction) returns void language plpgsql as $$
declare
  by_gateway boolean := t.type in ('DEPOSIT', 'WITHDRAWAL');
  waits boolean := t.approval_reasons <> '{}';
  broken text := case
    when (t.gateway_state is not null) <> by_gateway then 'gateway_state_of_payments'
    when by_gateway and (t.method is null or t.phone is null or t.dialect is null) then 'payments_say_how'
    when (t.type = 'ADJUSTMENT') <> (t.adjustment is not null) then 'adjustments_say_why'
    when t.type <> 'ADJUSTMENT' and (t.initiated_by is null or t.idempotency_key is null or t.fingerprint is null) then 'orders_have_a_key'
    when (t.vault_id is not null) <> (t.type = 'TRANSFER')
      or (t.direction is not null) <> (t.type in ('TRANSFER', 'ADJUSTMENT')) then 'transfer_has_direction'
    when not (t.quoted_fee >= 0 and t.quoted_fee = trunc(t.quoted_fee) and t.quoted_fee <= t.amount) then 'quoted_fee_is_of_the_amount'
    when waits and t.type <> 'WITHDRAWAL' then 'only_payouts_wait'
    when not t.approval_reasons <@ '{above_limit,foreign_phone,phone_changed}' then 'reasons_are_known'
    when (t.approval_expires_at is not null) <> waits then 'approval_expires'
    when t.checked_by in (t.initiated_by, t.user_id) then 'checker_is_another'
    when waits and t.checked_by is null and t.status not in ('AWAITING_APPROVAL', 'EXPIRED', 'CANCELLED') then 'approved_by_another'
    when not waits and t.status in ('AWAITING_APPROVAL', 'REJECTED', 'EXPIRED', 'CANCELLED') then 'waits_for_a_reason'
    when (t.settled_at is not null) <> (t.status not in ('AWAITING_APPROVAL', 'PENDING')) then 'settled_at_its_end'
  end;
begin
  if broken is not null then
    raise exception 'Transaction % breaks the rule "%".', t.id, broken using errcode = 'check_violation', constraint = broken;
  end if;
end $$;
create or replace function check_shape() returns trigger language plpgsql as $$
begin
  perform refuse_misshapen(new);
  return new;
end $$;
create or replace function check_transition() returns trigger language plpgsql as $$
begin
  if old.status <> new.status and old.status || ' ' || new.status <> all ('{PENDING COMPLETED, PENDING FAILED, AWAITING_APPROVAL PENDING,
    AWAITING_APPROVAL REJECTED, AWAITING_APPROVAL EXPIRED, AWAITING_APPROVAL CANCELLED}'::text[]) then
    raise exception 'Transaction % cannot go from % to %.', old.id, old.status, new.status using errcode = 'TP002';
  end if;
  if old.gateway_state <> new.gateway_state and old.gateway_state || ' ' || new.gateway_state <> all ('{NOT_SENT SENDING, SENDING NOT_SENT,
    SENDING ACCEPTED, SENDING REFUSED, SENDING UNKNOWN, UNKNOWN ACCEPTED, UNKNOWN REFUSED}'::text[]) then
    raise exception 'The gateway state of transaction % cannot go from % to %.', old.id, old.gateway_state, new.gateway_state using errcode = 'TP002';
  end if;
  if old.status = 'AWAITING_APPROVAL' and new.status = 'PENDING' and payouts_frozen(new.user_id) then
    perform refuse('payouts_frozen', 'TP003', '{}');
  end if;
  perform refuse_misshapen(new);
  return new;
end $$;
drop trigger not_frozen_approval on transaction;
drop trigger legal_transition on transaction;
create trigger legal_transition before update of status, settled_at on transaction for each row
  when (old.status <> 'PENDING' or new.status not in ('COMPLETED', 'FAILED') or new.settled_at is null)
  execute function check_transition();
create trigger legal_gateway_transition before update of gateway_state on transaction for each row
  when (old.gateway_state is distinct from new.gateway_state) execute function check_transition();
alter table transaction drop constraint transaction_check4, drop constraint approved_by_another, drop constraint waits_for_a_reason;
-- What new rows refer to, asked in one question of them all: as many are there as are named. Only if not, as when one is
-- named twice, is each looked for.
create function check_outcomes() returns trigger language plpgsql as $$
declare broken text;
begin
  if (select count(n.transaction_id) = (select count(*) from transaction t where t.id = any (array_agg(n.transaction_id)))
      and count(*) = (select count(*) from webhook_event e where e.id = any (array_agg(n.event_id))) from added n) then
    return null;
  end if;
  select case when e.id is null then 'event ' || n.event_id else 'transaction ' || n.transaction_id end into broken
  from added n left join webhook_event e on e.id = n.event_id left join transaction t on t.id = n.transaction_id
  where e.id is null or n.transaction_id is not null and t.id is null limit 1;
  if found then
    raise exception 'A row of webhook_outcome refers to no row: %.', broken using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create function has_its_step(p_kind text, p_step smallint, p_transaction uuid) returns boolean language sql immutable as $$
  select case when p_kind in ('DEPOSIT', 'PAYOUT_HOLD', 'VAULT_IN', 'VAULT_OUT') then p_step = 1
      when p_kind in ('PAYOUT_SETTLED', 'PAYOUT_RETURNED') then p_step = 2 when p_kind = 'FEE' then p_step >= 3 else p_step >= 1 end
    and (p_transaction is not null or p_kind in ('OPENING', 'SUSPENSE', 'CORRECTION'))
$$;
-- A fee is a second journal of its transaction, which is named once.
create function check_journals() returns trigger language plpgsql as $$
declare broken text;
begin
  if (select count(distinct n.transaction_id) = (select count(*) from transaction t where t.id = any (array_agg(n.transaction_id)))
      and bool_and(has_its_step(n.kind, n.step, n.transaction_id)) from added n) then
    return null;
  end if;
  select n.transaction_id::text into broken from added n
  where n.transaction_id is not null and not exists (select from transaction t where t.id = n.transaction_id) limit 1;
  if found then
    raise exception 'A row of journal refers to no row: transaction %.', broken using errcode = 'foreign_key_violation';
  elsif exists (select from added n where not has_its_step(n.kind, n.step, n.transaction_id)) then
    raise exception 'journal_check: a journal has the step of its kind, and belongs to a transaction.'
      using errcode = 'check_violation', constraint = 'journal_check';
  end if;
  return null;
end $$;
drop trigger references_exist on webhook_outcome;
drop trigger references_exist on journal;
drop function check_references();
create trigger references_exist after insert on webhook_outcome referencing new table as added for each statement execute function check_outcomes();
create trigger references_exist after insert on journal referencing new table as added for each statement execute function check_journals();
-- One question says whether all is as it must be with lines of wallets; only if not, as for a vault, which line is wrong.
create or replace function check_postings() returns trigger language plpgsql as $$
declare
  broken text;
  v_rule text;
begin
  if (select bool_and(j.difference = 0) and not bool_or(j.misshapen)
        and count(*) = (select count(*) from journal k where k.id = any (array_agg(j.journal_id)))
      from (
        select journal_id, sum(amount) as difference,
          bool_or(version is null and (balance_after is not null or account_id <> all (system_accounts(currency)))) as misshapen
        from added group by journal_id, currency
      ) j)
    and not exists (
      select from added n
      left join posting p on p.account_id = n.account_id and p.version = n.version - 1
      left join wallet w on w.id = n.account_id
      where n.version is not null and (n.balance_after - n.amount = coalesce(p.balance_after, case n.version when 1 then 0 end)
        and n.currency = w.currency and (n.version < w.version or n.version = w.version and n.balance_after = w.balance)) is not true)
  then
    return null;
  end if;

  select n.journal_id::text, n.rule into broken, v_rule
  from (
    select journal_id, case when bool_or((version is null) <> (balance_after is null)
        or version is null and account_id <> all (system_accounts(currency))) then 'shape' when sum(amount) <> 0 then 'sum'
        when not exists (select from journal j where j.id = journal_id) then 'journal' end as rule
    from added group by journal_id, currency
  ) n where n.rule is not null order by n.rule = 'shape' desc, n.rule = 'sum' desc limit 1;
  if v_rule = 'shape' then
    raise exception 'posting_check: only a wallet or a vault has a running balance, journal %.', broken
      using errcode = 'check_violation', constraint = 'posting_check';
  elsif v_rule = 'sum' then
    raise exception 'Journal % does not balance.', broken using errcode = 'TP901';
  elsif v_rule = 'journal' then
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
-- Keys of one batch: random bytes once, then counted on, as RFC 9562 allows (6.2, monotonic random). The last six hex
-- digits count from 100000, so that fifteen million more have as many.
create function nth_key(p_stem text, p_nth bigint) returns uuid language sql immutable strict as $$
  select (p_stem || to_hex(1048576 + p_nth))::uuid
$$;

-- As before: in one statement, and each account in the order of their ids. An account that several lines move gets the
-- sum of them once, with the last; what it held in between is known from where it began.
create or replace function post(p_movements movement[], p_resolution uuid default null) returns void language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_stem text := left(uuid_v7()::text, 30);
  v_now timestamptz := db_now();
begin
  with movement as materialized (
    select nth_key(v_stem, m.rank) as journal_id, m.* from unnest(p_movements) with ordinality
      as m (kind, transaction_id, step, currency, from_account, to_account, amount, occurred_at, rank)
  ), line as (
    select journal_id, 1::smallint as line, from_account as account_id, -amount as amount, currency from movement
    union all
    select journal_id, 2::smallint, to_account, amount, currency from movement
  ), change as materialized (
    select l.*, sum(amount) over so_far as moved, (row_number() over so_far)::int as nth, lead(line) over so_far is null as is_last
    from line l where not is_system_account(account_id)
    window so_far as (partition by account_id order by journal_id, line)
  ), wallets as (
    update wallet w set balance = w.balance + c.moved, version = w.version + c.nth, updated_at = v_now
    from change c where w.id = c.account_id and c.is_last
    returning c.*, w.balance, w.version
  ), vaults as (
    update vault v set balance = v.balance + c.moved, version = v.version + c.nth, updated_at = v_now
    from change c where v.id = c.account_id and c.is_last and exists (select from movement where kind in ('VAULT_IN', 'VAULT_OUT'))
    returning c.*, v.balance, v.version
  ), owner as (
    select * from wallets union all select * from vaults
  ), journals as (
    insert into journal (id, kind, transaction_id, step, currency, occurred_at, recorded_at, resolution_id)
    select journal_id, kind, transaction_id, step, currency, occurred_at, v_now, p_resolution from movement
  )
  insert into posting (journal_id, line, account_id, amount, currency, balance_after, version)
  select journal_id, line, account_id, amount, currency, balance, version from owner
  union all
  select c.journal_id, c.line, c.account_id, c.amount, c.currency, o.balance - o.moved + c.moved, o.version - o.nth + c.nth
  from change c join owner o on o.account_id = c.account_id where not c.is_last
  union all
  select journal_id, line, account_id, amount, currency, null, null from line where is_system_account(account_id);
end $$;
drop type account_line;
-- A batch of what is nearly all: facts that are new, each about a transaction of its own that is pending and agrees. One
-- statement finds, locks, judges and settles them, with their books: nothing is carried from one statement to the next.
-- If one of them is anything else, it settles none, and settle_facts() judges all: that gives the same.
create or replace function settle(p_source text[], p_dialect text[], p_raw bytea[], p_headers text[], p_event text[], p_kind text[],
  p_state text[], p_reference text[], p_own_id uuid[], p_amount numeric[], p_currency text[], p_phone text[], p_fee numeric[],
  p_problem text[], p_failure_reason text[], p_failure_message text[]
) returns table (ord int, outcome text, reason text, transaction_id uuid) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  v_count int := coalesce(cardinality(p_source), 0);
  v_stem text := left(uuid_v7()::text, 30);
  v_now timestamptz := db_now();
  v_new int;
  v_settled int := 0;
  v_verdicts settle_verdict[];
begin
  insert into webhook_event (id, source, dialect, hash, raw, headers, event, kind, state, reference, own_id, amount, currency, phone, fee,
    problem, failure_reason, failure_message, received_at)
  select nth_key(v_stem, f.n), p_source[f.n], p_dialect[f.n], f.hash, p_raw[f.n], p_headers[f.n]::jsonb, p_event[f.n], p_kind[f.n],
    p_state[f.n], p_reference[f.n], p_own_id[f.n], p_amount[f.n], p_currency[f.n], p_phone[f.n], p_fee[f.n], p_problem[f.n],
    p_failure_reason[f.n], p_failure_message[f.n], v_now
  from (
    select n, case when p_source[n] = 'webhook' and p_dialect[n] = 'initiate' then sha256(p_raw[n])
      else event_hash(p_source[n], p_dialect[n], p_raw[n], p_kind[n], p_reference[n], p_own_id[n]) end as hash
    from generate_series(1, v_count) n order by 2, 1
  ) f
  on conflict (hash) do nothing;
  get diagnostics v_new = row_count;

  if v_new = v_count then
    return query
    with found as materialized (
      select n, t.id, t.ctid as place
      from generate_series(1, v_count) n
      join transaction t on t.dialect = p_dialect[n] and t.gateway_reference = p_reference[n]
        and t.type = case p_kind[n] when 'payment' then 'DEPOSIT' when 'payout' then 'WITHDRAWAL' end
      where t.status = 'PENDING' and t.gateway_state in ('SENDING', 'ACCEPTED', 'UNKNOWN') and t.fee = 0 and p_state[n] is not null
        and p_problem[n] is null and coalesce(p_amount[n] = t.amount, true) and coalesce(p_currency[n] = t.currency, true)
        and coalesce(p_phone[n] = t.phone, true) and coalesce(p_own_id[n] = t.id, true) and coalesce(p_fee[n] between 0 and t.amount, true)
      order by t.id for no key update of t
    ), settled as (
      update transaction t set settled_at = v_now, updated_at = v_now, warning = null,
        status = case p_state[f.n] when 'completed' then 'COMPLETED' else 'FAILED' end,
        failure_reason = coalesce(case p_state[f.n] when 'failed' then p_failure_reason[f.n] end, t.failure_reason),
        failure_message = case p_state[f.n] when 'failed' then p_failure_message[f.n] end,
        fee = coalesce(case p_state[f.n] when 'completed' then coalesce(p_fee[f.n], t.quoted_fee) end, 0)
      from found f where t.ctid = f.place and t.id = f.id and (select count(distinct id) from found) = v_count
      returning f.n, t.id, t.type = 'DEPOSIT' as is_deposit, t.status = 'COMPLETED' as is_completed, t.wallet_id, t.currency, t.amount, t.fee
    ), closed as (
      delete from queue_entry q where q.transaction_id = any (array(select s.id from settled s where s.is_completed))
    ), told as (
      insert into webhook_outcome (event_id, outcome, transaction_id, recorded_at)
      select nth_key(v_stem, s.n), p_state[s.n], s.id, v_now from settled s
    ), movement as materialized (
      select nth_key(v_stem, v_count + s.n) as journal_id, case when s.is_deposit then 'DEPOSIT' when s.is_completed then 'PAYOUT_SETTLED'
          else 'PAYOUT_RETURNED' end::journal_kind as kind, s.id, case when s.is_deposit then 1 else 2 end::smallint as step, s.currency,
        case when s.is_deposit then system_account('gateway_float', s.currency) else system_account('payout_clearing', s.currency) end as from_account,
        case when s.is_deposit or not s.is_completed then s.wallet_id else system_account('gateway_float', s.currency) end as to_account, s.amount
      from settled s where s.is_completed or not s.is_deposit
      union all
      select nth_key(v_stem, 2 * v_count + s.n), 'FEE', s.id, 3, s.currency, system_account('fees', s.currency),
        system_account('gateway_float', s.currency), s.fee from settled s where s.fee <> 0
    ), credit as materialized (
      select m.journal_id, m.to_account as wallet_id, m.amount, m.currency, sum(m.amount) over so_far as moved,
        (row_number() over so_far)::int as nth, lead(true) over so_far is null as is_last
      from movement m where not is_system_account(m.to_account) window so_far as (partition by m.to_account order by m.journal_id)
    ), wallets as (
      update wallet w set balance = w.balance + c.moved, version = w.version + c.nth, updated_at = v_now
      from credit c where w.id = c.wallet_id and c.is_last
      returning c.*, w.balance, w.version
    ), journals as (
      insert into journal (id, kind, transaction_id, step, currency, recorded_at)
      select m.journal_id, m.kind, m.id, m.step, m.currency, v_now from movement m
    ), postings as (
      insert into posting (journal_id, line, account_id, amount, currency, balance_after, version)
      select w.journal_id, 2, w.wallet_id, w.amount, w.currency, w.balance, w.version from wallets w
      union all
      select c.journal_id, 2, c.wallet_id, c.amount, c.currency, w.balance - w.moved + c.moved, w.version - w.nth + c.nth
      from credit c join wallets w on w.wallet_id = c.wallet_id where not c.is_last
      union all
      select m.journal_id, 1, m.from_account, -m.amount, m.currency, null, null from movement m
      union all
      select m.journal_id, 2, m.to_account, m.amount, m.currency, null, null from movement m where is_system_account(m.to_account)
    )
    select s.n, p_state[s.n], null::text, s.id from settled s order by s.n;
    get diagnostics v_settled = row_count;
  end if;

  if v_settled = v_count and 'failed' = any (p_state) then
    update queue_entry q set queue = 'FAILED', stale_since = null, stale_reason = null
    where q.transaction_id = any (array(select o.transaction_id from webhook_outcome o
      where o.event_id = any (array(select nth_key(v_stem, n) from generate_series(1, v_count) n where p_state[n] = 'failed'))));
  elsif v_settled = 0 then
    v_verdicts := settle_facts(facts_of(p_dialect, p_kind, p_state, p_reference, p_own_id, p_amount, p_currency, p_phone, p_fee, p_problem,
      p_failure_reason, p_failure_message, array(
        select coalesce(e.id, nth_key(v_stem, n)) from generate_series(1, v_count) n left join webhook_event e on v_new < v_count and e.hash =
          event_hash(p_source[n], p_dialect[n], p_raw[n], p_kind[n], p_reference[n], p_own_id[n]) order by n), v_new < v_count));
    return query select v.ord, v.verdict, v.why, v.transaction_id from unnest(v_verdicts) v;
  elsif v_settled < v_count then
    -- One was changed by another session, after this statement began and before it was locked.
    raise exception '% transactions changed under their lock.', v_count - v_settled using errcode = 'serialization_failure';
  end if;
end $$;
drop function key_after(uuid, bigint);
drop function first_key();
