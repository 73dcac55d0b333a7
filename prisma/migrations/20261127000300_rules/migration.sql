-- Rules, repeated lines and undoing, as a person at the statements reads them.

-- Why an import cannot be taken back: null where it can. The page asks it before it offers the act, the act asks it again.
-- What rests on it: a line paired by hand or part of a decision, a closed day that counts it, a later file of the account
-- that tells its lines again, an earlier one that told them otherwise.
create function undo_obstacle(p_file uuid) returns text language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare f statement_file;
begin
  select * into f from statement_file where id = p_file;
  if f.state not in ('MATCHED', 'FAILED') then
    return 'statement_not_undoable';
  end if;
  if exists (select from statement_line l where l.id between f.first_line_id and f.last_line_id and l.rule = 'by_hand')
    or exists (select from break_evidence e
      cross join lateral (select r.state from resolution r where r.break_id = e.break_id offset 0) r
      where e.line_id between f.first_line_id and f.last_line_id and r.state in ('PROPOSED', 'APPROVED', 'DONE')) then
    return 'statement_in_use';
  end if;
  if f.covers_from is not null and exists (select from proof_day d where d.closed_at is not null and tstzrange(d.starts_at, d.ends_at) && tstzrange(f.covers_from, f.covers_to)) then
    return 'statement_day_closed';
  end if;
  -- What a later file only tells again would be told by nobody any more, or beside a line that is gone. From the few odd
  -- lines of others each look-up goes by key, which the offsets keep: the file itself is never read.
  if (
    with again as materialized (
      select o.transaction_id, o.reference, o.outcome from statement_line o join statement_file later on later.id = o.file_id
      where o.id > f.last_line_id and o.outcome is distinct from 'matched' and not o.paired and o.series = f.series
        and o.outcome in ('repeated', 'duplicate', 'amount_mismatch', 'status_conflict', 'missing_in_ledger') and later.state = 'MATCHED'
    )
    select exists (select from again o cross join lateral (
        select m.id from statement_line m where m.transaction_id = o.transaction_id and m.series = f.series and m.paired offset 0) mine
        where mine.id between f.first_line_id and f.last_line_id)
      or exists (select from again o cross join lateral (
        select m.id, m.outcome from statement_line m where m.transaction_id = o.transaction_id and not m.paired offset 0) mine
        where o.outcome = 'repeated' and mine.id between f.first_line_id and f.last_line_id and mine.outcome <> 'repeated')
      -- What was told as unknown has its break, even when it is known by now. As a value the list is hashed.
      or exists (select from break_evidence e join statement_line mine on mine.id = e.line_id
        where e.line_id between f.first_line_id and f.last_line_id and mine.outcome <> 'repeated'
          and (mine.reference in (select o.reference from again o where o.transaction_id is null and o.reference is not null)) is true)) then
    return 'statement_repeated';
  end if;
  -- Its last word is the transaction's own, and what an earlier file had told otherwise, as unknown, counts for nothing beside it.
  if exists (select from break_evidence e
    cross join lateral (select o.transaction_id, o.outcome from statement_line o where o.id = e.line_id offset 0) o
    cross join lateral (select m.id from statement_line m where m.transaction_id = o.transaction_id and m.series = f.series and m.paired offset 0) mine
    where e.line_id < f.first_line_id and o.outcome = 'repeated' and mine.id between f.first_line_id and f.last_line_id) then
    return 'statement_told_before';
  end if;
  return null;
end $$;

-- Takes an import back while nothing rests on it. What only it told leaves the queue with it.
create or replace function undo_statement(p_file uuid, p_actor jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  f statement_file;
  g statement_file;
  v_around tstzrange;
  v_break uuid;
  v_missing uuid[];
  v_about uuid[];
  v_obstacle text;
  v_retold text[];
begin
  perform pg_advisory_xact_lock(hashtextextended('refresh_breaks', 2));
  select * into f from statement_file where id = p_file for no key update;
  if not found then
    perform refuse('not_found', 'TP404', jsonb_build_object('what', 'statement', 'id', p_file));
  end if;
  v_obstacle := undo_obstacle(p_file);
  if v_obstacle is not null then
    perform refuse(v_obstacle, 'TP003', jsonb_build_object('state', f.state));
  end if;
  v_around := tstzrange(f.covers_from - interval '1 day', f.covers_to + interval '1 day');
  v_missing := array(select x.id from break_item x join transaction t on t.id = x.transaction_id
    where x.resolved_at is null and x.kind = 'missing_at_gateway' and t.settled_at between f.covers_from and f.covers_to
      and (f.method is null or t.method = f.method) and x.opened_at >= f.imported_at);
  -- What it told, and what it did not tell: another file of these days may not tell it either.
  v_about := array(
    select x.transaction_id from break_item x join break_evidence e on e.break_id = x.id
    where e.line_id between f.first_line_id and f.last_line_id and x.resolved_at is null and x.transaction_id is not null
    union select x.transaction_id from break_item x where x.id = any (v_missing)
    union select t.id from (
      select o.series, o.method, o.currency, range_agg(tstzrange(o.covers_from, o.covers_to)) as days from statement_file o
      where o.state = 'MATCHED' and o.id <> f.id and o.covers_from is not null and tstzrange(o.covers_from, o.covers_to) && v_around
      group by 1, 2, 3
    ) o join statement_line l on l.id between f.first_line_id and f.last_line_id and l.paired
    join transaction t on t.id = l.transaction_id and t.status = 'COMPLETED' and t.currency = o.currency
      and (o.method is null or t.method = o.method) and o.days @> t.settled_at
    where o.series = f.series or not exists (
      select from statement_line p where p.transaction_id = t.id and p.series = o.series and p.paired));
  v_retold := array(select distinct l.reference from statement_line l where l.id between f.first_line_id and f.last_line_id and l.transaction_id is null
    and l.outcome is distinct from 'matched' and l.outcome in ('missing_in_ledger', 'repeated') and l.reference is not null);
  for v_break in
    select e.break_id from break_evidence e where e.line_id between f.first_line_id and f.last_line_id union select unnest(v_missing)
  loop
    delete from break_evidence e where e.break_id = v_break and e.line_id between f.first_line_id and f.last_line_id;
    if not exists (select from break_evidence e where e.break_id = v_break) then
      perform close_break(v_break, 'undone');
    else
      perform weigh_break(v_break);
    end if;
  end loop;
  delete from statement_line l where l.id between f.first_line_id and f.last_line_id and l.file_id = f.id;
  delete from statement_bad_line l where l.file_id = f.id;
  -- What it was the last to say of an unknown operation, the word before it says now.
  perform retell_unknown(f.series, v_retold);
  perform weigh_break(told.break_id) from (
    select distinct e.break_id from unnest(v_retold) r (reference)
    join statement_line l on l.reference = r.reference and l.outcome = 'missing_in_ledger' and l.series = f.series
    join break_evidence e on e.line_id = l.id join break_item x on x.id = e.break_id where x.resolved_at is null) told;
  -- From here on its days are not covered by it.
  update statement_file set state = 'UNDONE', undone_by = (p_actor ->> 'id')::uuid, undone_at = db_now() where id = p_file;
  for g in select o.* from statement_file o where cardinality(v_about) > 0 and o.state = 'MATCHED' and o.covers_from is not null
    and tstzrange(o.covers_from, o.covers_to) && v_around order by o.id
  loop
    perform open_missing_breaks(g, array(select t.id from unnest(v_about) n (id) join transaction t on t.id = n.id
      where t.status = 'COMPLETED' and t.currency = g.currency and (g.method is null or t.method = g.method)
        and t.settled_at between g.covers_from and g.covers_to));
  end loop;
  perform audit(p_actor, 'statement.undo', 'Statement', p_file, jsonb_build_object('name', f.name, 'lines', f.lines), null, null);
end $$;

-- Gives a file up that can never be read to its end. What is stored of it goes: nobody compared it, and the same file
-- sent again would seem to repeat it. The rows that could not be read stay, as a sign of what was wrong.
create function give_up_statement(p_file uuid, p_problem text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare f statement_file;
begin
  select * into f from statement_file where id = p_file and state in ('READING', 'READ') for no key update;
  delete from statement_line l where l.id between f.first_line_id and f.last_line_id and l.file_id = f.id;
  update statement_file set state = 'FAILED', problem = p_problem, lines = 0, first_line_id = null, last_line_id = null, closing_balance = null
  where id = f.id;
end $$;

-- Says by reference what each of these lines speaks of. Our reference goes before the gateway's. The first agreeing line
-- of a series is the transaction's own; a further one is a duplicate, or the same line again where another file of the
-- series told it already.
create or replace function judge_lines(f statement_file, p_lines bigint[]) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp set work_mem = '32MB' as $$
declare
  v_own jsonb := tolerances('own_reference');
  v_gateway jsonb := tolerances('gateway_reference');
begin
  update statement_line l set transaction_id = null, paired = false, outcome = null, rule = null, difference = 0,
    -- What was believed to be our number is stored without its text.
    merchant_reference = coalesce(l.merchant_reference, l.own_id::text)
  where l.id = any (p_lines) and (l.transaction_id is not null or l.outcome is not null);

  with line as materialized (
    select l.id, l.line_no, l.kind, l.state, l.own_id, l.merchant_reference, l.reference, l.amount, l.fee, l.currency
    from unnest(p_lines) n (id) join statement_line l on l.id = n.id
  ), known as materialized (
    -- The offsets keep these look-ups by key, whatever a young table's statistics say.
    select i.*, t.tx, coalesce(own.rule, by_reference.rule) as rule, coalesce(own.tolerance, by_reference.tolerance, 0) as tolerance
    from line i
    left join lateral (
      select x.id, 'own_reference' as rule, coalesce(v_own ->> x.method, v_own ->> '')::numeric as tolerance from transaction x
      where x.id = i.own_id and x.type in ('DEPOSIT', 'WITHDRAWAL') and (v_own ? '' or v_own ? x.method) offset 0
    ) own on true
    left join lateral (
      select x.id, 'gateway_reference' as rule, coalesce(v_gateway ->> x.method, v_gateway ->> '')::numeric as tolerance from transaction x
      where own.id is null and x.dialect in ('initiate', 'v1') and x.type = case i.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end
        and x.gateway_reference in (i.merchant_reference, i.reference) and (v_gateway ? '' or v_gateway ? x.method)
      order by x.gateway_reference = i.merchant_reference desc limit 1
    ) by_reference on true
    left join lateral (select x as tx from transaction x where x.id = coalesce(own.id, by_reference.id) offset 0) t on true
  ), judged as materialized (
    select k.*, (k.tx).id as tx_id, line_outcome(k.state, k.kind, k.amount, k.fee, k.currency, k.tx, k.tolerance) as stands,
      earlier.id as earlier_line, earlier.file_id as earlier_file, earlier.reference as earlier_reference,
      effect_there(earlier.kind, earlier.amount, earlier.fee) as earlier_effect, earlier.currency as earlier_currency,
      (earlier.kind, earlier.state, earlier.amount, earlier.currency) = (k.kind, k.state, k.amount, k.currency)
        and earlier.fee is not distinct from k.fee as earlier_says_so,
      -- What two people have booked about the transaction, or about its number before it was known.
      booked_about((k.tx).id) as booked,
      coalesce((select sum(resolved_effect(null, b.id)) from break_item b where (k.tx).id is not null and b.transaction_id is null
        and b.closed_by = 'resolution' and b.kind in ('unknown_reference', 'missing_in_ledger') and b.reference in (k.reference, k.merchant_reference)), 0) as in_suspense
    from known k
    left join lateral (select e.* from statement_line e where e.transaction_id = (k.tx).id and e.series = f.series and e.paired offset 0) earlier on true
  ), ranked as (
    select j.*, row_number() over (partition by j.tx_id, j.stands = 'not_happened' order by (j.stands <> 'amount_mismatch') desc, j.line_no) as nth
    from judged j
  ), decided as materialized (
    select r.*, r.tx_id is not null and r.stands <> 'not_happened' and r.earlier_line is null and r.nth = 1 as paired,
      case
        -- The same operation of the account, told as completed before and as failed now.
        when r.stands = 'not_happened' and r.earlier_file <> f.id and r.earlier_reference = r.reference then 'status_conflict'
        when r.stands = 'not_happened' then 'not_happened'
        when r.tx_id is null then null
        when r.earlier_file <> f.id and r.earlier_reference is not distinct from r.reference then case when r.earlier_says_so then 'repeated' else 'amount_mismatch' end
        when r.earlier_line is not null and exists (select from statement_line seen where seen.transaction_id = r.tx_id and seen.series = f.series
          and seen.outcome = 'duplicate' and seen.reference = r.reference and seen.file_id <> f.id
          and (seen.kind, seen.amount, seen.currency) = (r.kind, r.amount, r.currency) and seen.fee is not distinct from r.fee) then 'repeated'
        when r.earlier_line is not null or r.nth > 1 then 'duplicate'
        when r.in_suspense <> 0 then 'duplicate'
        else outcome_beside(r.stands, r.booked, line_difference(r.state, r.kind, r.amount, r.fee, r.tx, r.currency) - r.booked)
      end as outcome
    from ranked r
  )
  update statement_line l set transaction_id = d.tx_id, paired = d.paired, outcome = d.outcome, rule = d.rule,
    difference = case when d.outcome in ('not_happened', 'repeated') then 0
      when d.stands = 'not_happened' then -d.earlier_effect
      when d.outcome is null then effect_there(d.kind, d.amount, d.fee)
      when d.earlier_file <> f.id and d.earlier_reference is not distinct from d.reference
        then effect_there(d.kind, d.amount, d.fee) - case when d.earlier_currency = d.currency then d.earlier_effect else 0 end
      when d.outcome = 'duplicate' and not d.paired then effect_there(d.kind, d.amount, d.fee)
      else line_difference(d.state, d.kind, d.amount, d.fee, d.tx, d.currency) - d.booked - d.in_suspense end
  from decided d where l.id = d.id;
end $$;

-- How many of a file's lines stand how: of a million nearly all are matched, so that only the others are counted.
create function line_outcomes(p_first bigint, p_last bigint, p_lines integer) returns jsonb
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with odd as materialized (
    select l.outcome, count(*) as lines from statement_line l
    where l.id between p_first and p_last and l.outcome is distinct from 'matched' group by 1
  )
  select coalesce(jsonb_object_agg(o.outcome, o.lines) filter (where o.lines > 0), '{}') from (
    select * from odd union all select 'matched', p_lines - coalesce(sum(lines), 0) from odd) o
$$;

-- The end of a file: what its lines speak of, what no reference paired, the days that it covers, and how its lines stand.
-- Nearly every line names its transaction and says what our books say: these are stored as matched, and only believed
-- here, in one join; the few others are judged one by one. Answers the transactions that the file should tell and does not.
create or replace function finish_lines(p_file uuid, p_zone text) returns uuid[]
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  f statement_file;
  r match_rule;
  v_odd bigint[];
  v_silent uuid[];
begin
  update statement_file u set covers_from = date_trunc('day', u.first_at at time zone p_zone) at time zone p_zone,
    -- Of a day that is not over nobody knows what comes after its last line.
    covers_to = case when (date_trunc('day', u.last_at at time zone p_zone) + interval '1 day') at time zone p_zone > db_now() then u.last_at
      else (date_trunc('day', u.last_at at time zone p_zone) + interval '1 day') at time zone p_zone end
  where u.id = p_file and u.state = 'READ'
  returning u.* into strict f;
  select array_agg(distinct c.line_id) filter (where c.line_id is not null), array_agg(c.silent_id) filter (where c.silent_id is not null)
  into v_odd, v_silent from compare_lines(f) c;
  perform judge_lines(f, v_odd);
  perform retell_unknown(f.series, array(select distinct l.reference from unnest(v_odd) n (id) join statement_line l on l.id = n.id
    where l.outcome is null and l.reference is not null));
  for r in select * from match_rule where basis = 'phone_amount' and enabled order by priority loop
    update statement_line l set transaction_id = t.id, paired = true, rule = 'phone_amount',
      outcome = outcome_beside(line_outcome(l.state, l.kind, l.amount, l.fee, l.currency, t, r.tolerance), booked_about(t.id),
        line_difference(l.state, l.kind, l.amount, l.fee, t, l.currency) - booked_about(t.id)),
      difference = line_difference(l.state, l.kind, l.amount, l.fee, t, l.currency) - booked_about(t.id)
    from pairs_by_phone(p_file, r) p join transaction t on t.id = p.transaction_id where l.id = p.line_id;
  end loop;
  update statement_line l set outcome = 'missing_in_ledger'
  where l.id between f.first_line_id and f.last_line_id and l.outcome is distinct from 'matched' and l.outcome is null;

  update statement_file u set state = 'MATCHED', finished_at = db_now(),
    opening_balance = case when u.closing_balance is not null then (
      select l.balance - case l.state when 'completed' then effect_there(l.kind, l.amount, l.fee) else 0 end from statement_line l
      where l.id between u.first_line_id and u.last_line_id and l.balance is not null order by l.occurred_at, l.line_no limit 1) end,
    closing_balance = case when u.closing_balance is not null then (
      select l.balance from statement_line l
      where l.id between u.first_line_id and u.last_line_id and l.balance is not null order by l.occurred_at desc, l.line_no desc limit 1) end,
    outcomes = line_outcomes(u.first_line_id, u.last_line_id, u.lines)
  where u.id = p_file;
  return v_silent;
end $$;

-- Pairs lines and transactions by hand: one with one, one with several, several with one.
create or replace function plan_match(b break_item, p_params jsonb) returns resolution_plan language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  p resolution_plan;
  t transaction;
  v_lines bigint[];
  v_transactions uuid[];
  v_there numeric;
  v_gross numeric;
  v_fee numeric;
  v_here numeric;
begin
  v_lines := coalesce((select array_agg(x::bigint order by x::bigint) from jsonb_array_elements_text(p_params -> 'lineIds') x),
    array(select e.line_id from break_evidence e join statement_line l on l.id = e.line_id where e.break_id = b.id and l.state = 'completed' and l.outcome <> 'repeated'
      order by 1));
  v_transactions := coalesce((select array_agg(x::uuid order by x::uuid) from jsonb_array_elements_text(p_params -> 'transactionIds') x),
    array_remove(array[coalesce((p_params ->> 'transactionId')::uuid, b.transaction_id)], null));
  if cardinality(v_lines) = 0 or cardinality(v_transactions) = 0 then
    perform refuse('nothing_to_match', 'TP003', '{}');
  end if;
  if (select count(*) from statement_line l where l.id = any (v_lines) and l.state = 'completed' and l.currency = b.currency) <> cardinality(v_lines)
    or (select count(*) from transaction x where x.id = any (v_transactions) and x.type in ('DEPOSIT', 'WITHDRAWAL') and x.currency = b.currency) <> cardinality(v_transactions) then
    perform refuse('match_not_possible', 'TP003', '{}');
  end if;
  if b.transaction_id <> all (v_transactions) then
    perform refuse('break_has_transaction', 'TP003', jsonb_build_object('id', b.transaction_id));
  end if;
  if exists (select from statement_line l join statement_line o on o.series = l.series and o.paired and o.transaction_id = any (v_transactions)
      and o.id <> all (v_lines) where l.id = any (v_lines))
    or exists (select from statement_line l where l.id = any (v_lines) and l.outcome in ('matched', 'repeated'))
    -- Its francs have been booked by another decision.
    or exists (select from break_evidence e join resolution r on r.break_id = e.break_id where e.line_id = any (v_lines) and e.break_id <> b.id
      and r.state = 'APPROVED' and r.verb <> 'reverse' and jsonb_array_length(r.plan) > 0
      and not exists (select from resolution x where x.reverses_id = r.id and x.state = 'APPROVED')) then
    perform refuse('already_matched', 'TP003', '{}');
  end if;
  select sum(effect_there(l.kind, l.amount, l.fee)), sum(effect_there(l.kind, l.amount, 0)), sum(l.fee) into v_there, v_gross, v_fee
  from statement_line l where l.id = any (v_lines);
  select sum(effect_here(x.type, x.status, x.amount, x.fee)) into v_here from transaction x where x.id = any (v_transactions);

  if cardinality(v_transactions) = 1 then
    select * into strict t from transaction where id = v_transactions[1];
    if t.status <> 'COMPLETED' then
      if abs(v_gross) <> t.amount or (v_gross > 0) <> (t.type = 'DEPOSIT') then
        perform refuse('amounts_differ', 'TP003', jsonb_build_object('there', abs(v_gross)::text, 'here', t.amount::text));
      end if;
      p := plan_outcome(t, 'completed', case when v_fee between 0 and t.amount then v_fee end);
      p.lines := v_lines;
      p.transactions := v_transactions;
      return p;
    end if;
  elsif exists (select from transaction x where x.id = any (v_transactions) and x.status <> 'COMPLETED') then
    perform refuse('match_not_possible', 'TP003', '{}');
  end if;
  if v_there = v_here then
    p.moves := '{}';
    -- Alone one may only pair what the break itself is about, and only one line with one transaction of the same phone, way and days.
    p.needs_checker := not exists (
      select from statement_line l join statement_file f on f.id = l.file_id join transaction x on x.id = v_transactions[1]
      where l.id = v_lines[1] and cardinality(v_lines) = 1 and cardinality(v_transactions) = 1 and l.phone = x.phone
        and l.kind = case x.type when 'DEPOSIT' then 'payment' else 'payout' end and (f.method is null or f.method = x.method)
        and l.occurred_at between coalesce(x.sent_at, x.created_at) - interval '1 day' and coalesce(x.settled_at, x.sent_at, x.created_at) + interval '1 day')
      or case when b.kind = 'missing_at_gateway' then b.transaction_id is null
      else b.kind not in ('missing_in_ledger', 'amount_mismatch', 'fee_difference', 'duplicate', 'status_conflict')
        or not exists (select from break_evidence e where e.break_id = b.id and e.line_id is not null) end
      or exists (select from break_evidence e left join statement_line l on l.id = e.line_id where e.break_id = b.id
        and (e.event_id is not null or l.id <> all (v_lines) and l.outcome not in ('matched', 'repeated', 'not_happened')));
  elsif p_params ->> 'absorb' in ('suspense', 'write_off') then
    p := plan_difference(case p_params ->> 'absorb' when 'suspense' then 'SUSPENSE' else 'CORRECTION' end,
      case p_params ->> 'absorb' when 'suspense' then 'suspense' else 'corrections' end, b.currency, v_there - v_here);
  else
    perform refuse('sums_differ', 'TP003', jsonb_build_object('difference', (v_there - v_here)::text));
  end if;
  p.lines := v_lines;
  p.transactions := v_transactions;
  p.effects := coalesce(p.effects, '[]') || effect('paired', null);
  return p;
end $$;

-- Opens what is new and closes what has settled itself; a line is held against its transaction as its rule says. Nothing
-- here moves money.
create or replace function refresh_breaks(p_grace interval, p_dialect text) returns table (opened integer, cleared integer)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  p finding;
  l record;
  b record;
  own statement_line;
  v_before bigint;
  -- How far each rule that is on lets francs differ, by method.
  v_rules jsonb := jsonb_build_object('own_reference', tolerances('own_reference'), 'gateway_reference', tolerances('gateway_reference'),
    'phone_amount', tolerances('phone_amount'));
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
    select e.break_id, s.id, s.file_id, s.series, s.reference, s.outcome, (n.tx).id as transaction_id, s.transaction_id is null as newly, n.rule, s.difference as before,
      outcome_beside(line_outcome(s.state, s.kind, s.amount, s.fee, s.currency, n.tx, w.tolerance), w.booked, w.difference) as stands, w.difference
    from break_evidence e join break_item x on x.id = e.break_id and x.resolved_at is null
    join statement_line s on s.id = e.line_id
    join lateral (
      select t as tx, s.rule from transaction t where t.id = s.transaction_id
      union all
      select t, 'own_reference' from transaction t where s.transaction_id is null and t.id = s.own_id and t.type in ('DEPOSIT', 'WITHDRAWAL')
        and (v_rules -> 'own_reference' ? '' or v_rules -> 'own_reference' ? t.method)
      union all
      select t, 'gateway_reference' from transaction t where s.transaction_id is null and t.dialect in ('initiate', 'v1')
        and t.type = case s.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end and t.gateway_reference in (s.merchant_reference, s.reference)
        and (v_rules -> 'gateway_reference' ? '' or v_rules -> 'gateway_reference' ? t.method)
      limit 1
    ) n on true
    cross join lateral (
      select k.booked, line_difference(s.state, s.kind, s.amount, s.fee, n.tx, s.currency) - k.booked as difference,
        coalesce(v_rules -> n.rule ->> (n.tx).method, v_rules -> n.rule ->> '', '0')::numeric as tolerance
      from (select booked_about((n.tx).id) as booked offset 0) k) w
    where s.outcome in ('missing_in_ledger', 'missed_delivery', 'status_conflict', 'amount_mismatch', 'fee_difference') and s.state = 'completed'
      -- A line that only stands beside the transaction's own is what it was found to be.
      and (s.paired or s.transaction_id is null)
    order by s.id
  loop
    if l.newly then
      select x.* into own from statement_line x where x.transaction_id = l.transaction_id and x.series = l.series and x.paired;
      if found then
        -- A newer file of the account has told it otherwise, when its number was known.
        if own.id > l.id and own.file_id <> l.file_id and own.reference = l.reference then
          update statement_line s set transaction_id = l.transaction_id, outcome = 'repeated', difference = 0, rule = l.rule where s.id = l.id;
          perform weigh_break(l.break_id);
        end if;
        continue;
      end if;
      update statement_line o set transaction_id = l.transaction_id, rule = l.rule
      where o.reference = l.reference and o.outcome = 'repeated' and o.transaction_id is null and o.series = l.series;
    end if;
    -- Settled meanwhile, the same outcome is about other francs.
    if l.stands <> l.outcome or l.newly or l.difference <> l.before then
      update statement_line s set transaction_id = l.transaction_id, paired = true, outcome = l.stands, difference = l.difference,
        rule = l.rule where s.id = l.id;
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
        where e.break_id = x.id and (s.outcome not in ('matched', 'repeated', 'not_happened') or s.outcome = 'not_happened' and x.kind = 'status_conflict'))
      and case x.kind
        when 'outcome_unknown' then t.status <> 'PENDING' or q.queue is distinct from 'OPEN'
        when 'gateway_answer' then q.queue is distinct from 'ATTENTION'
        when 'missing_at_gateway' then exists (select from statement_line s join statement_file f on f.id = s.file_id
            where s.transaction_id = t.id and s.paired and f.state = 'MATCHED')
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

-- What our inbox was told by something else than a message: few of very many.
create index webhook_event_told_otherwise on webhook_event (id) where source <> 'webhook';
