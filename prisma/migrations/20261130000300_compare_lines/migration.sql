-- A whole file beside our books, in one join by our number: the lines that name no completed transaction, or do not say
-- what our books say of it; and the completed transactions about its days of which no such line tells. Returned as a
-- query's rows, since only such a query is shared by two processors. As before; now the edges of its days, and whether
-- every method's number is believed, are known before: asked of each row, the calendar was a tenth of the work.
create or replace function compare_lines(f statement_file) returns table (line_id bigint, silent_id uuid)
language plpgsql set search_path = pg_catalog, public, pg_temp set work_mem = '64MB' set parallel_tuple_cost = 0 set parallel_setup_cost = 0 as $$
declare
  v_own jsonb := tolerances('own_reference');
  v_every_method boolean := v_own ? '';
  v_from uuid := first_id_at(f.covers_from - interval '31 days');
  v_to uuid := first_id_at(f.covers_to + interval '1 day');
  v_settled_from timestamptz := f.covers_from - interval '1 day';
  v_settled_to timestamptz := f.covers_to + interval '1 day';
begin
  return query
  select l.id, case when t.currency = f.currency and (f.method is null or t.method = f.method) then t.id end
  from (
    select x.id, x.own_id, x.amount, x.currency, x.kind, x.fee, x.outcome, x.rule, x.paired, x.transaction_id, x.state, x.difference
    from statement_line x where x.id between f.first_line_id and f.last_line_id
  ) l full join (
    select x.id, x.amount, x.currency, x.fee, x.method, x.type
    from transaction x
    where x.id >= v_from and x.id < v_to and x.status = 'COMPLETED' and x.type in ('DEPOSIT', 'WITHDRAWAL')
      and x.settled_at between v_settled_from and v_settled_to
  ) t on t.id = l.own_id
  where case when l.id is null then t.currency = f.currency and (f.method is null or t.method = f.method)
    else t.id is null or l.amount <> t.amount or l.fee <> t.fee or l.kind <> case t.type when 'DEPOSIT' then 'payment' else 'payout' end
      or (l.outcome = 'matched' and l.paired and l.transaction_id = t.id and l.state = 'completed' and l.currency = t.currency
        and l.rule = 'own_reference' and l.difference = 0 and (v_every_method or v_own ? t.method)) is not true end;

  -- What two people have corrected, or booked before it was known, is looked at one by one.
  return query
  select l.id, null::uuid from (select distinct a.corrects_id from transaction a where a.corrects_id is not null) c
  join statement_line l on l.transaction_id = c.corrects_id and l.series = f.series and l.paired
  where l.id between f.first_line_id and f.last_line_id;
  if exists (select from break_item b where b.transaction_id is null and b.closed_by = 'resolution' and b.kind in ('unknown_reference', 'missing_in_ledger')) then
    return query
    select l.id, null::uuid from statement_line l where l.id between f.first_line_id and f.last_line_id and l.reference in (
      select b.reference from break_item b where b.transaction_id is null and b.closed_by = 'resolution' and b.kind in ('unknown_reference', 'missing_in_ledger'));
  end if;
end $$;
