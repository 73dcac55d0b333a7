-- What a rule by phone, gross amount and time would pair, of one file or (null) of every line that stands alone: only where
-- both sides have a single candidate. As before; now the days to look at are known when the query is planned, so that it
-- reads them in the way that suits their number, and on two processors.
create or replace function pairs_by_phone(p_file uuid, p_rule match_rule)
returns table (line_id bigint, transaction_id uuid)
language plpgsql stable set search_path = pg_catalog, public, pg_temp set parallel_tuple_cost = 0 set parallel_setup_cost = 0 as $$
declare
  f statement_file;
  v_first bigint;
  v_last bigint;
  v_from uuid;
  v_to uuid;
begin
  select * into f from statement_file where id = p_file;
  v_first := coalesce(f.first_line_id, 0);
  v_last := coalesce(f.last_line_id, 9223372036854775807);
  select first_id_at(min(l.occurred_at) - interval '7 days' - p_rule.within), first_id_at(max(l.occurred_at) + p_rule.within + interval '1 second')
  into v_from, v_to from statement_line l
  where l.id between v_first and v_last and l.outcome is distinct from 'matched'
    and (l.outcome = 'missing_in_ledger' or p_file is not null and l.outcome is null) and l.phone is not null;
  if v_from is null then
    return;
  end if;
  return query
  with candidate as (
    select l.id as line, t.id as tx, count(*) over (partition by l.id) as of_line, count(*) over (partition by t.id, l.series) as of_transaction
    from statement_line l
    join transaction t on t.phone = l.phone and t.currency = l.currency and t.type = case l.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end
      and abs(t.amount - l.amount) <= p_rule.tolerance
      and l.occurred_at between coalesce(t.sent_at, t.created_at) - p_rule.within and coalesce(t.settled_at, t.sent_at, t.created_at) + p_rule.within
    where l.id between v_first and v_last and l.outcome is distinct from 'matched'
      and (l.outcome = 'missing_in_ledger' or p_file is not null and l.outcome is null) and l.phone is not null
      and t.id >= v_from and t.id < v_to and t.sent_at is not null
      and (p_rule.method is null or t.method = p_rule.method)
      and not exists (select from statement_line p where p.transaction_id = t.id and p.series = l.series and p.paired)
      and not exists (select from statement_pair p join statement_line pl on pl.id = p.line_id where p.transaction_id = t.id and pl.series = l.series)
  )
  select c.line, c.tx from candidate c where c.of_line = 1 and c.of_transaction = 1;
end $$;
