-- What a deposit may still add is asked of the wallet's entries in the queue and of its month, not of all that it ever did.

-- Commit 1: the row, and for a payout the hold. The same key and content answers the same row.
-- A payout that staff starts may have to wait for a second person.
create or replace function request_payment(
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

  insert into queue_entry (transaction_id, wallet_id, queue) values (v_id, w.id, 'OPEN');

  if p_type = 'WITHDRAWAL' then
    if w.balance < p_amount then
      perform refuse('insufficient_funds', 'TP001', jsonb_build_object('balance', w.balance::text, 'amount', p_amount::text));
    end if;
    perform post(array[('PAYOUT_HOLD', v_id, 1, w.currency, w.id, system_account('payout_clearing', w.currency), p_amount, null)::movement]);
  else
    v_expected := w.balance + coalesce((select sum(x.amount) from queue_entry q join transaction x on x.id = q.transaction_id
      where q.wallet_id = w.id and q.queue <> 'FAILED' and x.type = 'DEPOSIT' and x.status = 'PENDING'), 0);
    v_month := coalesce((select sum(x.amount) from transaction x where x.wallet_id = w.id and x.type = 'DEPOSIT'
      and x.created_at >= date_trunc('month', db_now() at time zone p_zone) at time zone p_zone and x.status in ('PENDING', 'COMPLETED')), 0);
    if v_expected > p_max_balance then
      perform refuse('limit_balance', 'TP004', jsonb_build_object('limit', p_max_balance::text, 'expected', v_expected::text));
    end if;
    if v_month > p_max_monthly then
      perform refuse('limit_month', 'TP004', jsonb_build_object('limit', p_max_monthly::text, 'expected', v_month::text));
    end if;
  end if;

  perform audit(p_actor, case p_type when 'DEPOSIT' then 'deposit.request' else 'payout.request' end, 'Transaction', v_id, null,
    jsonb_build_object('amount', p_amount::text, 'phone', p_phone, 'method', p_method, 'walletId', p_wallet)
      || case when v_reasons = '{}' then '{}'::jsonb else jsonb_build_object('approvalReasons', v_reasons) end, p_note);
  return query select v_id, false;
end $$;
