-- settle: gateway facts in, outcomes out. A batch gives exactly what its facts would give one by
-- one in arrival order. One lock order: event hashes, advisory locks, transactions, wallets.

create type settle_fact as (
  ord int,
  event_id uuid,
  prior text,
  dialect text,
  kind text,
  state text,
  reference text,
  own_id uuid,
  amount numeric,
  currency text,
  phone text,
  fee numeric,
  problem text,
  failure_reason text,
  failure_message text
);

-- A fact beside the transaction that it is about.
create type settle_case as (
  ord int,
  transaction_id uuid,
  other_kind boolean
);

-- What was decided about a fact, and what that moves.
create type settle_verdict as (
  ord int,
  event_id uuid,
  verdict text,
  why text,
  transaction_id uuid,
  type text,
  wallet_id uuid,
  currency text,
  amount numeric,
  failure_reason text,
  failure_message text,
  fee numeric,
  fee_difference numeric,
  fee_step smallint,
  parked_reference text
);

create function find_cases(p_facts settle_fact[]) returns settle_case[]
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  return array(select (f.ord, coalesce(own_kind.id, other_kind.id, ours.id), own_kind.id is null and other_kind.id is not null)::settle_case
  from unnest(p_facts) f
  left join lateral (
    select x.id from transaction x where x.dialect = f.dialect and x.gateway_reference = f.reference
      and x.type = case f.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end
  ) own_kind on true
  left join lateral (
    select x.id from transaction x where own_kind.id is null and x.dialect = f.dialect and x.gateway_reference = f.reference
      and x.type = case f.kind when 'payment' then 'WITHDRAWAL' else 'DEPOSIT' end
  ) other_kind on true
  left join lateral (
    select x.id from transaction x where own_kind.id is null and other_kind.id is null and x.id = f.own_id
      and x.type in ('DEPOSIT', 'WITHDRAWAL')
  ) ours on true);
end $$;

-- Why a fact cannot be believed for this PENDING transaction; null when all present fields agree.
create function disagreement(f settle_fact, t transaction) returns text language sql immutable as $$
  select case
    when f.problem is not null then f.problem
    when t.gateway_state not in ('SENDING', 'ACCEPTED', 'UNKNOWN') then 'not_sent'
    when f.amount <> t.amount then 'amount_mismatch'
    when f.currency <> t.currency then 'currency_mismatch'
    when f.phone <> t.phone then 'phone_mismatch'
    when t.gateway_reference <> f.reference and lower(f.reference) <> t.id::text then 'reference_mismatch'
    when f.own_id <> t.id and lower(f.reference) <> f.own_id::text then 'reference_mismatch'
    when f.fee < 0 or f.fee > t.amount then 'fee_unreadable'
  end
$$;

create function settle_facts(p_facts settle_fact[]) returns settle_verdict[]
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  v_open settle_fact[];
  v_cases settle_case[];
  v_missing settle_fact[];
  v_verdicts settle_verdict[];
  v_movements movement[];
begin
  -- What was already decided, or moves nothing, needs no transaction.
  v_open := array(select f from unnest(p_facts) f where coalesce(f.prior, 'suspended') = 'suspended' and f.kind is not null and f.state is not null);

  if cardinality(v_open) > 0 then
    v_cases := find_cases(v_open);
    v_missing := array(select f from unnest(v_open) f join unnest(v_cases) c on c.ord = f.ord
      where f.reference is not null and (c.transaction_id is null or c.other_kind));
    if cardinality(v_missing) > 0 then
      -- Lock, and look again in the next statement: this one sees the snapshot from before the lock.
      perform pg_advisory_xact_lock(k.key) from (
        select distinct hashtextextended(parked_key(f.dialect, f.kind, f.reference), 0) as key from unnest(v_missing) f order by 1) k;
      v_cases := array(select c from unnest(v_cases) c where not exists (select from unnest(v_missing) f where f.ord = c.ord)) || find_cases(v_missing);
    end if;
    perform from transaction x where x.id in (select c.transaction_id from unnest(v_cases) c) order by x.id for no key update;
  end if;

  v_verdicts := array(
    with fact as materialized (
      select f as fact, f.*, c.transaction_id, coalesce(c.other_kind, false) as other_kind,
        row_number() over (partition by f.event_id order by f.ord) as delivery
      from unnest(p_facts) f left join unnest(v_cases) c on c.ord = f.ord
    ), judged as (
      select f.*, t.type, t.wallet_id, t.currency as tx_currency, t.amount as tx_amount, t.fee as tx_fee, t.status,
        f.other_kind or t.type <> case f.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end as wrong_kind,
        case when t.id is not null then disagreement(f.fact, t) end as objection
      from fact f left join transaction t on t.id = f.transaction_id
    ), raced as (
      select j.*, min(j.ord) filter (where j.status = 'PENDING' and not j.wrong_kind and j.objection is null)
        over (partition by j.transaction_id) as winner
      from judged j
    ), known as (
      -- The state that this fact meets: the transaction's own, or the one that the winner before it brought.
      select r.*, case when r.status <> 'PENDING' then lower(r.status) when r.ord > r.winner then w.state end as met
      from raced r left join fact w on w.ord = r.winner
    ), decided as (
      select k.*,
        case
          when k.kind is null or k.state is null then case when k.prior is not null or k.delivery > 1 then 'duplicate' else 'ignored' end
          when k.prior <> 'suspended' then 'duplicate'
          when k.transaction_id is null or k.wrong_kind then 'suspended'
          when k.ord = k.winner then k.state
          when k.state = k.met then 'duplicate'
          else 'suspended'
        end as verdict,
        case
          when k.kind is null or k.state is null or k.prior <> 'suspended' then null
          when k.transaction_id is null then 'unknown_reference'
          when k.wrong_kind then 'kind_mismatch'
          when k.ord = k.winner or k.state = k.met then null
          when k.met = 'awaiting_approval' then 'not_sent'
          when k.met is not null then 'conflicting_final_state'
          else k.objection
        end as why
      from known k
    ), priced as (
      -- Each later report of a fee posts the difference to what is already posted.
      select d.*, d.fee is not null and d.state = 'completed' and d.objection is null and d.verdict in ('completed', 'duplicate')
        and coalesce(d.prior, 'suspended') = 'suspended' and d.delivery = 1 and not d.wrong_kind as reports_fee
      from decided d
    ), reported as (
      select p.*, case when p.reports_fee then p.fee - coalesce(lag(p.fee) over report, p.tx_fee) end as fee_difference
      from priced p window report as (partition by p.transaction_id, p.reports_fee order by p.ord)
    )
    select (p.ord, p.event_id, p.verdict, p.why, p.transaction_id, p.type, p.wallet_id, p.tx_currency, p.tx_amount,
      p.failure_reason, p.failure_message,
      case when p.reports_fee then p.fee end,
      p.fee_difference,
      -- Only a difference becomes a journal and takes a step: a report of nothing new leaves no gap.
      case when p.fee_difference <> 0 then
        greatest(2, (select max(j.step) from journal j where j.transaction_id = p.transaction_id))
        + count(*) filter (where p.fee_difference <> 0) over (partition by p.transaction_id order by p.ord) end,
      case when p.verdict = 'suspended' and p.reference is not null and (p.transaction_id is null or p.other_kind)
        then parked_key(p.dialect, p.kind, p.reference) end)::settle_verdict
    from reported p
    order by p.ord
  );

  -- No verdict: a later report of the fee of a transaction that stays as it is.
  update transaction t set status = coalesce(upper(v.verdict), t.status),
    settled_at = case when v.verdict is null then t.settled_at else db_now() end,
    failure_reason = coalesce(v.failure_reason, t.failure_reason),
    failure_message = case when v.verdict is null then t.failure_message else v.failure_message end,
    warning = case when v.verdict is null then t.warning end,
    fee = coalesce(v.fee, t.fee), updated_at = db_now()
  from (
    select x.transaction_id,
      max(x.verdict) filter (where x.verdict in ('completed', 'failed')) as verdict,
      max(x.failure_reason) filter (where x.verdict = 'failed') as failure_reason,
      max(x.failure_message) filter (where x.verdict = 'failed') as failure_message,
      (array_agg(x.fee order by x.ord desc) filter (where x.fee is not null))[1] as fee
    from unnest(v_verdicts) x where x.verdict in ('completed', 'failed') or x.fee_difference <> 0
    group by x.transaction_id
  ) v
  where t.id = v.transaction_id;
  if found then
    delete from queue_entry q using unnest(v_verdicts) v where q.transaction_id = v.transaction_id and v.verdict = 'completed';
    update queue_entry q set queue = 'FAILED', stale_since = null, stale_reason = null
      from unnest(v_verdicts) v where q.transaction_id = v.transaction_id and v.verdict = 'failed';

    v_movements := array(
      select m.movement from (
        select v.ord, 1 as nth, case
          when v.type = 'DEPOSIT' then ('DEPOSIT', v.transaction_id, 1, v.currency, system_account('gateway_float', v.currency), v.wallet_id, v.amount, null)::movement
          when v.verdict = 'completed' then ('PAYOUT_SETTLED', v.transaction_id, 2, v.currency, system_account('payout_clearing', v.currency), system_account('gateway_float', v.currency), v.amount, null)::movement
          else ('PAYOUT_RETURNED', v.transaction_id, 2, v.currency, system_account('payout_clearing', v.currency), v.wallet_id, v.amount, null)::movement
        end as movement
        from unnest(v_verdicts) v where v.verdict = 'completed' or v.verdict = 'failed' and v.type = 'WITHDRAWAL'
        union all
        select v.ord, 2, case when v.fee_difference > 0
          then ('FEE', v.transaction_id, v.fee_step, v.currency, system_account('fees', v.currency), system_account('gateway_float', v.currency), v.fee_difference, null)::movement
          else ('FEE', v.transaction_id, v.fee_step, v.currency, system_account('gateway_float', v.currency), system_account('fees', v.currency), -v.fee_difference, null)::movement end
        from unnest(v_verdicts) v where v.fee_difference <> 0
      ) m order by m.ord, m.nth
    );
    if cardinality(v_movements) > 0 then
      perform post(v_movements);
    end if;
  end if;

  insert into webhook_outcome (event_id, outcome, reason, transaction_id, parked_reference)
  select v.event_id, v.verdict, v.why, v.transaction_id, v.parked_reference from unnest(v_verdicts) v order by v.ord;

  return v_verdicts;
end $$;

-- Stores what is new and answers each fact beside its event and the last decision about it.
create function receive_facts(p_source text[], p_dialect text[], p_raw bytea[], p_headers text[], p_event text[], p_kind text[],
  p_state text[], p_reference text[], p_own_id uuid[], p_amount numeric[], p_currency text[], p_phone text[], p_fee numeric[],
  p_problem text[], p_failure_reason text[], p_failure_message text[]
) returns settle_fact[] language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare v_hash bytea[];
begin
  v_hash := array(select sha256(r) from unnest(p_raw) with ordinality as x (r, ord) order by ord);
  insert into webhook_event (source, dialect, hash, raw, headers, event, kind, state, reference, own_id, amount, currency, phone, fee,
    problem, failure_reason, failure_message)
  select distinct on (f.hash) f.source, f.dialect, f.hash, f.raw, f.headers::jsonb, f.event, f.kind, f.state, f.reference, f.own_id,
    f.amount, f.currency, f.phone, f.fee, f.problem, f.failure_reason, f.failure_message
  from unnest(v_hash, p_source, p_dialect, p_raw, p_headers, p_event, p_kind, p_state, p_reference, p_own_id, p_amount, p_currency,
    p_phone, p_fee, p_problem, p_failure_reason, p_failure_message) with ordinality
    as f (hash, source, dialect, raw, headers, event, kind, state, reference, own_id, amount, currency, phone, fee, problem,
      failure_reason, failure_message, ord)
  order by f.hash, f.ord
  on conflict (hash) do nothing;

  return array(
    select (f.ord, e.id, (select o.outcome from webhook_outcome o where o.event_id = e.id order by o.seq desc limit 1),
      f.dialect, f.kind, f.state, f.reference, f.own_id, f.amount, f.currency, f.phone, f.fee, f.problem, f.failure_reason, f.failure_message)::settle_fact
    from unnest(v_hash, p_dialect, p_kind, p_state, p_reference, p_own_id, p_amount, p_currency, p_phone, p_fee, p_problem,
      p_failure_reason, p_failure_message) with ordinality
      as f (hash, dialect, kind, state, reference, own_id, amount, currency, phone, fee, problem, failure_reason, failure_message, ord)
    join webhook_event e on e.hash = f.hash
    order by f.ord
  );
end $$;

create function settle(p_source text[], p_dialect text[], p_raw bytea[], p_headers text[], p_event text[], p_kind text[],
  p_state text[], p_reference text[], p_own_id uuid[], p_amount numeric[], p_currency text[], p_phone text[], p_fee numeric[],
  p_problem text[], p_failure_reason text[], p_failure_message text[]
) returns table (ord int, outcome text, reason text, transaction_id uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query select v.ord, v.verdict, v.why, v.transaction_id
  from unnest(settle_facts(receive_facts(p_source, p_dialect, p_raw, p_headers, p_event, p_kind, p_state, p_reference, p_own_id,
    p_amount, p_currency, p_phone, p_fee, p_problem, p_failure_reason, p_failure_message))) v;
end $$;

-- The last resort for a fact that cannot be settled for a reason of its own: kept, and left to a person.
create function store_suspended(p_source text, p_dialect text, p_raw bytea, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into webhook_event (source, dialect, hash, raw, headers, problem)
  values (p_source, p_dialect, sha256(p_raw), p_raw, '{}', 'settle_error') on conflict (hash) do nothing;
  insert into webhook_outcome (event_id, outcome, reason)
  select e.id, 'suspended', p_reason from webhook_event e where e.hash = sha256(p_raw);
end $$;

-- Applies, in the commit that stores a reference, what was waiting for it.
create function settle_parked(p_key text) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare v_facts settle_fact[];
begin
  v_facts := array(
    select (row_number() over (order by p.seq), e.id, 'suspended', e.dialect, e.kind, e.state, e.reference, e.own_id, e.amount,
      e.currency, e.phone, e.fee, e.problem, e.failure_reason, e.failure_message)::settle_fact
    from (select o.event_id, min(o.seq) as seq from webhook_outcome o where o.parked_reference = p_key group by o.event_id) p
    join webhook_event e on e.id = p.event_id
    where (select o.outcome from webhook_outcome o where o.event_id = p.event_id order by o.seq desc limit 1) = 'suspended'
    order by p.seq
  );
  if cardinality(v_facts) > 0 then
    perform settle_facts(v_facts);
  end if;
end $$;
