-- The break for the francs of a proof that nothing explains lies before the instant of that proof, so that it explains
-- that proof too: a day that still lasts is proved at its last reading, not at its end.
create or replace function open_proof_gap(p_day date, p_currency text, p_zone text, p_amount numeric) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_id uuid;
  v_at timestamptz := (p_day + 1)::timestamp at time zone p_zone;
begin
  if p_amount = 0 then
    select b.id into v_id from break_item b
    where b.kind = 'proof_gap' and b.resolved_at is null and b.business_day = p_day and b.currency = p_currency for no key update;
    if found then
      perform close_break(v_id, 'cleared');
    end if;
    return null;
  end if;
  v_at := least(v_at, (select r.at from balance_reading r where r.day = p_day and r.currency = p_currency order by r.recorded_at desc, r.id desc limit 1));
  v_at := date_trunc('milliseconds', v_at) - interval '1 millisecond';
  insert into break_item (kind, currency, difference, value, business_day, occurred_at, reference)
  values ('proof_gap', p_currency, p_amount, abs(p_amount), p_day, v_at, p_day::text)
  on conflict (business_day, currency) where resolved_at is null and kind = 'proof_gap'
  do update set difference = excluded.difference, value = excluded.value, occurred_at = least(break_item.occurred_at, excluded.occurred_at)
  returning id into v_id;
  return v_id;
end $$;
