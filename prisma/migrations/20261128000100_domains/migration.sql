-- What a value of one column may be becomes the type of the column. PostgreSQL reads a CHECK of a table again for every
-- statement that writes to it, and for every column; a domain it reads once, and asks only where the column is written.

create domain francs as numeric check (value = trunc(value) and abs(value) < 1e15);
create domain paid_francs as numeric check (value > 0 and value = trunc(value) and abs(value) < 1e15);
create domain owed_francs as numeric check (value >= 0 and value = trunc(value) and abs(value) < 1e15);
create domain posted_francs as numeric check (value <> 0 and value = trunc(value) and abs(value) < 1e15);
create domain currency_code as text check (value in ('XOF', 'XAF'));
create domain account_version as integer check (value >= 0);
create domain posting_version as integer check (value >= 1);
create domain line_number as smallint check (value >= 1);

create domain transaction_type as text check (value in ('DEPOSIT', 'WITHDRAWAL', 'TRANSFER', 'ADJUSTMENT'));
create domain transaction_status as text
  check (value in ('AWAITING_APPROVAL', 'PENDING', 'COMPLETED', 'FAILED', 'REJECTED', 'EXPIRED', 'CANCELLED'));
create domain gateway_state as text check (value in ('NOT_SENT', 'SENDING', 'ACCEPTED', 'REFUSED', 'UNKNOWN'));
create domain transfer_direction as text check (value in ('IN', 'OUT'));
create domain adjustment_kind as text check (value in ('double_funded', 'completed', 'failed', 'release', 'collect', 'reversal'));
create domain transaction_warning as text check (value in ('no_answer', 'interrupted', 'reference_taken', 'refused_after_final',
  'payment_url_missing', 'payment_url_refused', 'otp_needed', 'reference_differs'));
create domain gateway_dialect as text check (value in ('initiate', 'v1'));
create domain gateway_number as text check (char_length(value) between 1 and 128);
create domain payment_method as text check (char_length(value) <= 40);
create domain phone_number as text check (value ~ '^\+[0-9]{8,15}$');
create domain web_address as text check (char_length(value) <= 2048);
create domain idempotency_key as text check (char_length(value) between 1 and 64);
create domain reason_code as text check (char_length(value) <= 40);
create domain short_note as text check (char_length(value) <= 255);
create domain gateway_message as text check (char_length(value) <= 500);

create domain journal_kind as text check (value in ('DEPOSIT', 'PAYOUT_HOLD', 'PAYOUT_SETTLED', 'PAYOUT_RETURNED', 'FEE', 'VAULT_IN',
  'VAULT_OUT', 'OPENING', 'SUSPENSE', 'CORRECTION', 'ADJUSTMENT'));
create domain event_source as text check (value in ('webhook', 'status_query', 'statement', 'person'));
create domain event_kind as text check (value in ('payment', 'payout'));
create domain event_state as text check (value in ('completed', 'failed'));
create domain event_outcome as text check (value in ('completed', 'failed', 'duplicate', 'suspended', 'ignored'));

-- A type cannot change under a trigger that names the column, so these are made again. Each is asked only by an UPDATE
-- that names one of its columns: no other can change them.
drop trigger checker_is_not_paid on transaction;
drop trigger few_unanswered on transaction;
drop trigger immutable_core on transaction;
drop trigger legal_transition on transaction;
drop trigger not_frozen on transaction;
drop trigger not_frozen_approval on transaction;

alter table transaction
  drop constraint transaction_type_check, alter column type type transaction_type,
  drop constraint transaction_status_check, alter column status type transaction_status,
  drop constraint transaction_gateway_state_check, alter column gateway_state type gateway_state,
  drop constraint transaction_direction_check, alter column direction type transfer_direction,
  drop constraint transaction_adjustment_check, alter column adjustment type adjustment_kind,
  drop constraint transaction_amount_check, alter column amount type paid_francs,
  drop constraint transaction_fee_check, alter column fee type francs,
  drop constraint transaction_currency_check, alter column currency type currency_code,
  drop constraint transaction_method_check, alter column method type payment_method,
  drop constraint transaction_phone_check, alter column phone type phone_number,
  drop constraint transaction_dialect_check, alter column dialect type gateway_dialect,
  drop constraint transaction_gateway_reference_check, alter column gateway_reference type gateway_number,
  drop constraint transaction_second_reference_check, alter column second_reference type gateway_number,
  drop constraint transaction_payment_url_check, alter column payment_url type web_address,
  drop constraint transaction_warning_check, alter column warning type transaction_warning,
  drop constraint transaction_note_check, alter column note type short_note,
  drop constraint transaction_decision_reason_check, alter column decision_reason type short_note,
  drop constraint transaction_failure_reason_check, alter column failure_reason type reason_code,
  drop constraint transaction_failure_message_check, alter column failure_message type gateway_message,
  drop constraint transaction_idempotency_key_check, alter column idempotency_key type idempotency_key;

create trigger checker_is_not_paid before update of by_staff, approval_reasons, approval_expires_at, checked_by on transaction for each row
  when (old.by_staff is distinct from new.by_staff or old.approval_reasons is distinct from new.approval_reasons
    or old.approval_expires_at is distinct from new.approval_expires_at or old.checked_by is distinct from new.checked_by)
  execute function check_checker();
create trigger few_unanswered after insert on transaction for each row
  when (not new.by_staff and new.gateway_state = 'NOT_SENT') execute function check_unanswered();
create trigger immutable_core before update of id, type, user_id, wallet_id, vault_id, corrects_id, direction, amount, currency, method, phone,
    dialect, initiated_by, idempotency_key, fingerprint, created_at on transaction for each row
  when ((old.id, old.type, old.user_id, old.wallet_id, old.amount, old.currency, old.created_at)
      is distinct from (new.id, new.type, new.user_id, new.wallet_id, new.amount, new.currency, new.created_at)
    or (old.vault_id, old.direction, old.method, old.phone, old.dialect, old.initiated_by, old.idempotency_key, old.fingerprint, old.corrects_id)
      is distinct from (new.vault_id, new.direction, new.method, new.phone, new.dialect, new.initiated_by, new.idempotency_key, new.fingerprint, new.corrects_id))
  execute function refuse_rewrite();
create trigger immutable_reference before update of gateway_reference on transaction for each row
  when (old.gateway_reference <> new.gateway_reference or old.gateway_reference is not null and new.gateway_reference is null)
  execute function refuse_rewrite();
create trigger legal_transition before update of status, gateway_state on transaction for each row
  when (old.status <> new.status or old.gateway_state is distinct from new.gateway_state)
  execute function check_transition();
create trigger not_frozen before insert on transaction for each row when (new.type = 'WITHDRAWAL') execute function refuse_frozen();
create trigger not_frozen_approval before update of status on transaction for each row
  when (old.status = 'AWAITING_APPROVAL' and new.status = 'PENDING') execute function refuse_frozen();

alter table wallet
  drop constraint wallet_currency_check, alter column currency type currency_code,
  drop constraint wallet_balance_check, alter column balance type owed_francs,
  drop constraint wallet_version_check, alter column version type account_version;
alter table vault
  drop constraint vault_currency_check, alter column currency type currency_code,
  drop constraint vault_balance_check, alter column balance type owed_francs,
  drop constraint vault_version_check, alter column version type account_version;
alter table journal
  drop constraint journal_kind_check, alter column kind type journal_kind,
  drop constraint journal_currency_check, alter column currency type currency_code;
-- The generated column was there for a foreign key that check_postings has taken the place of.
alter table posting drop column owned_account_id;
alter table posting
  drop constraint posting_line_check, alter column line type line_number,
  drop constraint posting_amount_check, alter column amount type posted_francs,
  drop constraint posting_currency_check, alter column currency type currency_code,
  drop constraint posting_balance_after_check, alter column balance_after type owed_francs,
  drop constraint posting_version_check, alter column version type posting_version;
alter table webhook_event
  drop constraint webhook_event_source_check, alter column source type event_source,
  drop constraint webhook_event_dialect_check, alter column dialect type gateway_dialect,
  drop constraint webhook_event_kind_check, alter column kind type event_kind,
  drop constraint webhook_event_state_check, alter column state type event_state;
alter table webhook_outcome
  drop constraint webhook_outcome_outcome_check, alter column outcome type event_outcome;

-- What a function returns must be exactly the type it promises.
create or replace function mark_sending(p_id uuid) returns table (type text, user_id uuid, member_name text, amount numeric, currency text, phone text, method text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  update transaction t set gateway_state = 'SENDING', sent_at = db_now(), updated_at = db_now()
  from app_user u
  where t.id = p_id and t.status = 'PENDING' and t.gateway_state = 'NOT_SENT' and u.id = t.user_id
  returning t.type::text, t.user_id, u.full_name, t.amount::numeric, t.currency::text, t.phone::text, t.method::text;
end $$;

create or replace function claim_status_query(p_id uuid, p_first interval, p_longest interval, p_actor jsonb default null)
returns table (dialect text, kind text, reference text, second_reference text, confirmed boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  t transaction;
  q queue_entry;
begin
  select * into t from transaction x where x.id = p_id;
  if not found then
    return;
  end if;
  select * into q from queue_entry e where e.transaction_id = p_id for no key update;
  if p_actor is not null and q.queried_at > db_now() - interval '5 seconds' then
    perform refuse('asked_just_now', 'TP003', '{"seconds": 5}');
  end if;
  if p_actor is not null then
    perform audit(p_actor, 'transaction.query', 'Transaction', p_id, null, null, null);
  end if;
  if t.sent_at is null or coalesce(t.gateway_reference, q.hinted_reference) is null then
    return;
  end if;
  update queue_entry e set queries = e.queries + 1, queried_at = db_now(), query_at = next_query(e.queries, p_first, p_longest)
  where e.transaction_id = p_id;
  return query select t.dialect::text, case t.type when 'DEPOSIT' then 'payment' else 'payout' end,
    coalesce(t.gateway_reference, q.hinted_reference)::text,
    (case when t.gateway_reference is null then q.hinted_second_reference else t.second_reference end)::text,
    t.gateway_reference is not null;
end $$;
