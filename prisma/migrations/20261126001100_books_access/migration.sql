-- Who may seal, send notices, and prove the books from outside: what the migrations before say, and these.

alter function grant_app_access(text) rename to grant_app_access_before_books;
create function grant_app_access(p_role text) returns void language plpgsql as $$
begin
  perform grant_app_access_before_books(p_role);
  if p_role = current_user then
    return;
  end if;
  execute format('grant execute on function seal_journals(integer, integer) to %I', p_role);
  execute format('grant insert on notice, notice_delivery, notice_read to %I', p_role);
  execute format('grant update (routed_at) on notice to %I', p_role);
  execute format('grant update (state, attempts, next_attempt_at, last_error, delivered_at) on notice_delivery to %I', p_role);
end $$;

-- Whoever proves the books from outside reads the inbox's bytes too, but not the headers that they came with.
alter function grant_read_access(text) rename to grant_read_access_before_books;
create function grant_read_access(p_role text) returns void language plpgsql as $$
begin
  perform grant_read_access_before_books(p_role);
  if p_role = current_user then
    return;
  end if;
  execute format('grant select on seal, resolution to %I', p_role);
  execute format('grant select (id, source, dialect, hash, raw, kind, reference, own_id) on webhook_event to %I', p_role);
  execute format('grant execute on function clock_override(), db_now(), system_account(text, text), event_hash(text, text, bytea, text, text, uuid) to %I', p_role);
end $$;
