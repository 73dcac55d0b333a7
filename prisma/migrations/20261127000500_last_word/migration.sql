-- An operation that we do not know counts by the last word that its account says of it.

create index statement_line_retold on statement_line (reference) where outcome = 'repeated' and transaction_id is null;

-- Of each of these unknown references the last word stands, in the first file that said it; what was said before, and
-- what says it again, is repeated. A word is all that one file tells of the reference. Made anew from the lines, so that
-- it does not matter in which order files come and are taken back.
create function retell_unknown(p_series text, p_references text[]) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  with line as materialized (
    select l.* from unnest(p_references) r (reference) cross join lateral (
      select x.id, x.file_id, x.reference, x.kind, x.amount, x.fee, x.currency from statement_line x
      where x.reference = r.reference and x.outcome = 'missing_in_ledger' and x.series = p_series and x.transaction_id is null and x.state = 'completed'
      union all
      select x.id, x.file_id, x.reference, x.kind, x.amount, x.fee, x.currency from statement_line x
      where x.reference = r.reference and x.outcome = 'repeated' and x.transaction_id is null and x.series = p_series and x.state = 'completed'
      offset 0) l
    union all
    select x.id, x.file_id, x.reference, x.kind, x.amount, x.fee, x.currency from statement_file f
    join statement_line x on x.id between f.first_line_id and f.last_line_id
    where f.state = 'READ' and f.series = p_series and x.outcome is distinct from 'matched' and x.outcome is null and x.transaction_id is null
      and x.state = 'completed' and x.reference = any (p_references)
  ), word as (
    select l.reference, l.file_id, min(l.id) as at, array_agg(concat_ws('|', l.kind, l.amount, coalesce(l.fee::text, '?'), l.currency) order by l.kind, l.amount, l.fee, l.currency) as said
    from line l group by 1, 2
  ), told as (
    select w.*, w.said is distinct from lag(w.said) over (partition by w.reference order by w.at) as newly from word w
  ), last as (
    select distinct on (t.reference) t.reference, t.file_id from told t where t.newly order by t.reference, t.at desc
  )
  update statement_line l set outcome = case when l.file_id = w.file_id then 'missing_in_ledger' else 'repeated' end,
    difference = case when l.file_id = w.file_id then effect_there(l.kind, l.amount, l.fee) else 0 end
  from line x join last w on w.reference = x.reference where l.id = x.id;
end $$;

-- What two people have booked about an unknown operation under any of these names.
create function booked_as_unknown(p_names text[]) returns numeric language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select sum(resolved_effect(null, b.id)) from break_item b
  where b.transaction_id is null and b.closed_by = 'resolution' and b.kind in ('unknown_reference', 'missing_in_ledger') and b.reference = any (p_names)
$$;

-- What a break of statement lines is about: the francs of the account that tells most of it; of an unknown operation, less
-- what two people have booked about it before.
create or replace function weigh_break(p_break uuid) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  b break_item;
  v_difference numeric;
begin
  select sum(l.difference) into v_difference from break_evidence e join statement_line l on l.id = e.line_id
  where e.break_id = p_break and l.outcome not in ('repeated', 'not_happened')
  group by l.series order by bool_and(l.fee is not null) desc, abs(sum(l.difference)) desc limit 1;
  if not found then
    return;
  end if;
  select * into strict b from break_item where id = p_break;
  if b.resolved_at is null and b.transaction_id is null and b.kind in ('unknown_reference', 'missing_in_ledger') then
    v_difference := v_difference - coalesce(booked_as_unknown(array(select b.reference union select k.key
      from break_evidence e join statement_line l on l.id = e.line_id
      cross join lateral (values (l.reference), (l.merchant_reference), (l.own_id::text)) k (key) where e.break_id = p_break)), 0);
  end if;
  update break_item set difference = v_difference, value = coalesce(nullif(abs(v_difference), 0), value) where id = p_break;
end $$;

-- As before; what was booked is held against the break, not against each of its lines.
create or replace function file_finding(p finding) returns uuid language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
    v_effect := coalesce(booked_as_unknown(array(select p.reference union all
      select k.key from statement_line l cross join lateral (values (l.reference), (l.merchant_reference), (l.own_id::text)) k (key) where l.id = p.line_id)), 0);
    if v_id is null and (case when v_effect <> 0 then v_effect = p.difference else v_earlier.difference is not distinct from p.difference end)
      and not tells_another(v_earlier.id, p.line_id) then
      v_id := v_earlier.id;
      v_answered := v_id is not null;
    end if;
  end if;
  if v_effect <> 0 and not v_answered then
    -- What two people have booked about it already is no difference any more.
    p.difference := p.difference - v_effect;
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
    -- Answered line by line, the whole may be what two people have booked.
    if p.transaction_id is null and v_effect <> 0 and exists (select from break_item b where b.id = v_id and b.difference = 0) then
      perform close_break(v_id, 'cleared');
    end if;
  end if;
  return v_id;
end $$;
