-- A sweep reads the queue alone: each entry says when its order was sent and whether it still waits for the gateway's answer.
-- An order that is sent or answered pays one update of its entry, which writes no index; a settlement pays nothing.

alter table queue_entry add column sent_at timestamptz, add column is_sending boolean not null default false;
update queue_entry q set sent_at = t.sent_at, is_sending = t.gateway_state = 'SENDING' from transaction t
where t.id = q.transaction_id and t.sent_at is not null;

create or replace function know_transaction() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  select t.wallet_id, t.user_id, t.type, t.amount, t.created_at, t.approval_expires_at, t.sent_at,
      coalesce(t.gateway_state = 'UNKNOWN', false), coalesce(t.gateway_state = 'SENDING', false)
    into new.wallet_id, new.user_id, new.type, new.amount, new.created_at, new.approval_expires_at, new.sent_at, new.is_unknown, new.is_sending
  from transaction t where t.id = new.transaction_id;
  return new;
end $$;

drop trigger notes_unknown on transaction;
drop function note_unknown();
create function note_sending() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update queue_entry q set sent_at = new.sent_at, is_unknown = new.gateway_state = 'UNKNOWN', is_sending = new.gateway_state = 'SENDING'
  where q.transaction_id = new.id;
  return null;
end $$;
create trigger notes_sending after update of gateway_state, sent_at on transaction for each row
  when ((new.sent_at, new.gateway_state = 'UNKNOWN', new.gateway_state = 'SENDING')
    is distinct from (old.sent_at, old.gateway_state = 'UNKNOWN', old.gateway_state = 'SENDING'))
  execute function note_sending();

-- Flags what is late among the next p_most open orders behind p_behind, and answers how many those were and the last order it
-- looked at: null when there is none behind it. Which orders are looked at is chosen before any of them is locked, so that
-- locks are held for one chunk's work however few of it are late. Whoever settles or changes one at this moment has it: it is skipped,
-- and looked at again by the next run if it is still open. What is open and was sent is PENDING: only its end, which leaves
-- the queue, follows.
create or replace function flag_stale(p_after interval, p_behind uuid default null, p_most integer default 10000)
returns table (flagged integer, reached uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_behind uuid := coalesce(p_behind, '00000000-0000-0000-0000-000000000000');
  v_now timestamptz := db_now();
  v_sent_before timestamptz := v_now - p_after;
begin
  -- A flag that a crash takes back is set again by the next run: nobody waits for the disk, least of all a settlement.
  perform set_config('synchronous_commit', 'off', true);
  reached := (select q.transaction_id from queue_entry q where q.queue = 'OPEN' and q.transaction_id > v_behind
    order by q.transaction_id offset p_most - 1 limit 1);

  update queue_entry q set stale_since = v_now, stale_reason = case when q.is_unknown or q.is_sending then 'outcome_unknown'
    when q.type = 'DEPOSIT' then 'payer_has_not_confirmed' else 'gateway_has_not_confirmed' end
  where q.ctid = any (array(
    select q.ctid from queue_entry q
    where q.queue = 'OPEN' and q.transaction_id > v_behind and q.transaction_id <= coalesce(reached, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      and q.stale_since is null and q.sent_at < v_sent_before
    order by q.transaction_id for no key update of q skip locked));
  get diagnostics flagged = row_count;
  return next;
end $$;
