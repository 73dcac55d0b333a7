-- What the lists look for at millions of rows, kept where no settlement pays for it.

-- Trusted since PostgreSQL 13: the owner of the database may make it, no superuser is needed.
create extension if not exists pg_trgm;

-- The gateway's numbers of an operation, and its phone where that was not the member's: written when it starts and when a
-- number first comes. Transaction itself gets no such index, since every settlement would pay for it.
create table transaction_search (
  transaction_id uuid primary key references transaction,
  text text not null
);

create function searched_text(p_transaction transaction, p_own_phone text) returns text language sql stable as $$
  select nullif(concat_ws(' ', p_transaction.gateway_reference, p_transaction.second_reference,
    case when p_transaction.phone <> p_own_phone then p_transaction.phone end), '')
$$;

-- Whatever is not there yet: for this migration, and for rows that were loaded with triggers off.
create function fill_transaction_search() returns bigint language sql as $$
  with added as (
    insert into transaction_search (transaction_id, text)
    select t.id, searched_text(t, u.phone) from transaction t join app_user u on u.id = t.user_id
    where searched_text(t, u.phone) is not null
    order by t.id
    on conflict do nothing returning 1)
  select count(*) from added
$$;

select fill_transaction_search();

-- A short list of what came last, which every search reads through: kept small enough not to be felt.
create index transaction_search_text on transaction_search using gin (text gin_trgm_ops) with (gin_pending_list_limit = 256);

create function make_searchable() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare v_text text := searched_text(new, (select u.phone from app_user u where u.id = new.user_id));
begin
  if v_text is not null then
    insert into transaction_search (transaction_id, text) values (new.id, v_text)
    on conflict (transaction_id) do update set text = excluded.text where transaction_search.text <> excluded.text;
  end if;
  return null;
end $$;
create trigger searchable after insert on transaction for each row when (new.phone is not null) execute function make_searchable();
create trigger searchable_by_number after update of gateway_reference, second_reference on transaction for each row
  when (new.gateway_reference is distinct from old.gateway_reference or new.second_reference is distinct from old.second_reference)
  execute function make_searchable();

-- Rare kinds of operations, in the order of time. Neither column is written by a settlement, and a row that is not of the
-- kind is in neither index.
create index transaction_approval_idx on transaction (id) where approval_expires_at is not null;
create index transaction_adjustment_idx on transaction (id) where type = 'ADJUSTMENT';

create index audit_entry_actor_idx on audit_entry (actor_id, id);

create index app_user_search_idx on app_user using gin (search_name gin_trgm_ops, username gin_trgm_ops, phone gin_trgm_ops);

-- The resolved breaks in the order of the queue; no settlement resolves one.
create index break_item_resolved on break_item (coalesce(occurred_at, opened_at), id) where resolved_at is not null;
