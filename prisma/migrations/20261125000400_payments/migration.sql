-- Deposits, payouts and vaults: the commits around the one call of the gateway.
-- Refusals carry a SQLSTATE of class TP and their details as JSON.

create function refuse(p_code text, p_state text, p_details jsonb) returns void language plpgsql as $$
begin
  raise exception '%', p_code using errcode = p_state, detail = p_details::text;
end $$;

-- The transaction that this key already made. Without one, nothing was inserted because there is no
-- such wallet or vault.
create function replayed_request(p_actor jsonb, p_key text, p_fingerprint text, p_what text, p_id uuid) returns uuid
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare t transaction;
begin
  select * into t from transaction x where x.initiated_by = (p_actor ->> 'id')::uuid and x.idempotency_key = p_key;
  if not found then
    perform refuse('not_found', 'TP404', jsonb_build_object('what', p_what, 'id', p_id));
  end if;
  if t.fingerprint <> p_fingerprint then
    perform refuse('idempotency_conflict', 'TP003', jsonb_build_object('transactionId', t.id));
  end if;
  return t.id;
end $$;

-- Commit 1: the row, and for a payout the hold. The same key and content answers the same row.
create function request_payment(
  p_type text, p_wallet uuid, p_amount numeric, p_phone text, p_method text, p_dialect text, p_note text,
  p_tontine uuid, p_key text, p_fingerprint text, p_max_balance numeric, p_max_monthly numeric, p_zone text, p_actor jsonb
) returns table (transaction_id uuid, replayed boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  w wallet;
  v_id uuid;
  v_expected numeric;
  v_month numeric;
begin
  insert into transaction (type, status, gateway_state, user_id, wallet_id, tontine_id, amount, currency, method, phone,
    dialect, note, initiated_by, idempotency_key, fingerprint, pending_at)
  select p_type, 'PENDING', 'NOT_SENT', s.user_id, s.id, p_tontine, p_amount, s.currency, p_method, p_phone,
    p_dialect, p_note, (p_actor ->> 'id')::uuid, p_key, p_fingerprint, db_now()
  from wallet s where s.id = p_wallet
  on conflict (initiated_by, idempotency_key) do nothing
  returning id into v_id;

  if v_id is null then
    return query select replayed_request(p_actor, p_key, p_fingerprint, 'wallet', p_wallet), true;
    return;
  end if;

  select * into strict w from wallet where id = p_wallet for no key update;
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
    jsonb_build_object('amount', p_amount::text, 'phone', p_phone, 'method', p_method, 'walletId', p_wallet), p_note);
  return query select v_id, false;
end $$;

-- Commit 2: only the winner of this compare-and-set calls the gateway.
create function mark_sending(p_id uuid) returns boolean language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update transaction set gateway_state = 'SENDING', sent_at = db_now(), updated_at = db_now()
  where id = p_id and status = 'PENDING' and gateway_state = 'NOT_SENT';
  return found;
end $$;

-- Ends a PENDING row without the gateway's having moved anything; a payout's hold goes back.
create function fail_payment(p_id uuid, p_gateway_state text, p_reason text, p_message text) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare t transaction;
begin
  update transaction set status = 'FAILED', gateway_state = p_gateway_state, failure_reason = p_reason, failure_message = p_message,
    answered_at = db_now(), settled_at = db_now(), updated_at = db_now()
  where id = p_id returning * into strict t;
  update queue_entry set queue = 'FAILED', stale_since = null, stale_reason = null where transaction_id = p_id;
  if t.type = 'WITHDRAWAL' then
    perform post(array[('PAYOUT_RETURNED', t.id, 2, t.currency, system_account('payout_clearing', t.currency), t.wallet_id, t.amount, null)::movement]);
  end if;
end $$;

create function parked_key(p_dialect text, p_kind text, p_reference text) returns text language sql immutable as $$
  select p_dialect || '|' || p_kind || '|' || p_reference
$$;

-- Commit 3: the gateway's answer. Where a webhook was faster, only reference and link are added.
create function record_answer(p_id uuid, p_answer text, p_reference text, p_payment_url text, p_warning text, p_reason text, p_message text)
returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  t transaction;
  v_key text;
begin
  if p_answer = 'accepted' then
    select parked_key(dialect, case type when 'DEPOSIT' then 'payment' else 'payout' end, p_reference) into strict v_key
    from transaction where id = p_id;
    -- The fact that found no reference takes the same lock; whoever comes second sees the other (books.md).
    perform pg_advisory_xact_lock(hashtextextended(v_key, 0));
    if exists (select from transaction x join transaction mine on mine.id = p_id and x.dialect = mine.dialect and x.type = mine.type
      where x.gateway_reference = p_reference and x.id <> p_id) then
      p_answer := 'unknown';
      p_warning := 'reference_taken';
      p_message := 'The gateway answered with a reference that already belongs to another transaction: ' || p_reference;
    end if;
  end if;

  select * into strict t from transaction where id = p_id for no key update;
  if p_answer = 'accepted' then
    update transaction set gateway_reference = coalesce(gateway_reference, p_reference), payment_url = coalesce(payment_url, p_payment_url),
      warning = p_warning, answered_at = coalesce(answered_at, db_now()), updated_at = db_now(),
      gateway_state = case when status = 'PENDING' and gateway_state in ('SENDING', 'UNKNOWN') then 'ACCEPTED' else gateway_state end
    where id = p_id;
    perform settle_parked(v_key);
  elsif t.status <> 'PENDING' or t.gateway_state not in ('SENDING', 'UNKNOWN') then
    if p_answer = 'refused' then
      insert into queue_entry (transaction_id, queue, reason) values (p_id, 'ATTENTION', 'refused_after_final')
        on conflict on constraint queue_entry_pkey do update set queue = 'ATTENTION', reason = 'refused_after_final';
      update transaction set warning = 'refused_after_final', updated_at = db_now() where id = p_id;
    end if;
  elsif p_answer = 'refused' then
    perform fail_payment(p_id, 'REFUSED', p_reason, p_message);
  elsif p_answer = 'never_sent' and t.gateway_state = 'SENDING' then
    perform fail_payment(p_id, 'NOT_SENT', 'never_sent', p_message);
  elsif t.gateway_state = 'SENDING' then
    update transaction set gateway_state = 'UNKNOWN', warning = coalesce(p_warning, 'no_answer'), failure_message = p_message,
      answered_at = db_now(), updated_at = db_now() where id = p_id;
  end if;
end $$;

-- What a stopped process left behind, judged by age alone.
create function recover(p_never_sent_after interval, p_unknown_after interval) returns table (transaction_id uuid, became text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  t transaction;
  v_late transaction[];
begin
  v_late := array(
    select x from queue_entry q join transaction x on x.id = q.transaction_id
    where q.queue = 'OPEN' and x.type in ('DEPOSIT', 'WITHDRAWAL') and x.status = 'PENDING'
      and (x.gateway_state = 'NOT_SENT' and x.pending_at < db_now() - p_never_sent_after
        or x.gateway_state = 'SENDING' and x.sent_at < db_now() - p_unknown_after)
    order by x.id for no key update of x skip locked
  );
  -- All wallets at once and by id: taken one by one in the order of the transactions, two of them
  -- would meet a batch that settles the other way round.
  perform from wallet w where w.id in (select l.wallet_id from unnest(v_late) l) order by w.id for no key update;

  foreach t in array v_late loop
    if t.gateway_state = 'NOT_SENT' then
      perform fail_payment(t.id, 'NOT_SENT', 'never_sent', 'The order never left the console.');
      return query select t.id, 'FAILED';
    else
      update transaction set gateway_state = 'UNKNOWN', warning = 'interrupted', updated_at = db_now() where id = t.id;
      return query select t.id, 'UNKNOWN';
    end if;
  end loop;
end $$;

-- Set-based: a stuck hundred never hides the rest.
create function flag_stale(p_after interval) returns integer language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare v_count integer;
begin
  with late as (
    select q.transaction_id, x.type, x.gateway_state from queue_entry q join transaction x on x.id = q.transaction_id
    where q.queue = 'OPEN' and q.stale_since is null and x.status = 'PENDING' and x.sent_at < db_now() - p_after
    order by q.transaction_id for no key update of q skip locked
  )
  update queue_entry q set stale_since = db_now(), stale_reason = case
      when l.gateway_state in ('SENDING', 'UNKNOWN') then 'outcome_unknown'
      when l.type = 'DEPOSIT' then 'payer_has_not_confirmed'
      else 'gateway_has_not_confirmed' end
  from late l where l.transaction_id = q.transaction_id;
  get diagnostics v_count = row_count;
  return v_count;
end $$;

create function create_vault(p_owner uuid, p_name text, p_locked_until timestamptz, p_actor jsonb) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare v_id uuid;
begin
  insert into vault (owner_id, name, locked_until, currency)
  select w.user_id, p_name, p_locked_until, w.currency from wallet w where w.user_id = p_owner
  on conflict (owner_id, name) do nothing returning id into v_id;
  if v_id is null then
    perform refuse('vault_name_taken', 'TP003', jsonb_build_object('name', p_name));
  end if;
  perform audit(p_actor, 'vault.create', 'Vault', v_id, null, jsonb_build_object('name', p_name, 'lockedUntil', p_locked_until), null);
  return v_id;
end $$;

-- Money into a vault (allowed while it is locked) or out of it (refused while it is locked, by database time).
create function move_vault(p_vault uuid, p_direction text, p_amount numeric, p_tontine uuid, p_key text, p_fingerprint text, p_actor jsonb)
returns table (transaction_id uuid, replayed boolean) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v vault;
  w wallet;
  v_id uuid;
begin
  insert into transaction (type, status, user_id, wallet_id, vault_id, direction, tontine_id, amount, currency, initiated_by,
    idempotency_key, fingerprint, occurred_at, settled_at)
  select 'TRANSFER', 'COMPLETED', s.owner_id, x.id, s.id, p_direction, p_tontine, p_amount, s.currency, (p_actor ->> 'id')::uuid,
    p_key, p_fingerprint, db_now(), db_now()
  from vault s join wallet x on x.user_id = s.owner_id where s.id = p_vault
  on conflict (initiated_by, idempotency_key) do nothing returning id into v_id;
  if v_id is null then
    return query select replayed_request(p_actor, p_key, p_fingerprint, 'vault', p_vault), true;
    return;
  end if;

  select x.* into strict w from wallet x join vault s on s.owner_id = x.user_id where s.id = p_vault for no key update of x;
  select * into strict v from vault where id = p_vault for no key update;
  if p_direction = 'OUT' and v.locked_until > db_now() then
    perform refuse('vault_locked', 'TP005', jsonb_build_object('until', v.locked_until));
  end if;
  if p_direction = 'IN' and w.balance < p_amount or p_direction = 'OUT' and v.balance < p_amount then
    perform refuse('insufficient_funds', 'TP001', jsonb_build_object('amount', p_amount::text,
      'balance', case p_direction when 'IN' then w.balance::text else v.balance::text end));
  end if;
  perform post(array[case p_direction
    when 'IN' then ('VAULT_IN', v_id, 1, w.currency, w.id, v.id, p_amount, db_now())::movement
    else ('VAULT_OUT', v_id, 1, w.currency, v.id, w.id, p_amount, db_now())::movement end]);
  perform audit(p_actor, case p_direction when 'IN' then 'vault.move_in' else 'vault.move_out' end, 'Vault', p_vault, null,
    jsonb_build_object('amount', p_amount::text, 'transactionId', v_id), null);
  return query select v_id, false;
end $$;

-- A lock only ever extends.
create function lock_vault(p_vault uuid, p_until timestamptz, p_actor jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare v vault;
begin
  select * into v from vault where id = p_vault for no key update;
  if not found then
    perform refuse('not_found', 'TP404', jsonb_build_object('what', 'vault', 'id', p_vault));
  end if;
  if p_until <= greatest(v.locked_until, db_now()) then
    perform refuse('lock_only_extends', 'TP005', jsonb_build_object('until', greatest(v.locked_until, db_now())));
  end if;
  update vault set locked_until = p_until, updated_at = db_now() where id = p_vault;
  perform audit(p_actor, 'vault.lock', 'Vault', p_vault, jsonb_build_object('lockedUntil', v.locked_until), jsonb_build_object('lockedUntil', p_until), null);
end $$;
