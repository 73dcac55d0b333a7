-- What is on its way to or from a wallet stands in the queue under the wallet's own id: nobody reads all open orders, or
-- all operations of a wallet, to add up a few. A settlement pays nothing for it: it deletes its entry, which touches no
-- index, and one that fails leaves the index by its condition; what changes an entry otherwise stays HOT as before.

alter table queue_entry add column wallet_id uuid;
update queue_entry q set wallet_id = t.wallet_id from transaction t where t.id = q.transaction_id;
alter table queue_entry alter column wallet_id set not null;
create index queue_entry_wallet_idx on queue_entry (wallet_id) where queue <> 'FAILED';

create function know_wallet() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  new.wallet_id := (select t.wallet_id from transaction t where t.id = new.transaction_id);
  return new;
end $$;
create trigger knows_wallet before insert on queue_entry for each row when (new.wallet_id is null) execute function know_wallet();
