-- Events are kept as what nearly all are, new ones: each insert with ON CONFLICT first looks whether the row is there, adds
-- it on trial and confirms it. Only a batch that holds a known one is kept again that way. The rest of settle() is as before.

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
    ) f;
    v_new := v_count;
  exception when unique_violation then
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
  end;

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
