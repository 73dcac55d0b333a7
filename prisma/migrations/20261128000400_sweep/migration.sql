-- Late transactions are flagged a chunk at a time: a settlement waits for the rows of one chunk, never for all of them.

drop function flag_stale(interval);

-- Flags what is late among the next p_most open orders behind p_behind, and answers how many those were and the last order it
-- looked at: null when there is none behind it. Which orders are looked at is chosen before any of them is locked, so that
-- locks are held for one chunk's work however few of it are late. Whoever settles one at this moment has it: it is skipped,
-- and looked at again by the next run if it is still open.
create function flag_stale(p_after interval, p_behind uuid default null, p_most integer default 10000)
returns table (flagged integer, reached uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_behind uuid := coalesce(p_behind, '00000000-0000-0000-0000-000000000000');
  v_unknown tid[];
  v_deposits tid[];
  v_payouts tid[];
begin
  -- A flag that a crash takes back is set again by the next run: nobody waits for the disk, least of all a settlement.
  perform set_config('synchronous_commit', 'off', true);
  reached := (select q.transaction_id from queue_entry q where q.queue = 'OPEN' and q.transaction_id > v_behind
    order by q.transaction_id offset p_most - 1 limit 1);

  select array_agg(l.place) filter (where l.is_unknown), array_agg(l.place) filter (where not l.is_unknown and l.type = 'DEPOSIT'),
    array_agg(l.place) filter (where not l.is_unknown and l.type <> 'DEPOSIT'), count(*)
    into v_unknown, v_deposits, v_payouts, flagged
  from (
    select q.ctid as place, x.type, x.gateway_state in ('SENDING', 'UNKNOWN') as is_unknown
    from queue_entry q join transaction x on x.id = q.transaction_id
    where q.queue = 'OPEN' and q.transaction_id > v_behind and q.transaction_id <= coalesce(reached, 'ffffffff-ffff-ffff-ffff-ffffffffffff') and q.stale_since is null
      and x.status = 'PENDING' and x.sent_at < db_now() - p_after
    order by q.transaction_id for no key update of q skip locked
  ) l;

  update queue_entry q set stale_since = db_now(), stale_reason = 'outcome_unknown' where q.ctid = any (v_unknown);
  update queue_entry q set stale_since = db_now(), stale_reason = 'payer_has_not_confirmed' where q.ctid = any (v_deposits);
  update queue_entry q set stale_since = db_now(), stale_reason = 'gateway_has_not_confirmed' where q.ctid = any (v_payouts);
  return next;
end $$;
