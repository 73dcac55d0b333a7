-- The people: second factors, settings, approvals by a second person, and members' questions.

alter table app_user
  add column phone_changed_at timestamptz,
  add column must_change_password boolean not null default false,
  add column password_changed_at timestamptz,
  -- "ouedraogo" finds Ouédraogo: letters without their accents.
  add column search_name text not null generated always as
    (lower(regexp_replace(normalize(full_name, NFD), '[\u0300-\u036F]', '', 'g'))) stored;

-- A first phone is no change; taking one away and giving another is one. Nobody can write the date.
create function note_phone_change() returns trigger language plpgsql as $$
begin
  new.phone_changed_at := case
    when new.phone is distinct from old.phone and (old.phone is not null or old.phone_changed_at is not null) then db_now()
    else old.phone_changed_at end;
  return new;
end $$;
create trigger note_phone_change before update on app_user for each row execute function note_phone_change();

-- The secret is sealed with a key that is not in the database; a code's step is taken once.
create table second_factor (
  user_id uuid primary key references app_user,
  sealed text not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  -- What the last code was given for: the same code may be given again for the same act only.
  last_bound text,
  created_at timestamptz not null default db_now()
);

create table recovery_code (
  user_id uuid not null references app_user,
  hash bytea not null,
  used_at timestamptz,
  primary key (user_id, hash)
);

create table setting (
  key text primary key check (key in ('approval_above', 'approval_ttl_hours', 'methods_off')),
  value jsonb not null,
  changed_by uuid not null references app_user,
  changed_at timestamptz not null default db_now()
);

-- "I do not recognise this operation": one open question per transaction.
create table dispute (
  id uuid primary key default uuid_v7(),
  transaction_id uuid not null references transaction,
  opened_by uuid not null references app_user,
  message text not null check (char_length(message) <= 1000),
  opened_at timestamptz not null default db_now(),
  answered_by uuid references app_user,
  answer text check (char_length(answer) between 1 and 1000),
  answered_at timestamptz,
  check ((answered_at is null) = (answer is null) and (answered_at is null) = (answered_by is null))
);
create unique index dispute_open_key on dispute (transaction_id) where answered_at is null;
create index dispute_transaction_idx on dispute (transaction_id);
create trigger never_deleted before delete on dispute for each row execute function refuse_change();
create trigger never_truncated before truncate on dispute for each statement execute function refuse_change();

create index session_person_idx on session ((sess ->> 'personId'));

alter table transaction
  add column by_staff boolean not null default false,
  add column approval_reasons text[] not null default '{}'
    check (approval_reasons <@ array['above_limit', 'foreign_phone', 'phone_changed']),
  add column approval_expires_at timestamptz,
  add column checked_by uuid references app_user,
  add column decided_at timestamptz,
  add column decision_reason text check (char_length(decision_reason) <= 255),
  add constraint only_payouts_wait check (approval_reasons = '{}' or type = 'WITHDRAWAL'),
  add constraint approval_expires check ((approval_expires_at is not null) = (approval_reasons <> '{}')),
  -- The maker, or the member who is paid, never checks; and nothing that had to wait goes on unchecked.
  add constraint checker_is_another check (checked_by is null or checked_by <> initiated_by and checked_by <> user_id),
  add constraint approved_by_another check (approval_reasons = '{}' or checked_by is not null
    or status in ('AWAITING_APPROVAL', 'EXPIRED', 'CANCELLED')),
  add constraint waits_for_a_reason check (approval_reasons <> '{}'
    or status not in ('AWAITING_APPROVAL', 'REJECTED', 'EXPIRED', 'CANCELLED'));
update transaction set by_staff = true where initiated_by <> user_id;

create function check_checker() returns trigger language plpgsql as $$
begin
  if (old.by_staff, old.approval_reasons, old.approval_expires_at) is distinct from (new.by_staff, new.approval_reasons, new.approval_expires_at)
    or old.checked_by is not null and old.checked_by is distinct from new.checked_by then
    raise exception 'Why transaction % waits, and who checked it, cannot be changed.', old.id using errcode = 'TP900';
  end if;
  if exists (select from app_user u where u.id = new.checked_by and u.phone = new.phone) then
    raise exception 'The checker of transaction % is paid by it.', old.id using errcode = 'TP900';
  end if;
  return new;
end $$;
create trigger checker_is_not_paid before update on transaction for each row
  when ((old.by_staff, old.approval_reasons, old.approval_expires_at, old.checked_by)
    is distinct from (new.by_staff, new.approval_reasons, new.approval_expires_at, new.checked_by))
  execute function check_checker();

-- Why a payout has to wait for a second person; taken under the wallet's lock.
create function approval_reasons(p_wallet wallet, p_amount numeric, p_phone text, p_above numeric) returns text[]
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  v_day numeric;
  o app_user;
begin
  -- What was returned (failed, rejected, expired, cancelled) does not count.
  select coalesce(sum(x.amount), 0) into v_day from transaction x
  where x.wallet_id = p_wallet.id and x.type = 'WITHDRAWAL' and x.by_staff and x.created_at > db_now() - interval '24 hours'
    and x.status in ('AWAITING_APPROVAL', 'PENDING', 'COMPLETED');
  select * into strict o from app_user where id = p_wallet.user_id;
  return array_remove(array[
    case when v_day + p_amount > p_above then 'above_limit' end,
    case when o.phone is distinct from p_phone then 'foreign_phone' end,
    case when o.phone = p_phone and o.phone_changed_at > db_now() - interval '7 days' then 'phone_changed' end
  ], null);
end $$;

drop function request_payment(text, uuid, numeric, text, text, text, text, uuid, text, text, numeric, numeric, text, jsonb);

-- Commit 1: the row, and for a payout the hold. The same key and content answers the same row.
-- A payout that staff starts may have to wait for a second person.
create function request_payment(
  p_type text, p_wallet uuid, p_amount numeric, p_phone text, p_method text, p_dialect text, p_note text,
  p_tontine uuid, p_key text, p_fingerprint text, p_max_balance numeric, p_max_monthly numeric, p_zone text,
  p_approval_above numeric, p_approval_ttl interval, p_actor jsonb
) returns table (transaction_id uuid, replayed boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  w wallet;
  v_by_staff boolean;
  v_reasons text[] := '{}';
  v_id uuid;
  v_expected numeric;
  v_month numeric;
begin
  select * into w from wallet where id = p_wallet for no key update;
  select role <> 'MEMBER' into strict v_by_staff from app_user where id = (p_actor ->> 'id')::uuid;
  if w.id is not null and p_type = 'WITHDRAWAL' and v_by_staff then
    v_reasons := approval_reasons(w, p_amount, p_phone, p_approval_above);
  end if;

  insert into transaction (type, status, gateway_state, user_id, wallet_id, tontine_id, amount, currency, method, phone,
    dialect, note, initiated_by, idempotency_key, fingerprint, by_staff, approval_reasons, approval_expires_at, pending_at)
  select p_type, case when v_reasons = '{}' then 'PENDING' else 'AWAITING_APPROVAL' end, 'NOT_SENT', s.user_id, s.id, p_tontine,
    p_amount, s.currency, p_method, p_phone, p_dialect, p_note, (p_actor ->> 'id')::uuid, p_key, p_fingerprint, v_by_staff, v_reasons,
    case when v_reasons <> '{}' then db_now() + p_approval_ttl end, case when v_reasons = '{}' then db_now() end
  from wallet s where s.id = p_wallet
  on conflict (initiated_by, idempotency_key) do nothing
  returning id into v_id;

  if v_id is null then
    return query select replayed_request(p_actor, p_key, p_fingerprint, 'wallet', p_wallet), true;
    return;
  end if;

  if p_type = 'WITHDRAWAL' then
    if w.balance < p_amount then
      perform refuse('insufficient_funds', 'TP001', jsonb_build_object('balance', w.balance::text, 'amount', p_amount::text));
    end if;
    perform post(array[('PAYOUT_HOLD', v_id, 1, w.currency, w.id, system_account('payout_clearing', w.currency), p_amount, null)::movement]);
  else
    select w.balance + coalesce(sum(x.amount) filter (where x.status = 'PENDING'), 0),
      coalesce(sum(x.amount) filter (where x.created_at >= date_trunc('month', db_now() at time zone p_zone) at time zone p_zone
        and x.status in ('PENDING', 'COMPLETED')), 0)
      into v_expected, v_month
    from transaction x where x.wallet_id = w.id and x.type = 'DEPOSIT';
    if v_expected > p_max_balance then
      perform refuse('limit_balance', 'TP004', jsonb_build_object('limit', p_max_balance::text, 'expected', v_expected::text));
    end if;
    if v_month > p_max_monthly then
      perform refuse('limit_month', 'TP004', jsonb_build_object('limit', p_max_monthly::text, 'expected', v_month::text));
    end if;
  end if;

  insert into queue_entry (transaction_id, queue) values (v_id, 'OPEN');
  perform audit(p_actor, case p_type when 'DEPOSIT' then 'deposit.request' else 'payout.request' end, 'Transaction', v_id, null,
    jsonb_build_object('amount', p_amount::text, 'phone', p_phone, 'method', p_method, 'walletId', p_wallet)
      || case when v_reasons = '{}' then '{}'::jsonb else jsonb_build_object('approvalReasons', v_reasons) end, p_note);
  return query select v_id, false;
end $$;

-- Ends a payout that waited: its hold goes back. The row is locked by the caller.
create function end_awaiting(t transaction, p_status text, p_checked_by uuid, p_reason text) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update transaction set status = p_status, checked_by = p_checked_by, decision_reason = p_reason, decided_at = db_now(),
    settled_at = db_now(), updated_at = db_now() where id = t.id;
  delete from queue_entry where transaction_id = t.id;
  perform post(array[('PAYOUT_RETURNED', t.id, 2, t.currency, system_account('payout_clearing', t.currency), t.wallet_id, t.amount, null)::movement]);
end $$;

-- approve: PENDING, to be sent. reject, cancel: the hold goes back. Of several decisions at once the
-- first one stands.
create function decide_payout(p_id uuid, p_decision text, p_reason text, p_actor jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  t transaction;
  a app_user;
begin
  select * into t from transaction where id = p_id for no key update;
  if not found then
    perform refuse('not_found', 'TP404', jsonb_build_object('what', 'transaction', 'id', p_id));
  end if;
  select * into a from app_user where id = (p_actor ->> 'id')::uuid and not disabled;
  if p_decision = 'cancel' then
    if a.id is distinct from t.initiated_by then
      perform refuse('only_maker_cancels', 'TP006', '{}');
    end if;
  elsif p_decision not in ('approve', 'reject') then
    raise exception 'There is no decision %.', p_decision;
  elsif a.id = t.initiated_by then
    perform refuse('checker_is_maker', 'TP006', '{}');
  elsif a.id = t.user_id or a.phone = t.phone then
    perform refuse('checker_is_payee', 'TP006', '{}');
  elsif a.role is distinct from 'FINANCE' and a.role is distinct from 'TREASURER' then
    perform refuse('role_approves_nothing', 'TP006', '{}');
  elsif a.role = 'TREASURER' and not exists (select from membership m
      where m.tontine_id = t.tontine_id and m.user_id = a.id and m.kind = 'TREASURER') then
    perform refuse('not_your_tontine', 'TP006', '{}');
  end if;
  if t.status <> 'AWAITING_APPROVAL' then
    perform refuse('not_awaiting', 'TP003', jsonb_build_object('status', t.status));
  end if;

  if p_decision = 'approve' then
    if t.approval_expires_at <= db_now() then
      perform refuse('approval_expired', 'TP003', jsonb_build_object('until', t.approval_expires_at));
    end if;
    update transaction set status = 'PENDING', checked_by = a.id, decision_reason = p_reason, decided_at = db_now(),
      pending_at = db_now(), updated_at = db_now() where id = t.id;
  else
    perform end_awaiting(t, case p_decision when 'reject' then 'REJECTED' else 'CANCELLED' end,
      case p_decision when 'reject' then a.id end, p_reason);
  end if;
  perform audit(p_actor, 'payout.' || p_decision, 'Transaction', t.id, jsonb_build_object('status', t.status),
    jsonb_build_object('status', case p_decision when 'approve' then 'PENDING' when 'reject' then 'REJECTED' else 'CANCELLED' end), p_reason);
end $$;

create function expire_approvals() returns setof uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  t transaction;
  v_late transaction[];
begin
  v_late := array(
    select x from queue_entry q join transaction x on x.id = q.transaction_id
    where q.queue = 'OPEN' and x.status = 'AWAITING_APPROVAL' and x.approval_expires_at <= db_now()
    order by x.id for no key update of x skip locked
  );
  -- All wallets at once and by id, as in recover().
  perform from wallet w where w.id in (select l.wallet_id from unnest(v_late) l) order by w.id for no key update;
  foreach t in array v_late loop
    perform end_awaiting(t, 'EXPIRED', null, null);
    perform audit('{"name": "expire-approvals"}', 'payout.expire', 'Transaction', t.id, '{"status": "AWAITING_APPROVAL"}', '{"status": "EXPIRED"}', null);
    return next t.id;
  end loop;
end $$;

create or replace function grant_app_access(p_role text) returns void language plpgsql as $$
declare f regprocedure;
begin
  if p_role = current_user then
    return;
  end if;
  execute format('grant usage on schema public to %I', p_role);
  execute format('grant select on all tables in schema public to %I', p_role);
  execute format('grant insert on audit_entry to %I', p_role);
  execute format('grant insert, update, delete on session, login_attempt, membership, second_factor, recovery_code to %I', p_role);
  execute format('grant insert, update on app_user, tontine, webhook_refusal, setting to %I', p_role);
  execute format('grant insert, update (answered_by, answer, answered_at) on dispute to %I', p_role);
  for f in
    select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname in ('clock_override', 'db_now', 'uuid_v7', 'system_account', 'request_payment',
      'mark_sending', 'record_answer', 'recover', 'flag_stale', 'create_vault', 'move_vault', 'lock_vault', 'settle', 'store_suspended',
      'decide_payout', 'expire_approvals')
  loop
    execute format('grant execute on function %s to %I', f, p_role);
  end loop;
end $$;

create or replace function grant_read_access(p_role text) returns void language plpgsql as $$
begin
  if p_role = current_user then
    return;
  end if;
  execute format('grant usage on schema public to %I', p_role);
  execute format('grant select on account, journal, posting, wallet, vault, transaction, queue_entry, tontine, membership, webhook_outcome, dispute to %I', p_role);
  execute format('grant select (id, username, full_name, phone, role, disabled, created_at) on app_user to %I', p_role);
end $$;
