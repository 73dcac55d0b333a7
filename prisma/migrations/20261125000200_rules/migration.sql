-- The rules that no program can forget: append-only books, legal transitions, balanced journals,
-- balances that equal their postings.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: it is append-only.', tg_op, tg_table_name using errcode = 'TP900';
end $$;

do $$
declare t text;
begin
  foreach t in array array['journal', 'posting', 'webhook_event', 'webhook_outcome', 'audit_entry', 'account', 'legal_transition'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
  foreach t in array array['transaction', 'wallet', 'vault', 'app_user'] loop
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;

create function check_transition() returns trigger language plpgsql as $$
begin
  if old.status <> new.status and not exists (
    select from legal_transition l where l.subject = 'status' and l.from_state = old.status and l.to_state = new.status
  ) then
    raise exception 'Transaction % cannot go from % to %.', old.id, old.status, new.status using errcode = 'TP002';
  end if;
  if old.gateway_state <> new.gateway_state and not exists (
    select from legal_transition l where l.subject = 'gateway_state' and l.from_state = old.gateway_state and l.to_state = new.gateway_state
  ) then
    raise exception 'The gateway state of transaction % cannot go from % to %.', old.id, old.gateway_state, new.gateway_state using errcode = 'TP002';
  end if;
  return new;
end $$;
create trigger legal_transition before update on transaction for each row
  when (old.status <> new.status or old.gateway_state is distinct from new.gateway_state)
  execute function check_transition();

create function refuse_rewrite() returns trigger language plpgsql as $$
begin
  raise exception 'What transaction % is about (type, people, amount, phone, method, key) cannot be changed.', old.id using errcode = 'TP900';
end $$;
create trigger immutable_core before update on transaction for each row
  when ((old.id, old.type, old.user_id, old.wallet_id, old.amount, old.currency, old.created_at)
      is distinct from (new.id, new.type, new.user_id, new.wallet_id, new.amount, new.currency, new.created_at)
    or (old.vault_id, old.direction, old.method, old.phone, old.dialect, old.initiated_by, old.idempotency_key, old.fingerprint, old.corrects_id)
      is distinct from (new.vault_id, new.direction, new.method, new.phone, new.dialect, new.initiated_by, new.idempotency_key, new.fingerprint, new.corrects_id)
    or (old.gateway_reference is not null and old.gateway_reference is distinct from new.gateway_reference))
  execute function refuse_rewrite();

-- Invariants 1 and 2, at each INSERT into posting: balanced journals, and a chain of running
-- balances without a gap that ends at the wallet's or vault's own balance.
create function check_postings() returns trigger language plpgsql as $$
declare broken text;
begin
  select n.journal_id::text into broken from added n
  group by n.journal_id, n.currency having sum(n.amount) <> 0 limit 1;
  if found then
    raise exception 'Journal % does not balance.', broken using errcode = 'TP901';
  end if;

  select n.account_id::text into broken
  from added n
  left join posting p on p.account_id = n.account_id and p.version = n.version - 1
  where n.version is not null and n.balance_after - n.amount <> case when n.version = 1 then 0 else coalesce(p.balance_after, -1) end
  limit 1;
  if found then
    raise exception 'The running balance of account % has a gap.', broken using errcode = 'TP902';
  end if;

  select n.account_id::text into broken
  from (select distinct on (account_id) account_id, version, balance_after, currency from added
        where version is not null order by account_id, version desc) n
  left join wallet w on w.id = n.account_id
  left join vault v on w.id is null and v.id = n.account_id
  where (coalesce(w.balance, v.balance), coalesce(w.version, v.version), coalesce(w.currency, v.currency))
    is distinct from (n.balance_after, n.version, n.currency)
  limit 1;
  if found then
    raise exception 'The balance of account % does not follow its postings.', broken using errcode = 'TP902';
  end if;
  return null;
end $$;
create trigger balanced after insert on posting referencing new table as added
  for each statement execute function check_postings();

-- The other direction of invariant 2: a balance may only be what its last posting says, at commit.
create function check_balance() returns trigger language plpgsql as $$
begin
  if not exists (select from posting p where p.account_id = new.id and p.version = new.version and p.balance_after = new.balance)
    and not (new.version = 0 and new.balance = 0) then
    raise exception 'The balance of % % does not follow its postings.', tg_table_name, new.id using errcode = 'TP902';
  end if;
  return null;
end $$;
create constraint trigger balance_follows_postings after insert or update of balance, version, id on wallet
  deferrable initially deferred for each row execute function check_balance();
create constraint trigger balance_follows_postings after insert or update of balance, version, id on vault
  deferrable initially deferred for each row execute function check_balance();

-- A person has a wallet, and a wallet or vault has an account, from the same commit on.
create function open_wallet() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into wallet (user_id) values (new.id);
  return null;
end $$;
create trigger open_wallet after insert on app_user for each row execute function open_wallet();

create function open_account() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_table_name = 'wallet' then
    insert into account (id, kind, currency, wallet_id) values (new.id, 'wallet', new.currency, new.id);
  else
    insert into account (id, kind, currency, vault_id) values (new.id, 'vault', new.currency, new.id);
  end if;
  return null;
end $$;
create trigger open_account after insert on wallet for each row execute function open_account();
create trigger open_account after insert on vault for each row execute function open_account();
