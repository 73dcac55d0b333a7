-- What a break is found by, in small letters: of hundreds of thousands that are resolved, none is joined with its
-- operation and its member only to be read past.
alter table break_item add column search text not null default '';

create function make_break_searchable() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  new.search := concat_ws(E'\n', lower(new.reference), new.phone, new.transaction_id::text,
    (select u.search_name from transaction t join app_user u on u.id = t.user_id where t.id = new.transaction_id));
  return new;
end $$;
create trigger searchable before insert or update of reference, phone, transaction_id on break_item
  for each row execute function make_break_searchable();

update break_item set reference = reference;

-- Whoever is called otherwise now is found by the new name.
create function rename_in_breaks() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update break_item b set transaction_id = b.transaction_id from wallet w join transaction t on t.wallet_id = w.id
  where w.user_id = new.id and b.transaction_id = t.id;
  return null;
end $$;
create trigger renamed after update of full_name on app_user for each row when (new.full_name <> old.full_name)
  execute function rename_in_breaks();

-- The open ones are few enough to be read.
create index break_item_resolved_search on break_item using gin (search gin_trgm_ops) where resolved_at is not null;
