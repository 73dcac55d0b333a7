-- What the figures ask of each open order stands in its entry: reading the order itself took four pages for each. All of it
-- stays as it was when the order began, but whether its outcome is unknown, which a trigger says when the order does. A
-- settlement pays nothing: it deletes the entry, and names no column that a trigger waits for.

alter table queue_entry add column user_id uuid, add column type text, add column amount numeric, add column created_at timestamptz,
  add column approval_expires_at timestamptz, add column is_unknown boolean not null default false;
update queue_entry q set user_id = t.user_id, type = t.type, amount = t.amount, created_at = t.created_at, approval_expires_at = t.approval_expires_at,
  is_unknown = coalesce(t.gateway_state = 'UNKNOWN', false) from transaction t where t.id = q.transaction_id;
alter table queue_entry alter column user_id set not null, alter column type set not null, alter column amount set not null,
  alter column created_at set not null;
create index queue_entry_approval_idx on queue_entry (transaction_id) where queue = 'OPEN' and approval_expires_at is not null;

drop trigger knows_wallet on queue_entry;
drop function know_wallet();
create function know_transaction() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  select t.wallet_id, t.user_id, t.type, t.amount, t.created_at, t.approval_expires_at, coalesce(t.gateway_state = 'UNKNOWN', false)
    into new.wallet_id, new.user_id, new.type, new.amount, new.created_at, new.approval_expires_at, new.is_unknown
  from transaction t where t.id = new.transaction_id;
  return new;
end $$;
create trigger knows_transaction before insert on queue_entry for each row when (new.user_id is null) execute function know_transaction();

create function note_unknown() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update queue_entry q set is_unknown = new.gateway_state = 'UNKNOWN' where q.transaction_id = new.id;
  return null;
end $$;
create trigger notes_unknown after update of gateway_state on transaction for each row
  when ((new.gateway_state = 'UNKNOWN') is distinct from (old.gateway_state = 'UNKNOWN')) execute function note_unknown();
