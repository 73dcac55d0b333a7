-- Who may do what. The runtime role reads, keeps people and sessions, and moves money only through
-- the functions; the read role only reads. Called after each migration with the roles of the URLs.

create function grant_app_access(p_role text) returns void language plpgsql as $$
declare f regprocedure;
begin
  if p_role = current_user then
    return;
  end if;
  execute format('grant usage on schema public to %I', p_role);
  execute format('grant select on all tables in schema public to %I', p_role);
  execute format('grant insert on audit_entry to %I', p_role);
  execute format('grant insert, update, delete on session, login_attempt, membership to %I', p_role);
  execute format('grant insert, update on app_user, tontine, webhook_refusal to %I', p_role);
  for f in
    select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname in ('clock_override', 'db_now', 'uuid_v7', 'system_account', 'request_payment',
      'mark_sending', 'record_answer', 'recover', 'flag_stale', 'create_vault', 'move_vault', 'lock_vault', 'settle', 'store_suspended')
  loop
    execute format('grant execute on function %s to %I', f, p_role);
  end loop;
end $$;

create function grant_read_access(p_role text) returns void language plpgsql as $$
begin
  if p_role = current_user then
    return;
  end if;
  execute format('grant usage on schema public to %I', p_role);
  execute format('grant select on account, journal, posting, wallet, vault, transaction, queue_entry, tontine, membership, webhook_outcome to %I', p_role);
  execute format('grant select (id, username, full_name, phone, role, disabled, created_at) on app_user to %I', p_role);
end $$;
