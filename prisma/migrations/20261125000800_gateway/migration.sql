-- The gateway that can be asked: two references, a quoted fee, questions about what is pending, and
-- webhooks that are hints.

alter table transaction
  add column second_reference text check (char_length(second_reference) between 1 and 128),
  -- What the gateway said that it would keep; posted when the transaction completes.
  add column quoted_fee numeric check (quoted_fee >= 0 and quoted_fee = trunc(quoted_fee) and quoted_fee <= amount),
  drop constraint transaction_warning_check,
  add constraint transaction_warning_check check (warning in ('no_answer', 'interrupted', 'reference_taken', 'refused_after_final',
    'payment_url_missing', 'payment_url_refused', 'otp_needed', 'reference_differs'));

alter table queue_entry
  -- When the gateway is asked next, how often it was, and what it said last.
  add column query_at timestamptz,
  add column queries integer not null default 0 check (queries >= 0),
  add column queried_at timestamptz,
  add column query_answer text check (query_answer in ('pending', 'final', 'not_known', 'no_answer')),
  -- The gateway's two numbers as a hint told them: good enough to ask with, not to settle by.
  add column hinted_reference text check (char_length(hinted_reference) between 1 and 128),
  add column hinted_second_reference text check (char_length(hinted_second_reference) between 1 and 128),
  add check (hinted_second_reference is null or hinted_reference is not null);

alter table webhook_refusal
  drop constraint webhook_refusal_why_check,
  add constraint webhook_refusal_why_check check (why in ('signature', 'timestamp', 'not_json', 'too_large'));

-- Found by our own id, and names a number of the gateway's.
alter type settle_case add attribute new_number boolean;
alter type settle_verdict add attribute new_reference text;

-- What identifies an event: its bytes, and for all but the first dialect's webhooks also what it was read as. An
-- answer means what was asked: the same bytes about another order are another event; and a delivery that was
-- read in one dialect must not hide the same bytes in the other.
create function event_hash(p_source text, p_dialect text, p_raw bytea, p_kind text, p_reference text, p_own_id uuid) returns bytea
language sql immutable as $$
  select sha256(case when p_source = 'webhook' and p_dialect = 'initiate' then p_raw
    else convert_to(concat_ws(E'\n', p_source, p_dialect, coalesce(p_kind, ''), coalesce(p_reference, ''), coalesce(p_own_id::text, ''), ''), 'UTF8') || p_raw end)
$$;

-- Whether a text is the id of another transaction of ours: it must not become a number of the gateway's.
create function names_another(p_text text, p_id uuid) returns boolean language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  if p_text !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return false;
  end if;
  return exists (select from transaction x where x.id = p_text::uuid and x.id <> p_id);
end $$;

-- A number of ours counts within its own dialect only: after a switch both kinds of webhook arrive.
create or replace function find_cases(p_facts settle_fact[]) returns settle_case[]
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  return array(select (f.ord, coalesce(own_kind.id, other_kind.id, ours.id), own_kind.id is null and other_kind.id is not null,
    own_kind.id is null and other_kind.id is null and ours.id is not null and f.reference is not null and lower(f.reference) <> ours.id::text)::settle_case
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
    select x.id from transaction x where own_kind.id is null and other_kind.id is null and x.id = f.own_id and x.dialect = f.dialect
      and x.type in ('DEPOSIT', 'WITHDRAWAL')
  ) ours on true);
end $$;

create or replace function settle_facts(p_facts settle_fact[]) returns settle_verdict[]
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  v_open settle_fact[];
  v_cases settle_case[];
  v_missing settle_fact[];
  v_verdicts settle_verdict[];
  v_movements movement[];
  v_key text;
  v_cut int;
begin
  -- What was already decided, or is about nothing of ours, needs no transaction. One without a state says
  -- that nothing is final yet: it moves nothing, but belongs to its transaction's story.
  v_open := array(select f from unnest(p_facts) f where coalesce(f.prior, 'suspended') = 'suspended' and f.kind is not null);

  if cardinality(v_open) > 0 then
    v_cases := find_cases(v_open);
    v_missing := array(select f from unnest(v_open) f join unnest(v_cases) c on c.ord = f.ord
      where f.reference is not null and (c.transaction_id is null or c.other_kind or c.new_number));
    if cardinality(v_missing) > 0 then
      -- Lock, and look again in the next statement: this one sees the snapshot from before the lock.
      perform pg_advisory_xact_lock(k.key) from (
        select distinct hashtextextended(parked_key(f.dialect, f.kind, f.reference), 0) as key from unnest(v_missing) f order by 1) k;
      v_cases := array(select c from unnest(v_cases) c where not exists (select from unnest(v_missing) f where f.ord = c.ord)) || find_cases(v_missing);
    end if;
    perform from transaction x where x.id in (select c.transaction_id from unnest(v_cases) c) order by x.id for no key update;
    -- A number that one of these facts brings may be what a later one is known by, or wake what waited for it: cut
    -- there, so that the batch still gives what its facts would give one by one. Everything is locked before.
    if exists (select from unnest(v_cases) c where c.new_number) then
      select min(later.ord) into v_cut
      from unnest(v_cases) c join unnest(v_open) f on f.ord = c.ord
      join unnest(v_open) later on later.ord > f.ord
      join unnest(v_cases) l on l.ord = later.ord
      where c.new_number and ((later.dialect, later.reference) = (f.dialect, f.reference) or l.transaction_id = c.transaction_id);
      if v_cut is not null then
        perform from wallet w where w.id in (select x.wallet_id from unnest(v_cases) c join transaction x on x.id = c.transaction_id)
          order by w.id for no key update;
        v_verdicts := settle_facts(array(select f from unnest(p_facts) f where f.ord < v_cut));
        return v_verdicts || settle_facts(array(
          select (f.ord, f.event_id, (select o.outcome from webhook_outcome o where o.event_id = f.event_id order by o.seq desc limit 1),
            f.dialect, f.kind, f.state, f.reference, f.own_id, f.amount, f.currency, f.phone, f.fee, f.problem, f.failure_reason, f.failure_message)::settle_fact
          from unnest(p_facts) f where f.ord >= v_cut order by f.ord));
      end if;
    end if;
  end if;

  v_verdicts := array(
    with fact as materialized (
      select f as fact, f.*, c.transaction_id, coalesce(c.other_kind, false) as other_kind, coalesce(c.new_number, false) as new_number,
        row_number() over (partition by f.event_id order by f.ord) as delivery
      from unnest(p_facts) f left join unnest(v_cases) c on c.ord = f.ord
    ), judged as (
      select f.*, t.type, t.wallet_id, t.currency as tx_currency, t.amount as tx_amount, t.fee as tx_fee, t.quoted_fee, t.gateway_reference, t.status,
        f.other_kind or t.type <> case f.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end as wrong_kind,
        case when t.id is not null then coalesce(disagreement(f.fact, t),
          case when f.new_number and names_another(f.reference, t.id) then 'reference_mismatch' end) end as objection
      from fact f left join transaction t on t.id = f.transaction_id
    ), raced as (
      select j.*, min(j.ord) filter (where j.status = 'PENDING' and j.state is not null and not j.wrong_kind and j.objection is null)
        over (partition by j.transaction_id) as winner
      from judged j
    ), known as (
      -- The state that this fact meets: the transaction's own, or the one that the winner before it brought.
      select r.*, case when r.status <> 'PENDING' then lower(r.status) when r.ord > r.winner then w.state end as met
      from raced r left join fact w on w.ord = r.winner
    ), decided as (
      select k.*,
        case
          when k.kind is null or k.state is null then case when k.prior <> 'suspended' or k.delivery > 1 then 'duplicate' else 'ignored' end
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
      -- Without a report, the fee is what the answer to the order quoted.
      select d.*, coalesce(d.fee, case when d.verdict = 'completed' then d.quoted_fee end) as told_fee from decided d
    ), reporting as (
      -- Each later report of a fee posts the difference to what is already posted.
      select d.*, d.told_fee is not null and d.state = 'completed' and d.objection is null and d.verdict in ('completed', 'duplicate')
        and coalesce(d.prior, 'suspended') = 'suspended' and d.delivery = 1 and not d.wrong_kind as reports_fee
      from priced d
    ), reported as (
      select p.*, case when p.reports_fee then p.told_fee - coalesce(lag(p.told_fee) over report, p.tx_fee) end as fee_difference
      from reporting p window report as (partition by p.transaction_id, p.reports_fee order by p.ord)
    )
    select (p.ord, p.event_id, p.verdict, p.why, p.transaction_id, p.type, p.wallet_id, p.tx_currency, p.tx_amount,
      p.failure_reason, p.failure_message,
      case when p.reports_fee then p.told_fee end,
      p.fee_difference,
      -- Only a difference becomes a journal and takes a step: a report of nothing new leaves no gap.
      case when p.fee_difference <> 0 then
        greatest(2, (select max(j.step) from journal j where j.transaction_id = p.transaction_id))
        + count(*) filter (where p.fee_difference <> 0) over (partition by p.transaction_id order by p.ord) end,
      case when p.verdict = 'suspended' and p.reference is not null and (p.transaction_id is null or p.other_kind)
        then parked_key(p.dialect, p.kind, p.reference) end,
      -- Found by our own id, as after a lost answer: now the gateway's number is known too.
      case when p.new_number and p.gateway_reference is null and p.verdict in ('completed', 'failed') then p.reference end)::settle_verdict
    from reported p
    order by p.ord
  );

  -- No verdict: a later report of the fee of a transaction that stays as it is.
  update transaction t set status = coalesce(upper(v.verdict), t.status),
    settled_at = case when v.verdict is null then t.settled_at else db_now() end,
    failure_reason = coalesce(v.failure_reason, t.failure_reason),
    failure_message = case when v.verdict is null then t.failure_message else v.failure_message end,
    warning = case when v.verdict is null then t.warning end,
    fee = coalesce(v.fee, t.fee), gateway_reference = coalesce(t.gateway_reference, v.new_reference),
    second_reference = case when v.new_reference is null then t.second_reference else coalesce(t.second_reference,
      (select q.hinted_second_reference from queue_entry q where q.transaction_id = t.id and q.hinted_reference = v.new_reference)) end,
    updated_at = db_now()
  from (
    select x.transaction_id,
      max(x.verdict) filter (where x.verdict in ('completed', 'failed')) as verdict,
      max(x.failure_reason) filter (where x.verdict = 'failed') as failure_reason,
      max(x.failure_message) filter (where x.verdict = 'failed') as failure_message,
      max(x.new_reference) as new_reference,
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

  -- What waited for a number that is stored by this commit.
  for v_key in
    select parked_key(f.dialect, f.kind, v.new_reference) from unnest(v_verdicts) v join unnest(p_facts) f on f.ord = v.ord
    where v.new_reference is not null order by 1
  loop
    perform settle_parked(v_key);
  end loop;

  return v_verdicts;
end $$;

create or replace function receive_facts(p_source text[], p_dialect text[], p_raw bytea[], p_headers text[], p_event text[], p_kind text[],
  p_state text[], p_reference text[], p_own_id uuid[], p_amount numeric[], p_currency text[], p_phone text[], p_fee numeric[],
  p_problem text[], p_failure_reason text[], p_failure_message text[]
) returns settle_fact[] language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare v_hash bytea[];
begin
  v_hash := array(select event_hash(x.source, x.dialect, x.raw, x.kind, x.reference, x.own_id)
    from unnest(p_source, p_dialect, p_raw, p_kind, p_reference, p_own_id) with ordinality as x (source, dialect, raw, kind, reference, own_id, ord) order by x.ord);
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

create or replace function store_suspended(p_source text, p_dialect text, p_raw bytea, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into webhook_event (source, dialect, hash, raw, headers, problem)
  values (p_source, p_dialect, event_hash(p_source, p_dialect, p_raw, null, null, null), p_raw, '{}', 'settle_error') on conflict (hash) do nothing;
  insert into webhook_outcome (event_id, outcome, reason)
  select e.id, 'suspended', p_reason from webhook_event e where e.hash = event_hash(p_source, p_dialect, p_raw, null, null, null);
end $$;

-- A member's orders that have no answer are bounded below what opens the circuit breaker: one member must not make
-- the gateway look down for everybody. Counted after the insert, under the wallet's lock, so that orders at once count too.
create function check_unanswered() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if (select count(*) from transaction t where t.wallet_id = new.wallet_id and t.created_at > db_now() - interval '1 hour'
      and not t.by_staff and t.status = 'PENDING' and t.gateway_state in ('NOT_SENT', 'SENDING', 'UNKNOWN')) > 8 then
    perform refuse('too_many_unanswered', 'TP003', '{"count": 8}');
  end if;
  return null;
end $$;
create trigger few_unanswered after insert on transaction for each row
  when (not new.by_staff and new.gateway_state = 'NOT_SENT') execute function check_unanswered();

-- Commit 2: only the winner of this compare-and-set calls the gateway; it answers the order to send.
drop function mark_sending(uuid);
create function mark_sending(p_id uuid)
returns table (type text, user_id uuid, member_name text, amount numeric, currency text, phone text, method text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  update transaction t set gateway_state = 'SENDING', sent_at = db_now(), updated_at = db_now()
  from app_user u
  where t.id = p_id and t.status = 'PENDING' and t.gateway_state = 'NOT_SENT' and u.id = t.user_id
  returning t.type, t.user_id, u.full_name, t.amount, t.currency, t.phone, t.method;
end $$;

-- Posts the fee that the answer quoted for an order that had completed before its answer came; a fee
-- that was reported since then stands.
create function post_quoted_fee(p_id uuid) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare t transaction;
begin
  select * into strict t from transaction where id = p_id;
  if t.status <> 'COMPLETED' or coalesce(t.quoted_fee, 0) = 0 or t.fee <> 0 or exists (
    select from webhook_outcome o join webhook_event e on e.id = o.event_id
    where o.transaction_id = p_id and o.outcome in ('completed', 'duplicate') and e.state = 'completed' and e.problem is null
      and e.fee between 0 and t.amount
  ) then
    return;
  end if;
  update transaction set fee = quoted_fee, updated_at = db_now() where id = p_id;
  perform post(array[('FEE', t.id, greatest(2, (select max(j.step) from journal j where j.transaction_id = t.id)) + 1, t.currency,
    system_account('fees', t.currency), system_account('gateway_float', t.currency), t.quoted_fee, null)::movement]);
end $$;

-- Commit 3: the gateway's answer. Where a webhook was faster, only references, link and fee are added.
drop function record_answer(uuid, text, text, text, text, text, text);
create function record_answer(p_id uuid, p_answer text, p_reference text, p_payment_url text, p_warning text, p_reason text, p_message text,
  p_second_reference text default null, p_fee numeric default null)
returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  t transaction;
  v_key text;
begin
  if p_answer = 'accepted' then
    select parked_key(dialect, case type when 'DEPOSIT' then 'payment' else 'payout' end, p_reference) into strict v_key
    from transaction where id = p_id;
    -- The fact that found no reference takes the same lock; whoever comes second sees the other (books.md).
    perform pg_advisory_xact_lock(hashtextextended(v_key, 0));
    if exists (select from transaction x join transaction mine on mine.id = p_id and x.dialect = mine.dialect and x.type = mine.type
      where x.gateway_reference = p_reference and x.id <> p_id) then
      p_answer := 'unknown';
      p_warning := 'reference_taken';
      p_message := 'The gateway answered with a reference that already belongs to another transaction: ' || p_reference;
    end if;
  end if;

  select * into strict t from transaction where id = p_id for no key update;
  if p_answer = 'accepted' then
    update transaction set gateway_reference = coalesce(gateway_reference, p_reference), payment_url = coalesce(payment_url, p_payment_url),
      second_reference = coalesce(p_second_reference, second_reference),
      quoted_fee = case when p_fee between 0 and amount and p_fee = trunc(p_fee) then p_fee else quoted_fee end,
      warning = p_warning, answered_at = coalesce(answered_at, db_now()), updated_at = db_now(),
      gateway_state = case when status = 'PENDING' and gateway_state in ('SENDING', 'UNKNOWN') then 'ACCEPTED' else gateway_state end
    where id = p_id;
    -- A webhook brought another number for it: facts that name this one would find nothing.
    if t.gateway_reference <> p_reference then
      update transaction set warning = 'reference_differs' where id = p_id;
      insert into queue_entry (transaction_id, queue, reason) values (p_id, 'ATTENTION', 'reference_differs')
        on conflict on constraint queue_entry_pkey do update set queue = 'ATTENTION', reason = 'reference_differs';
    end if;
    perform settle_parked(v_key);
    perform post_quoted_fee(p_id);
  elsif t.status <> 'PENDING' or t.gateway_state not in ('SENDING', 'UNKNOWN') then
    if p_answer = 'refused' then
      insert into queue_entry (transaction_id, queue, reason) values (p_id, 'ATTENTION', 'refused_after_final')
        on conflict on constraint queue_entry_pkey do update set queue = 'ATTENTION', reason = 'refused_after_final';
      update transaction set warning = 'refused_after_final', updated_at = db_now() where id = p_id;
    end if;
  elsif p_answer = 'refused' then
    perform fail_payment(p_id, 'REFUSED', p_reason, p_message);
  elsif p_answer = 'never_sent' and t.gateway_state = 'SENDING' then
    perform fail_payment(p_id, 'NOT_SENT', 'never_sent', p_message);
  elsif t.gateway_state = 'SENDING' then
    update transaction set gateway_state = 'UNKNOWN', warning = coalesce(p_warning, 'no_answer'), failure_message = p_message,
      answered_at = db_now(), updated_at = db_now() where id = p_id;
  end if;
end $$;

-- When the gateway is asked again: the interval doubles with each question.
create function next_query(p_queries integer, p_first interval, p_longest interval) returns timestamptz language sql stable as $$
  select db_now() + least(p_first * power(2, least(p_queries, 20)), p_longest)
$$;

-- Takes the questions that are due, and puts each one's next question off, in a commit of its own before
-- any of them is asked. Half of the turns go to those that were asked least, so that a thousand stuck ones
-- never starve a new one; the other half to those that have waited longest, so that new ones never starve them.
create function claim_status_queries(p_dialect text, p_limit integer, p_first interval, p_longest interval)
returns table (transaction_id uuid, kind text, reference text, second_reference text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  with due as materialized (
    select q.transaction_id as id, q.queries, coalesce(q.query_at, x.sent_at + p_first) as due_at
    from queue_entry q join transaction x on x.id = q.transaction_id
    where q.queue = 'OPEN' and x.status = 'PENDING' and x.gateway_state in ('SENDING', 'ACCEPTED', 'UNKNOWN') and x.dialect = p_dialect
      and coalesce(x.gateway_reference, q.hinted_reference) is not null
      and coalesce(q.query_at, x.sent_at + p_first) <= db_now()
  ), least_asked as materialized (
    select d.id from due d order by d.queries, d.due_at, d.id limit (p_limit + 1) / 2
  ), longest_waiting as materialized (
    select d.id from due d where d.id not in (select l.id from least_asked l) order by d.due_at, d.id limit p_limit / 2
  ), turns as materialized (
    select q.transaction_id as id from queue_entry q
    where q.transaction_id in (select l.id from least_asked l union all select w.id from longest_waiting w)
      and (q.query_at is null or q.query_at <= db_now())
    order by q.transaction_id for no key update of q skip locked
  ), taken as (
    update queue_entry q set queries = q.queries + 1, queried_at = db_now(), query_at = next_query(q.queries, p_first, p_longest)
    from turns t where q.transaction_id = t.id
    returning q.transaction_id as id, q.hinted_reference, q.hinted_second_reference
  )
  select x.id, case x.type when 'DEPOSIT' then 'payment' else 'payout' end, coalesce(x.gateway_reference, k.hinted_reference),
    case when x.gateway_reference is null then k.hinted_second_reference else x.second_reference end
  from taken k join transaction x on x.id = k.id;
end $$;

-- One question, out of turn: for a hint, or (with an actor) for a person. No row: there is no number to ask with.
create function claim_status_query(p_id uuid, p_first interval, p_longest interval, p_actor jsonb default null)
returns table (dialect text, kind text, reference text, second_reference text, confirmed boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  t transaction;
  q queue_entry;
begin
  select * into t from transaction x where x.id = p_id;
  if not found then
    return;
  end if;
  select * into q from queue_entry e where e.transaction_id = p_id for no key update;
  if p_actor is not null and q.queried_at > db_now() - interval '5 seconds' then
    perform refuse('asked_just_now', 'TP003', '{"seconds": 5}');
  end if;
  if p_actor is not null then
    perform audit(p_actor, 'transaction.query', 'Transaction', p_id, null, null, null);
  end if;
  if t.sent_at is null or coalesce(t.gateway_reference, q.hinted_reference) is null then
    return;
  end if;
  update queue_entry e set queries = e.queries + 1, queried_at = db_now(), query_at = next_query(e.queries, p_first, p_longest)
  where e.transaction_id = p_id;
  return query select t.dialect, case t.type when 'DEPOSIT' then 'payment' else 'payout' end,
    coalesce(t.gateway_reference, q.hinted_reference),
    case when t.gateway_reference is null then q.hinted_second_reference else t.second_reference end,
    t.gateway_reference is not null;
end $$;

-- No answer is no turn: it is asked again within a minute, though after those that were never asked. Numbers
-- that the gateway answered to are the right ones.
create function note_status_query(p_id uuid, p_answer text, p_reference text, p_second_reference text) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update queue_entry q set query_answer = p_answer,
    queries = case p_answer when 'no_answer' then greatest(q.queries - 1, 1) else q.queries end,
    query_at = case p_answer when 'no_answer' then least(q.query_at, db_now() + interval '1 minute') else q.query_at end,
    hinted_reference = case when p_answer in ('pending', 'final') and t.gateway_reference is null then p_reference else q.hinted_reference end,
    hinted_second_reference = case when p_answer in ('pending', 'final') and t.gateway_reference is null then p_second_reference
      else q.hinted_second_reference end
  from transaction t where q.transaction_id = p_id and t.id = p_id
$$;

-- A webhook that proves nothing named these numbers for a transaction: enough to ask with, now and, if that
-- brings no answer, a while later. They stay once the gateway has answered to them.
create function note_hint(p_id uuid, p_reference text, p_second_reference text, p_again interval) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update queue_entry set hinted_reference = p_reference, hinted_second_reference = p_second_reference, query_at = db_now() + p_again
  where transaction_id = p_id and queue = 'OPEN' and coalesce(query_answer, '') not in ('pending', 'final')
$$;

create or replace function grant_app_access(p_role text) returns void language plpgsql as $$
declare f regprocedure;
begin
  if p_role = current_user then
    return;
  end if;
  execute format('grant usage on schema public to %I', p_role);
  execute format('grant select on all tables in schema public to %I', p_role);
  execute format('grant insert on audit_entry to %I', p_role);
  execute format('grant insert, update, delete on session, login_attempt, membership, second_factor, recovery_code to %I', p_role);
  execute format('grant insert, update on app_user, tontine, webhook_refusal, setting to %I', p_role);
  execute format('grant insert, update (answered_by, answer, answered_at) on dispute to %I', p_role);
  for f in
    select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname in ('clock_override', 'db_now', 'uuid_v7', 'system_account', 'request_payment',
      'mark_sending', 'record_answer', 'recover', 'flag_stale', 'create_vault', 'move_vault', 'lock_vault', 'settle', 'store_suspended',
      'decide_payout', 'expire_approvals', 'claim_status_queries', 'claim_status_query', 'note_status_query', 'note_hint', 'event_hash')
  loop
    execute format('grant execute on function %s to %I', f, p_role);
  end loop;
end $$;
