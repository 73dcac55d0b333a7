-- The records. Rules of a row are written out in its CHECKs: a function there would be parsed again
-- by every statement that writes. Amounts are unconstrained numeric with a CHECK: a typed numeric(18,0) would
-- silently round 10.5 to 11, and 'NaN' > 0 is true.

alter default privileges revoke execute on functions from public;

-- "Now" for every rule. Only the owner role may set the clock (demo history, tests). Two functions,
-- so that the one which every row calls stays simple enough to be inlined into its statement.
create function clock_override() returns timestamptz language sql stable as $$
  select case when pg_has_role(session_user, (select datdba from pg_database where datname = current_database()), 'member')
    then current_setting('tontine.clock', true)::timestamptz else now() end
$$;

create function db_now() returns timestamptz language sql stable as $$
  select case when coalesce(current_setting('tontine.clock', true), '') = '' then now() else clock_override() end
$$;

-- Time-ordered keys (RFC 9562, version 7). PostgreSQL 18 has uuidv7(); 15 to 17 do not, and none
-- of them follows our clock.
create function uuid_v7() returns uuid language sql volatile as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from
      case when coalesce(current_setting('tontine.clock', true), '') = '' then clock_timestamp() else clock_override() end
    ) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

create table app_user (
  id uuid primary key default uuid_v7(),
  username text not null check (username ~ '^[a-z0-9][a-z0-9._-]{1,31}$'),
  full_name text not null check (char_length(full_name) between 1 and 120),
  email text check (char_length(email) <= 254),
  phone text check (phone ~ '^\+[0-9]{8,15}$'),
  password_hash text not null,
  role text not null check (role in ('MEMBER', 'TREASURER', 'FINANCE', 'ADMIN')),
  locale text not null default 'fr' check (locale in ('fr', 'en')),
  disabled boolean not null default false,
  demo boolean not null default false,
  created_at timestamptz not null default db_now(),
  updated_at timestamptz not null default db_now()
);
create unique index app_user_username_key on app_user (username);
create unique index app_user_email_key on app_user (lower(email));
create unique index app_user_phone_key on app_user (phone);

create table tontine (
  id uuid primary key default uuid_v7(),
  name text not null check (char_length(name) between 1 and 120),
  created_at timestamptz not null default db_now()
);
create unique index tontine_name_key on tontine (lower(name));

create table membership (
  id uuid primary key default uuid_v7(),
  tontine_id uuid not null references tontine,
  user_id uuid not null references app_user,
  kind text not null check (kind in ('MEMBER', 'TREASURER')),
  created_at timestamptz not null default db_now(),
  unique (tontine_id, user_id, kind)
);
create index membership_user_idx on membership (user_id, kind, tontine_id);

create table wallet (
  id uuid primary key default uuid_v7(),
  user_id uuid not null unique references app_user,
  currency text not null default 'XOF' check (currency in ('XOF', 'XAF')),
  balance numeric not null default 0 check (balance >= 0 and balance = trunc(balance) and abs(balance) < 1e15),
  version integer not null default 0 check (version >= 0),
  created_at timestamptz not null default db_now(),
  updated_at timestamptz not null default db_now()
) with (fillfactor = 70);

create table vault (
  id uuid primary key default uuid_v7(),
  owner_id uuid not null references app_user,
  name text not null check (char_length(name) between 1 and 80),
  currency text not null default 'XOF' check (currency in ('XOF', 'XAF')),
  balance numeric not null default 0 check (balance >= 0 and balance = trunc(balance) and abs(balance) < 1e15),
  version integer not null default 0 check (version >= 0),
  locked_until timestamptz,
  created_at timestamptz not null default db_now(),
  updated_at timestamptz not null default db_now(),
  unique (owner_id, name)
) with (fillfactor = 70);

-- One account per wallet and per vault, with the same id; the rest are one per kind and currency.
create table account (
  id uuid primary key,
  kind text not null check (kind in ('wallet', 'vault', 'payout_clearing', 'suspense',
    'gateway_float', 'fees', 'receivable', 'opening', 'corrections')),
  currency text not null check (currency in ('XOF', 'XAF')),
  wallet_id uuid unique references wallet,
  vault_id uuid unique references vault,
  created_at timestamptz not null default db_now(),
  check ((kind = 'wallet') = (wallet_id is not null) and (kind = 'vault') = (vault_id is not null)),
  check (id = coalesce(wallet_id, vault_id, id))
);

-- A fixed id per kind and currency: no settlement needs to look up, or to lock, the row of an
-- account that every settlement touches.
create function system_account(p_kind text, p_currency text) returns uuid language sql immutable as $$
  select case p_kind
    when 'gateway_float' then (case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000011' when 'XAF' then '00000000-0000-0000-0000-000000000012' end)::uuid
    when 'payout_clearing' then (case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000021' when 'XAF' then '00000000-0000-0000-0000-000000000022' end)::uuid
    when 'fees' then (case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000031' when 'XAF' then '00000000-0000-0000-0000-000000000032' end)::uuid
    when 'suspense' then (case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000041' when 'XAF' then '00000000-0000-0000-0000-000000000042' end)::uuid
    when 'receivable' then (case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000051' when 'XAF' then '00000000-0000-0000-0000-000000000052' end)::uuid
    when 'opening' then (case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000061' when 'XAF' then '00000000-0000-0000-0000-000000000062' end)::uuid
    when 'corrections' then (case p_currency when 'XOF' then '00000000-0000-0000-0000-000000000071' when 'XAF' then '00000000-0000-0000-0000-000000000072' end)::uuid
  end
$$;

insert into account (id, kind, currency)
select system_account(kind, currency), kind, currency
from unnest(array['payout_clearing', 'suspense', 'gateway_float', 'fees', 'receivable', 'opening', 'corrections']) as kind,
     unnest(array['XOF', 'XAF']) as currency;

create table transaction (
  id uuid primary key default uuid_v7(),
  type text not null check (type in ('DEPOSIT', 'WITHDRAWAL', 'TRANSFER', 'ADJUSTMENT')),
  status text not null check (status in ('AWAITING_APPROVAL', 'PENDING', 'COMPLETED', 'FAILED', 'REJECTED', 'EXPIRED', 'CANCELLED')),
  gateway_state text check (gateway_state in ('NOT_SENT', 'SENDING', 'ACCEPTED', 'REFUSED', 'UNKNOWN')),
  user_id uuid not null references app_user,
  wallet_id uuid not null references wallet,
  vault_id uuid references vault,
  tontine_id uuid references tontine,
  corrects_id uuid references transaction,
  direction text check (direction in ('IN', 'OUT')),
  amount numeric not null check (amount > 0 and amount = trunc(amount) and abs(amount) < 1e15),
  currency text not null check (currency in ('XOF', 'XAF')),
  fee numeric not null default 0 check (fee = trunc(fee) and abs(fee) < 1e15),
  method text check (char_length(method) <= 40),
  phone text check (phone ~ '^\+[0-9]{8,15}$'),
  dialect text check (dialect in ('initiate', 'v1')),
  gateway_reference text check (char_length(gateway_reference) between 1 and 128),
  payment_url text check (char_length(payment_url) <= 2048),
  warning text check (warning in ('no_answer', 'interrupted', 'reference_taken', 'refused_after_final', 'payment_url_missing', 'payment_url_refused')),
  note text check (char_length(note) <= 255),
  failure_reason text check (char_length(failure_reason) <= 40),
  failure_message text check (char_length(failure_message) <= 500),
  initiated_by uuid references app_user,
  idempotency_key text check (char_length(idempotency_key) between 1 and 64),
  fingerprint text,
  created_at timestamptz not null default db_now(),
  pending_at timestamptz,
  sent_at timestamptz,
  answered_at timestamptz,
  occurred_at timestamptz,
  settled_at timestamptz,
  updated_at timestamptz not null default db_now(),
  check ((gateway_state is not null) = (type in ('DEPOSIT', 'WITHDRAWAL'))),
  check (type not in ('DEPOSIT', 'WITHDRAWAL') or (method is not null and phone is not null and dialect is not null)),
  check ((type = 'TRANSFER') = (vault_id is not null) and (type = 'TRANSFER') = (direction is not null)),
  check (type = 'ADJUSTMENT' or (initiated_by is not null and idempotency_key is not null and fingerprint is not null)),
  check ((settled_at is not null) = (status not in ('AWAITING_APPROVAL', 'PENDING')))
) with (fillfactor = 85);
-- None of these holds or is predicated on status or updated_at, so that settling stays HOT.
create unique index transaction_idempotency_key on transaction (initiated_by, idempotency_key);
create unique index transaction_reference_key on transaction (dialect, type, gateway_reference) where gateway_reference is not null;
create index transaction_wallet_idx on transaction (wallet_id, created_at, id);

-- The narrow side table through which open, stale and failed transactions are found.
create table queue_entry (
  transaction_id uuid primary key references transaction,
  queue text not null check (queue in ('OPEN', 'FAILED', 'ATTENTION')),
  reason text,
  stale_since timestamptz,
  stale_reason text,
  check ((stale_since is null) = (stale_reason is null))
);
create index queue_entry_queue_idx on queue_entry (queue, transaction_id);

-- A journal is a balanced set of postings. Its step says what it does to its transaction:
-- 1 opens it (the credit, the hold), 2 closes a hold, 3 and above are later fee differences.
create table journal (
  id uuid primary key,
  kind text not null check (kind in ('DEPOSIT', 'PAYOUT_HOLD', 'PAYOUT_SETTLED', 'PAYOUT_RETURNED', 'FEE',
    'VAULT_IN', 'VAULT_OUT', 'OPENING', 'SUSPENSE', 'ADJUSTMENT')),
  transaction_id uuid references transaction,
  step smallint not null,
  currency text not null check (currency in ('XOF', 'XAF')),
  occurred_at timestamptz,
  recorded_at timestamptz not null default db_now(),
  txid xid8 not null default pg_current_xact_id(),
  check (transaction_id is not null or kind in ('OPENING', 'SUSPENSE')),
  check (case
    when kind in ('DEPOSIT', 'PAYOUT_HOLD', 'VAULT_IN', 'VAULT_OUT') then step = 1
    when kind in ('PAYOUT_SETTLED', 'PAYOUT_RETURNED') then step = 2
    when kind = 'FEE' then step >= 3
    else step >= 1 end)
);
create unique index journal_transaction_step_key on journal (transaction_id, step);

create table posting (
  journal_id uuid not null references journal,
  line smallint not null check (line >= 1),
  account_id uuid not null,
  amount numeric not null check (amount <> 0 and amount = trunc(amount) and abs(amount) < 1e15),
  currency text not null check (currency in ('XOF', 'XAF')),
  balance_after numeric check (balance_after >= 0 and balance_after = trunc(balance_after) and abs(balance_after) < 1e15),
  version integer check (version >= 1),
  owned_account_id uuid generated always as (case when version is not null then account_id end) stored references account,
  primary key (journal_id, line),
  check ((version is null) = (balance_after is null)),
  -- Money owed to a person carries its running balance; every other account is one of ours.
  check (version is not null or account_id = any (case currency
    when 'XOF' then '{00000000-0000-0000-0000-000000000011, 00000000-0000-0000-0000-000000000021, 00000000-0000-0000-0000-000000000031, 00000000-0000-0000-0000-000000000041, 00000000-0000-0000-0000-000000000051, 00000000-0000-0000-0000-000000000061, 00000000-0000-0000-0000-000000000071}'::uuid[]
    else '{00000000-0000-0000-0000-000000000012, 00000000-0000-0000-0000-000000000022, 00000000-0000-0000-0000-000000000032, 00000000-0000-0000-0000-000000000042, 00000000-0000-0000-0000-000000000052, 00000000-0000-0000-0000-000000000062, 00000000-0000-0000-0000-000000000072}'::uuid[] end))
);
create unique index posting_account_version_key on posting (account_id, version) where version is not null;

-- What the gateway told us, byte for byte, and how we read it. Never updated.
create table webhook_event (
  id uuid primary key default uuid_v7(),
  source text not null check (source in ('webhook', 'status_query', 'statement', 'person')),
  dialect text not null check (dialect in ('initiate', 'v1')),
  hash bytea not null unique,
  raw bytea not null,
  headers jsonb not null,
  event text,
  kind text check (kind in ('payment', 'payout')),
  state text check (state in ('completed', 'failed')),
  reference text,
  own_id uuid,
  amount numeric,
  currency text,
  phone text,
  fee numeric,
  problem text,
  failure_reason text,
  failure_message text,
  received_at timestamptz not null default db_now()
);

-- Each decision about an event. It is also the audit entry of what settled.
create table webhook_outcome (
  event_id uuid not null references webhook_event,
  seq bigint generated always as identity,
  outcome text not null check (outcome in ('completed', 'failed', 'duplicate', 'suspended', 'ignored')),
  reason text,
  transaction_id uuid references transaction,
  -- Where this event waits for a reference that we have not stored yet.
  parked_reference text,
  recorded_at timestamptz not null default db_now(),
  primary key (event_id, seq)
);
create index webhook_outcome_transaction_idx on webhook_outcome (transaction_id) where transaction_id is not null;
create index webhook_outcome_parked_idx on webhook_outcome (parked_reference) where parked_reference is not null;

-- Deliveries that we refused are only counted: an anonymous sender must not fill a table.
create table webhook_refusal (
  day date not null,
  why text not null check (why in ('signature', 'not_json', 'too_large')),
  count bigint not null,
  last_at timestamptz not null,
  primary key (day, why)
);

create table audit_entry (
  id uuid primary key default uuid_v7(),
  at timestamptz not null default db_now(),
  actor_id uuid references app_user,
  actor_name text not null,
  action text not null,
  subject_type text not null,
  subject_id uuid,
  before jsonb,
  after jsonb,
  reason text,
  ip text,
  session_id text
);
create index audit_entry_subject_idx on audit_entry (subject_id, id);

create table session (
  sid text primary key,
  sess json not null,
  expire timestamptz not null
);
create index session_expire_idx on session (expire);

create table login_attempt (
  key text primary key,
  points integer not null default 0,
  expire bigint
);

-- Which change of state is legal. Final states have no way out.
create table legal_transition (
  subject text not null check (subject in ('status', 'gateway_state')),
  from_state text not null,
  to_state text not null,
  primary key (subject, from_state, to_state)
);
insert into legal_transition (subject, from_state, to_state) values
  ('status', 'AWAITING_APPROVAL', 'PENDING'),
  ('status', 'AWAITING_APPROVAL', 'REJECTED'),
  ('status', 'AWAITING_APPROVAL', 'EXPIRED'),
  ('status', 'AWAITING_APPROVAL', 'CANCELLED'),
  ('status', 'PENDING', 'COMPLETED'),
  ('status', 'PENDING', 'FAILED'),
  ('gateway_state', 'NOT_SENT', 'SENDING'),
  ('gateway_state', 'SENDING', 'NOT_SENT'),
  ('gateway_state', 'SENDING', 'ACCEPTED'),
  ('gateway_state', 'SENDING', 'REFUSED'),
  ('gateway_state', 'SENDING', 'UNKNOWN'),
  ('gateway_state', 'UNKNOWN', 'ACCEPTED'),
  ('gateway_state', 'UNKNOWN', 'REFUSED');
