-- Breaks: open differences, each with its evidence. One defect is one break, whoever tells of it: at most one open
-- break for a transaction, and an event or a statement line belongs to one break only.

create table break_item (
  id uuid primary key default uuid_v7(),
  kind text not null check (kind in ('outcome_unknown', 'unknown_reference', 'event_mismatch', 'conflicting_event', 'double_funded',
    'missing_in_ledger', 'missing_at_gateway', 'amount_mismatch', 'fee_difference', 'duplicate', 'status_conflict', 'missed_delivery',
    'gateway_answer', 'proof_gap', 'invariant_broken')),
  -- The finer cause, as settle or the gateway gave it.
  reason text check (char_length(reason) <= 60),
  transaction_id uuid references transaction,
  reference text check (char_length(reference) <= 128),
  flow text check (flow in ('deposit', 'payout')),
  method text check (char_length(method) <= 40),
  currency text not null default 'XOF' check (currency in ('XOF', 'XAF')),
  phone text check (char_length(phone) <= 40),
  -- Whole francs at stake.
  value numeric not null default 0 check (value >= 0 and value = trunc(value) and value < 1e15),
  -- Effect at the gateway less effect in our books, on the float; null: nobody can say.
  difference numeric check (difference = trunc(difference) and abs(difference) < 1e15),
  business_day date,
  occurred_at timestamptz,
  opened_at timestamptz not null default db_now(),
  assignee_id uuid references app_user,
  due_at timestamptz,
  resolved_at timestamptz,
  closed_by text check (closed_by in ('resolution', 'cleared', 'undone')),
  check ((resolved_at is null) = (closed_by is null))
);
create unique index break_item_transaction on break_item (transaction_id) where resolved_at is null;
create unique index break_item_proof on break_item (business_day, currency) where resolved_at is null and kind = 'proof_gap';
create index break_item_open on break_item (opened_at, id) where resolved_at is null;
create index break_item_reference on break_item (reference) where transaction_id is null;
create index break_item_of_transaction on break_item (transaction_id) where transaction_id is not null;
create trigger never_deleted before delete on break_item for each row execute function refuse_change();
create trigger never_truncated before truncate on break_item for each statement execute function refuse_change();

create table break_evidence (
  break_id uuid not null references break_item,
  event_id uuid unique references webhook_event,
  line_id bigint unique references statement_line,
  added_at timestamptz not null default db_now(),
  check (num_nonnulls(event_id, line_id) = 1)
);
create index break_evidence_break on break_evidence (break_id);

create table break_note (
  id uuid primary key default uuid_v7(),
  break_id uuid not null references break_item,
  by_id uuid not null references app_user,
  text text not null check (char_length(text) between 1 and 1000),
  at timestamptz not null default db_now()
);
create index break_note_break on break_note (break_id);
create trigger append_only before update or delete on break_note for each row execute function refuse_change();
create trigger append_only_truncate before truncate on break_note for each statement execute function refuse_change();

create table saved_view (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references app_user,
  page text not null check (char_length(page) between 1 and 40),
  name text not null check (char_length(name) between 1 and 60),
  query text not null check (char_length(query) <= 1000),
  created_at timestamptz not null default db_now(),
  unique (user_id, page, name)
);

-- How the suspended few are found among all outcomes; a settlement that fits pays nothing for it.
create index webhook_outcome_suspended on webhook_outcome (event_id) where outcome = 'suspended';

-- A deposit that nobody paid can be set aside: it stays PENDING, leaves the queues, and a late event still credits it.
alter table queue_entry
  drop constraint queue_entry_queue_check,
  add constraint queue_entry_queue_check check (queue in ('OPEN', 'FAILED', 'ATTENTION', 'ASIDE'));

-- Of two kinds that one defect shows, the one that says more.
create function kind_rank(p_kind text) returns int language sql immutable as $$
  select array_position(array['double_funded', 'duplicate', 'conflicting_event', 'event_mismatch', 'amount_mismatch', 'status_conflict',
    'missed_delivery', 'fee_difference', 'missing_at_gateway', 'gateway_answer', 'outcome_unknown', 'unknown_reference', 'missing_in_ledger'], p_kind)
$$;

create type finding as (
  kind text,
  reason text,
  transaction_id uuid,
  reference text,
  flow text,
  method text,
  currency text,
  phone text,
  difference numeric,
  value numeric,
  occurred_at timestamptz,
  event_id uuid,
  line_id bigint
);

-- What a break's own lines and events add up to. A statement is a stronger witness than an event; of several series
-- that tell the same one counts, one that tells fees before one that does not.
create function weigh_break(p_break uuid) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update break_item b set difference = w.difference, value = coalesce(nullif(abs(w.difference), 0), b.value)
  from (
    select sum(l.difference) as difference from break_evidence e join statement_line l on l.id = e.line_id
    where e.break_id = p_break and l.outcome not in ('repeated', 'not_happened')
    group by l.series order by bool_and(l.fee is not null) desc, abs(sum(l.difference)) desc limit 1
  ) w
  where b.id = p_break;
end $$;

-- Whether a break is about another operation of the same account: an answer to that one is none to this line.
create function tells_another(p_break uuid, p_line bigint) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from statement_line n join break_evidence e on e.break_id = p_break join statement_line o on o.id = e.line_id
    where n.id = p_line and o.series = n.series and o.id <> n.id and o.reference is distinct from n.reference)
$$;

-- An open break, other than this one, of an unknown operation of the same direction, phone, amount and hour, of which
-- the line's own account tells nothing yet: two lines of one account are two operations.
create function break_like(l statement_line, p_other_than uuid) returns uuid language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select b.id from (
    (select e.break_id from statement_line o join break_evidence e on e.line_id = o.id
    where o.outcome = 'missing_in_ledger' and (o.phone, o.amount) = (l.phone, l.amount) and o.kind = l.kind and o.series <> l.series
      and o.occurred_at between l.occurred_at - interval '2 hours' and l.occurred_at + interval '2 hours')
    union all
    (select e.break_id from break_evidence e join webhook_event v on v.id = e.event_id
    where e.event_id is not null and (v.phone, v.amount, v.kind) = (l.phone, l.amount, l.kind)
      and v.received_at between l.occurred_at - interval '2 hours' and l.occurred_at + interval '2 hours')
  ) w
  -- The offset keeps the order: from what is told, which an index finds, to its break.
  cross join lateral (select x.* from break_item x where x.id = w.break_id offset 0) b
  where b.transaction_id is null and b.resolved_at is null and b.kind in ('unknown_reference', 'missing_in_ledger') and b.id is distinct from p_other_than
    and not exists (select from break_evidence x join statement_line o on o.id = x.line_id where x.break_id = b.id and o.series = l.series)
  limit 1
$$;

-- Files one finding: beside the open break of the same transaction or reference, beside the resolved one that already
-- answered it, or as a new break about what is left. Answers the break where it was opened or widened.
create function file_finding(p finding) returns uuid language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  v_id uuid;
  v_answered boolean := false;
  v_earlier break_item;
  v_line statement_line;
  v_effect numeric;
begin
  if p.transaction_id is not null then
    select b.id into v_id from break_item b where b.transaction_id = p.transaction_id and b.resolved_at is null;
    -- A line was compared with what two people have booked already.
    v_effect := case when p.line_id is null then resolved_effect(p.transaction_id, null) else 0 end;
    if v_id is null and num_nonnulls(p.event_id, p.line_id) > 0 then
      select b.id into v_id from break_item b
      where b.closed_by = 'resolution'
        and (b.transaction_id = p.transaction_id or b.id in (
          select r.break_id from transaction a join resolution r on r.transaction_id = a.id where a.corrects_id = p.transaction_id))
        and (b.kind = p.kind and b.difference is not distinct from p.difference or v_effect <> 0 and v_effect = p.difference)
        and not tells_another(b.id, p.line_id)
      order by b.kind = p.kind desc, b.resolved_at desc limit 1;
      v_answered := v_id is not null;
    end if;
  elsif p.reference is not null then
    select b.id into v_id from break_item b where b.transaction_id is null and b.reference = p.reference and b.resolved_at is null limit 1;
    select * into v_earlier from break_item b
    where b.transaction_id is null and b.closed_by = 'resolution' and b.kind in ('unknown_reference', 'missing_in_ledger')
      and b.reference in (select p.reference union all
        select k.key from statement_line l cross join lateral (values (l.reference), (l.merchant_reference), (l.own_id::text)) k (key) where l.id = p.line_id)
    order by b.resolved_at desc limit 1;
    v_effect := resolved_effect(null, v_earlier.id);
    if v_id is null and (v_earlier.difference is not distinct from p.difference or v_effect <> 0 and v_effect = p.difference)
      and not tells_another(v_earlier.id, p.line_id) then
      v_id := v_earlier.id;
      v_answered := v_id is not null;
    end if;
  end if;
  if v_effect <> 0 and not v_answered then
    -- What two people have booked about it already is no difference any more.
    p.difference := p.difference - v_effect;
    update statement_line l set difference = l.difference - v_effect where l.id = p.line_id;
  end if;

  if v_id is null and p.transaction_id is null and p.line_id is not null then
    -- Other names of the same operation; else, where it is the only one, the same phone, amount and hour.
    select * into strict v_line from statement_line where id = p.line_id;
    select b.id into v_id from (
      select x.id as break_id from break_item x where x.reference in (v_line.merchant_reference, v_line.own_id::text) and x.resolved_at is null and x.transaction_id is null
      union all select e.break_id from statement_line o join break_evidence e on e.line_id = o.id
        where o.outcome = 'missing_in_ledger' and o.merchant_reference in (v_line.reference, v_line.merchant_reference)
      union all select e.break_id from statement_line o join break_evidence e on e.line_id = o.id
        where o.outcome = 'missing_in_ledger' and o.reference = v_line.merchant_reference
      union all select e.break_id from statement_line o join break_evidence e on e.line_id = o.id
        where o.outcome = 'missing_in_ledger' and o.own_id = v_line.own_id
      union all select e.break_id from break_evidence e join webhook_event v on v.id = e.event_id where e.event_id is not null and v.own_id = v_line.own_id) w
    cross join lateral (select x.* from break_item x where x.id = w.break_id offset 0) b
    where b.transaction_id is null and b.resolved_at is null and b.kind in ('unknown_reference', 'missing_in_ledger')
    order by b.opened_at, b.id limit 1;
    if v_id is null then
      v_id := break_like(v_line, null);
      -- Two are enough to know that it is not the only one.
      if break_like(v_line, v_id) is not null then
        v_id := null;
      end if;
    end if;
  end if;

  if v_id is null then
    insert into break_item (kind, reason, transaction_id, reference, flow, method, currency, phone, difference, value, occurred_at)
    values (p.kind, p.reason, p.transaction_id, p.reference, p.flow, p.method, coalesce(p.currency, 'XOF'), p.phone, p.difference,
      coalesce(nullif(abs(p.difference), 0), p.value, 0), p.occurred_at)
    returning id into v_id;
  elsif not v_answered then
    update break_item b set kind = p.kind, reason = coalesce(p.reason, b.reason)
    where b.id = v_id and kind_rank(p.kind) < kind_rank(b.kind);
    update break_item b set difference = coalesce(b.difference, p.difference), value = coalesce(nullif(b.value, 0), abs(p.difference), p.value, 0)
    where b.id = v_id;
  end if;
  if p.event_id is not null or p.line_id is not null then
    insert into break_evidence (break_id, event_id, line_id) values (v_id, p.event_id, p.line_id) on conflict do nothing;
  end if;
  if p.line_id is not null and not v_answered then
    perform weigh_break(v_id);
  end if;
  return v_id;
end $$;

create function flow_of(p_kind text) returns text language sql immutable as $$
  select case when p_kind in ('payment', 'DEPOSIT') then 'deposit' when p_kind in ('payout', 'WITHDRAWAL') then 'payout' end
$$;

-- What is told in open breaks, and in answered ones that name no transaction. One lookup for each piece of evidence: of
-- a million lines few are any.
create function told_in_breaks() returns table (break_id uuid, break_kind text, open boolean, transaction_id uuid, break_reference text,
  break_phone text, line_id bigint, event_id uuid, series text, kind text, phone text, amount numeric, at timestamptz, own_id uuid,
  reference text, merchant_reference text)
language sql stable set search_path = pg_catalog, public, pg_temp set enable_nestloop = on as $$
  select b.id, b.kind, b.resolved_at is null, b.transaction_id, b.reference, b.phone, o.id, v.id, o.series, coalesce(o.kind, v.kind),
    coalesce(o.phone, v.phone), coalesce(o.amount, v.amount), coalesce(o.occurred_at, v.received_at), coalesce(o.own_id, v.own_id),
    o.reference, o.merchant_reference
  from break_item b left join break_evidence e on e.break_id = b.id
  left join statement_line o on o.id = e.line_id left join webhook_event v on v.id = e.event_id
  where b.resolved_at is null
    or b.closed_by = 'resolution' and b.transaction_id is null and b.kind in ('unknown_reference', 'missing_in_ledger')
$$;

-- The lines of a file that may be about something that is already a break. A young table's statistics say that there
-- are none: without loops it does not matter when there are thousands.
create function known_lines(f statement_file) returns bigint[]
language plpgsql stable set search_path = pg_catalog, public, pg_temp set enable_nestloop = off as $$
begin
  return array(
    with odd as materialized (
      select l.* from statement_line l where l.id between f.first_line_id and f.last_line_id and l.outcome is distinct from 'matched'
        and l.outcome in ('missing_in_ledger', 'amount_mismatch', 'fee_difference', 'duplicate', 'status_conflict', 'missed_delivery')
    ), stray as materialized (
      select x.* from told_in_breaks() x where x.transaction_id is null and x.break_kind in ('unknown_reference', 'missing_in_ledger')
    ), name as materialized (
      select k.key from stray x
      cross join lateral (values (x.break_reference), (x.reference), (x.merchant_reference), (x.own_id::text)) k (key) where k.key is not null
    )
    select l.id from odd l where l.transaction_id is not null and exists (
      select from break_item x where x.transaction_id = l.transaction_id and (x.resolved_at is null or x.closed_by = 'resolution')
      union all select from transaction a where a.corrects_id = l.transaction_id)
    union all select l.id from odd l where l.transaction_id is null and (l.reference in (select n.key from name n)
      or l.merchant_reference in (select n.key from name n) or l.own_id::text in (select n.key from name n)
      -- Of very many that are alike nobody can say which one it is.
      or (l.kind, l.phone, l.amount) in (select x.kind, x.phone, x.amount from stray x
        where x.open and x.phone is not null and x.amount is not null and x.series is distinct from f.series
        group by 1, 2, 3 having count(*) <= 50)));
end $$;

-- Lines that do not fit. What touches nothing that is already a break is opened as one set; the rest joins its break.
create function open_line_breaks(f statement_file) returns integer language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  v_known bigint[];
  p finding;
begin
  v_known := known_lines(f);

  with odd as materialized (
    select l.*, coalesce(t.method, f.method) as method, coalesce(l.phone, t.phone) as any_phone,
      coalesce(l.transaction_id::text, l.reference, l.merchant_reference, l.own_id::text, l.id::text) as defect
    from statement_line l left join transaction t on t.id = l.transaction_id
    where l.id between f.first_line_id and f.last_line_id and l.outcome is distinct from 'matched' and l.id <> all (v_known)
      and l.outcome in ('missing_in_ledger', 'amount_mismatch', 'fee_difference', 'duplicate', 'status_conflict', 'missed_delivery')
  ), defect as materialized (
    select o.defect, uuid_v7() as id, (array_agg(o.outcome order by kind_rank(o.outcome)))[1] as kind, min(o.transaction_id::text)::uuid as transaction_id,
      min(coalesce(o.reference, o.merchant_reference)) as reference, min(flow_of(o.kind)) as flow, min(o.method) as method, min(o.currency) as currency,
      min(o.any_phone) as phone, sum(o.difference) as difference, max(o.amount) as amount, min(o.occurred_at) as occurred_at,
      array_agg(o.id) as lines
    from odd o group by o.defect
  ), opened as (
    insert into break_item (id, kind, transaction_id, reference, flow, method, currency, phone, difference, value, occurred_at)
    select d.id, d.kind, d.transaction_id, d.reference, d.flow, d.method, d.currency, d.phone, d.difference,
      coalesce(nullif(abs(d.difference), 0), d.amount), d.occurred_at from defect d
  )
  insert into break_evidence (break_id, line_id) select d.id, unnest(d.lines) from defect d;

  for p in
    select l.outcome, null, t.id, coalesce(l.reference, l.merchant_reference), flow_of(l.kind), coalesce(t.method, f.method), l.currency,
      coalesce(l.phone, t.phone), l.difference, l.amount, l.occurred_at, null::uuid, l.id
    from unnest(v_known) k join statement_line l on l.id = k left join transaction t on t.id = l.transaction_id order by l.id
  loop
    perform file_finding(p);
  end loop;
  return (select count(*) from break_evidence e where e.line_id between f.first_line_id and f.last_line_id);
end $$;

-- Completed transactions that a statement should tell and does not; or tells as failed.
create function open_missing_breaks(f statement_file, p_silent uuid[]) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  v_covered tstzmultirange := covered(f.series, f.method);
  p finding;
begin
  with told as materialized (
    select t.* from unnest(p_silent) s (id) join transaction t on t.id = s.id
    -- An operator's day is not our day: what ended close to an edge that no other file of the series continues waits for it.
    where v_covered @> tstzrange(coalesce(t.sent_at, t.created_at) - interval '30 minutes', t.settled_at + interval '30 minutes', '[]')
  ), failed as materialized (
    select x.transaction_id, min(x.id) as line_id from statement_line x
    where x.id between f.first_line_id and f.last_line_id and x.outcome is distinct from 'matched' and x.outcome = 'not_happened'
      and x.transaction_id is not null group by 1
  ), untold as materialized (
    -- What stands there as failed: two words about one operation.
    select t.*, uuid_v7() as break_id, failed.line_id as failed_line
    from told t left join failed on failed.transaction_id = t.id
    where not exists (select from statement_line o where o.transaction_id = t.id and o.series = f.series and o.paired)
      and not exists (select from statement_pair s join statement_line o on o.id = s.line_id where s.transaction_id = t.id and o.series = f.series)
      and not exists (select from break_item x where x.transaction_id = t.id
        and (x.resolved_at is null or x.closed_by = 'resolution' and x.kind in ('missing_at_gateway', 'status_conflict')))
  ), differing as materialized (
    -- What two people have booked about it already is no difference any more.
    select u.*, -effect_here(u.type, u.status, u.amount, u.fee) - resolved_effect(u.id, null) as difference from untold u
  ), opened as (
    insert into break_item (id, kind, transaction_id, reference, flow, method, currency, phone, difference, value, occurred_at)
    select u.break_id, case when u.failed_line is null then 'missing_at_gateway' else 'status_conflict' end, u.id, u.gateway_reference, flow_of(u.type),
      u.method, u.currency, u.phone, u.difference, abs(u.difference), u.settled_at
    from differing u where u.difference <> 0
  )
  insert into break_evidence (break_id, line_id) select u.break_id, u.failed_line from differing u where u.failed_line is not null and u.difference <> 0;

  -- Another statement only did not tell it: this one says that it failed.
  for p in
    select 'status_conflict', null, t.id, t.gateway_reference, flow_of(t.type), t.method, t.currency, t.phone, x.difference, t.amount, t.settled_at, null::uuid, l.id
    from statement_line l join transaction t on t.id = l.transaction_id
    join break_item x on x.transaction_id = t.id and x.resolved_at is null and x.kind = 'missing_at_gateway'
    where l.id between f.first_line_id and f.last_line_id and l.outcome is distinct from 'matched' and l.outcome = 'not_happened' and t.status = 'COMPLETED'
      and not exists (select from statement_line o where o.transaction_id = t.id and o.series = f.series and o.paired)
    order by l.id
  loop
    perform file_finding(p);
  end loop;
end $$;

-- The lines that merge_breaks moves, and where to; to none of very many that are alike.
create function mergeable_lines() returns table (line_id bigint, break_id uuid, line_break uuid, transaction_id uuid)
language plpgsql stable set search_path = pg_catalog, public, pg_temp set enable_nestloop = off as $$
begin
  return query
  with told as materialized (
    select * from told_in_breaks() x where x.open
  ), known as materialized (
    select k.* from (
      select x.break_id, x.transaction_id, x.series, x.kind, coalesce(x.phone, x.break_phone) as phone, x.amount, x.at,
        count(*) over (partition by x.kind, coalesce(x.phone, x.break_phone), x.amount) as alike
      from told x where num_nonnulls(x.line_id, x.event_id) > 0
        and (x.transaction_id is not null or x.event_id is not null or x.own_id is not null or x.merchant_reference is not null)) k
    where k.alike <= 50
  ), stray as materialized (
    select x.* from told x
    where x.line_id is not null and x.break_kind = 'missing_in_ledger' and x.own_id is null and x.merchant_reference is null and x.phone is not null
  )
  select c.line_id, c.break_id, c.line_break, c.transaction_id from (
    -- Two of one account are two operations.
    select s.line_id, s.break_id, s.series, min(k.break_id::text)::uuid as line_break, min(k.transaction_id::text)::uuid as transaction_id,
      count(*) over (partition by min(k.break_id::text), s.series) as rivals
    from stray s join known k on (k.kind, k.phone, k.amount) = (s.kind, s.phone, s.amount) and k.series is distinct from s.series and k.break_id <> s.break_id
      and k.at between s.at - interval '2 hours' and s.at + interval '2 hours'
    group by s.line_id, s.break_id, s.series having count(distinct k.break_id) = 1) c
  where c.rivals = 1
    and not exists (select from told o where o.break_id = c.line_break and o.series = c.series)
    and not exists (select from statement_line o where o.transaction_id = c.transaction_id and o.series = c.series and o.paired);
end $$;

-- A line without a reference may be what another statement, or an event, tells in a break that has one: the same
-- direction, phone and amount within two hours, and no other break like it. Then both are one break.
create function merge_breaks() returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare m record;
begin
  for m in select * from mergeable_lines() c order by c.line_id
  loop
    update break_evidence set break_id = m.line_break where line_id = m.line_id;
    update statement_line l set transaction_id = t.id, rule = 'phone_amount',
      paired = not exists (select from statement_line o where o.transaction_id = t.id and o.series = l.series and o.paired),
      outcome = outcome_beside(line_outcome(l.state, l.kind, l.amount, l.fee, l.currency, t, 0), booked_about(t.id),
        line_difference(l.state, l.kind, l.amount, l.fee, t, l.currency) - booked_about(t.id)),
      difference = line_difference(l.state, l.kind, l.amount, l.fee, t, l.currency) - booked_about(t.id)
    from transaction t where l.id = m.line_id and t.id = m.transaction_id;
    perform weigh_break(m.line_break);
    if not exists (select from break_evidence e where e.break_id = m.break_id) then
      perform close_break(m.break_id, 'cleared');
    end if;
  end loop;
end $$;

create function finish_statement(p_file uuid, p_zone text) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  f statement_file;
  v_silent uuid[];
  v_lines integer;
begin
  -- Who opens breaks does it alone.
  perform pg_advisory_xact_lock(hashtextextended('refresh_breaks', 2));
  v_silent := finish_lines(p_file, p_zone);
  select * into strict f from statement_file where id = p_file;
  v_lines := open_line_breaks(f);
  perform open_missing_breaks(f, v_silent);
  perform merge_breaks();
  return v_lines;
end $$;

-- What an event that was suspended says against our books, on the float; null where it cannot be said.
create function event_difference(e webhook_event, t transaction) returns numeric language sql immutable as $$
  select case
    when e.problem is not null or e.state is null or coalesce(e.currency, t.currency, 'XOF') not in ('XOF', 'XAF') or e.currency <> t.currency
      or e.amount <> trunc(e.amount) or abs(e.amount) >= 1e14 or e.fee <> trunc(e.fee) or abs(e.fee) >= 1e14 then null
    when e.state = 'failed' then -coalesce(effect_here(t.type, t.status, t.amount, t.fee), 0)
    when e.kind <> case t.type when 'DEPOSIT' then 'payment' when 'WITHDRAWAL' then 'payout' else e.kind end then null
    else effect_there(e.kind, coalesce(e.amount, t.amount), coalesce(e.fee, 0)) - coalesce(effect_here(t.type, t.status, t.amount, t.fee), 0)
  end
$$;

-- Opens what is new and closes what has settled itself. Nothing here moves money.
create function refresh_breaks(p_grace interval, p_dialect text) returns table (opened integer, cleared integer)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  p finding;
  l record;
  b record;
  v_before bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('refresh_breaks', 2));
  select count(*) into v_before from break_item;

  -- Events that do not fit. A reference that we do not know may be on its way: a short grace.
  for p in
    select case
        when o.reason = 'unknown_reference' then 'unknown_reference'
        when o.reason = 'conflicting_final_state' and e.state = 'completed' and t.type = 'WITHDRAWAL' and t.status <> 'COMPLETED' then 'double_funded'
        when o.reason = 'conflicting_final_state' then 'conflicting_event'
        else 'event_mismatch' end,
      o.reason, t.id, left(coalesce(e.reference, e.own_id::text), 128), coalesce(flow_of(t.type), flow_of(e.kind)), t.method,
      case when t.currency is not null then t.currency when e.currency in ('XOF', 'XAF') then e.currency end, left(coalesce(t.phone, e.phone), 40),
      event_difference(e, t), coalesce(t.amount, case when abs(e.amount) < 1e15 then trunc(abs(e.amount)) end), e.received_at, e.id, null::bigint
    from (
      select distinct on (s.event_id) s.* from webhook_outcome s
      where s.event_id in (
        select x.event_id from webhook_outcome x where x.outcome = 'suspended' and x.recorded_at <= db_now() - p_grace
          and not exists (select from break_evidence v where v.event_id = x.event_id))
      order by s.event_id, s.seq desc
    ) o
    join webhook_event e on e.id = o.event_id
    left join transaction t on t.id = o.transaction_id
    where o.outcome = 'suspended'
    order by e.received_at, e.id
  loop
    perform file_finding(p);
  end loop;

  -- The gateway's own answers that contradict, and orders that stay without an outcome after the questions.
  for p in
    select case q.queue when 'ATTENTION' then 'gateway_answer' else 'outcome_unknown' end, coalesce(q.reason, q.stale_reason), t.id, t.gateway_reference,
      flow_of(t.type), t.method, t.currency, t.phone, null::numeric, t.amount, t.sent_at, null::uuid, null::bigint
    from queue_entry q join transaction t on t.id = q.transaction_id
    where (q.queue = 'ATTENTION' or q.queue = 'OPEN' and t.status = 'PENDING' and q.stale_since is not null
        and (t.dialect <> p_dialect or p_dialect = 'initiate' or coalesce(t.gateway_reference, q.hinted_reference) is null or q.queries >= 3))
      and not exists (select from break_item x where x.transaction_id = t.id and (x.resolved_at is null or q.queue = 'OPEN'
        and x.closed_by = 'resolution' and x.kind in ('gateway_answer', 'outcome_unknown')))
    order by t.id
  loop
    perform file_finding(p);
  end loop;
  select count(*) - v_before into opened from break_item;

  -- Lines of open breaks stand otherwise since a number was learnt, or an order was settled.
  for l in
    select e.break_id, s.id, s.outcome, t.id as transaction_id, s.transaction_id is null as newly,
      outcome_beside(line_outcome(s.state, s.kind, s.amount, s.fee, s.currency, t, 0), w.booked, w.difference) as stands, w.difference
    from break_evidence e join break_item x on x.id = e.break_id and x.resolved_at is null
    join statement_line s on s.id = e.line_id
    join lateral (
      select t.* from transaction t where t.id = s.transaction_id
      union all
      select t.* from transaction t where s.transaction_id is null and (t.id = s.own_id and t.type in ('DEPOSIT', 'WITHDRAWAL')
        or t.dialect in ('initiate', 'v1') and t.type = case s.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end
          and t.gateway_reference in (s.merchant_reference, s.reference))
      limit 1
    ) t on true
    cross join lateral (
      select k.booked, line_difference(s.state, s.kind, s.amount, s.fee, t, s.currency) - k.booked as difference
      from (select booked_about(t.id) as booked offset 0) k) w
    where s.outcome in ('missing_in_ledger', 'missed_delivery', 'status_conflict', 'amount_mismatch', 'fee_difference') and s.state = 'completed'
      -- A line that only stands beside the transaction's own is what it was found to be.
      and (s.paired or s.transaction_id is null)
    order by s.id
  loop
    if l.newly and exists (select from statement_line o join statement_line s on s.id = l.id where o.transaction_id = l.transaction_id and o.series = s.series and o.paired) then
      continue;
    end if;
    if l.stands <> l.outcome or l.newly then
      update statement_line s set transaction_id = l.transaction_id, paired = true, outcome = l.stands, difference = l.difference,
        rule = coalesce(s.rule, 'gateway_reference') where s.id = l.id;
      update break_item x set kind = case when l.stands = 'matched' then x.kind else l.stands end,
        transaction_id = case when x.transaction_id is null and not exists (
          select from break_item o where o.transaction_id = l.transaction_id and o.resolved_at is null) then l.transaction_id else x.transaction_id end
      where x.id = l.break_id;
      perform weigh_break(l.break_id);
    end if;
  end loop;

  perform merge_breaks();
  cleared := 0;
  for b in
    select x.id from break_item x
    left join transaction t on t.id = x.transaction_id
    left join queue_entry q on q.transaction_id = x.transaction_id
    where x.resolved_at is null and x.kind not in ('proof_gap', 'invariant_broken', 'double_funded')
      -- What two people have opened again, people close.
      and not exists (select from resolution r where r.break_id = x.id and r.verb = 'reverse' and r.state = 'APPROVED')
      -- Nothing that was told against it still stands.
      and not exists (
        select from break_evidence e join webhook_event v on v.id = e.event_id
        where e.break_id = x.id and (select o.outcome from webhook_outcome o where o.event_id = v.id order by o.seq desc limit 1) = 'suspended')
      and not exists (select from break_evidence e join statement_line s on s.id = e.line_id
        where e.break_id = x.id and (s.outcome not in ('matched', 'not_happened') or s.outcome = 'not_happened' and x.kind = 'status_conflict'))
      and case x.kind
        when 'outcome_unknown' then t.status <> 'PENDING' or q.queue is distinct from 'OPEN'
        when 'gateway_answer' then q.queue is distinct from 'ATTENTION'
        when 'missing_at_gateway' then exists (select from statement_line s where s.transaction_id = t.id and s.paired)
          or exists (select from statement_pair s where s.transaction_id = t.id)
        else true end
    order by x.id
    for no key update of x
  loop
    perform close_break(b.id, 'cleared');
    cleared := cleared + 1;
  end loop;
  return next;
end $$;

-- Closes a break; what was proposed for it and not yet approved is withdrawn.
create function close_break(p_id uuid, p_by text) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update break_item set resolved_at = db_now(), closed_by = p_by where id = p_id and resolved_at is null;
  update resolution set state = 'WITHDRAWN', check_reason = p_by, checked_at = db_now() where break_id = p_id and state = 'PROPOSED';
end $$;

-- Takes an import back while nobody has used it: no line was paired by hand, none is part of a decision, and no closed
-- day counts it. What only it told leaves the queue with it.
create function undo_statement(p_file uuid, p_actor jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  f statement_file;
  g statement_file;
  v_break uuid;
  v_about uuid[];
begin
  perform pg_advisory_xact_lock(hashtextextended('refresh_breaks', 2));
  select * into f from statement_file where id = p_file for no key update;
  if not found then
    perform refuse('not_found', 'TP404', jsonb_build_object('what', 'statement', 'id', p_file));
  end if;
  if f.state not in ('MATCHED', 'FAILED') then
    perform refuse('statement_not_undoable', 'TP003', jsonb_build_object('state', f.state));
  end if;
  if exists (select from statement_line l where l.id between f.first_line_id and f.last_line_id and l.rule = 'by_hand')
    or exists (select from break_evidence e join statement_line l on l.id = e.line_id join resolution r on r.break_id = e.break_id
      where l.id between f.first_line_id and f.last_line_id and r.state in ('PROPOSED', 'APPROVED', 'DONE'))
    or exists (select from proof_day d where d.closed_at is not null and tstzrange(d.starts_at, d.ends_at) && tstzrange(f.covers_from, f.covers_to)) then
    perform refuse('statement_in_use', 'TP003', '{}');
  end if;
  -- What a later file only repeats would be told by nobody any more.
  if exists (select from statement_line o join statement_file later on later.id = o.file_id and later.series = f.series and later.id <> f.id and later.state = 'MATCHED'
      join statement_line mine on mine.id between f.first_line_id and f.last_line_id and mine.outcome <> 'repeated'
        and (mine.transaction_id = o.transaction_id or mine.reference = o.reference)
      where o.outcome = 'repeated' and o.id > f.last_line_id) then
    perform refuse('statement_repeated', 'TP003', '{}');
  end if;
  v_about := array(select distinct x.transaction_id from break_item x join break_evidence e on e.break_id = x.id join statement_line l on l.id = e.line_id
    where l.id between f.first_line_id and f.last_line_id and x.resolved_at is null and x.transaction_id is not null);
  for v_break in
    select distinct e.break_id from break_evidence e join statement_line l on l.id = e.line_id where l.id between f.first_line_id and f.last_line_id
    union
    select x.id from break_item x join transaction t on t.id = x.transaction_id
    where x.resolved_at is null and x.kind = 'missing_at_gateway' and t.settled_at between f.covers_from and f.covers_to
      and (f.method is null or t.method = f.method) and x.opened_at >= f.imported_at
  loop
    delete from break_evidence e using statement_line l where e.break_id = v_break and l.id = e.line_id and l.id between f.first_line_id and f.last_line_id;
    if not exists (select from break_evidence e where e.break_id = v_break) then
      perform close_break(v_break, 'undone');
    else
      perform weigh_break(v_break);
    end if;
  end loop;
  delete from statement_line l where l.id between f.first_line_id and f.last_line_id and l.file_id = f.id;
  delete from statement_bad_line l where l.file_id = f.id;
  -- Whoever else should have told those transactions still does not.
  for g in select o.* from statement_file o where o.state = 'MATCHED' and o.id <> f.id
    and tstzrange(o.covers_from, o.covers_to) && tstzrange(f.covers_from, f.covers_to) order by o.id
  loop
    perform open_missing_breaks(g, array(select t.id from unnest(v_about) n (id) join transaction t on t.id = n.id
      where t.status = 'COMPLETED' and t.currency = g.currency and (g.method is null or t.method = g.method)));
  end loop;
  update statement_file set state = 'UNDONE', undone_by = (p_actor ->> 'id')::uuid, undone_at = db_now() where id = p_file;
  perform audit(p_actor, 'statement.undo', 'Statement', p_file, jsonb_build_object('name', f.name, 'lines', f.lines), null, null);
end $$;
