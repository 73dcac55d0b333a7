-- Notices: what a person should hear of, each once, and how it was carried to them.

create table notice (
  id uuid primary key default uuid_v7(),
  kind text not null check (kind in ('break_above', 'proof_failed', 'invariant_broken', 'approval_waiting')),
  severity text not null check (severity in ('info', 'warning', 'critical')),
  subject_type text check (char_length(subject_type) <= 40),
  subject_id uuid,
  -- Whose treasurers see it; null: finance and administrators only.
  tontine_id uuid references tontine,
  -- The same fact is told once, however often it is found.
  dedupe_key text not null unique check (char_length(dedupe_key) between 1 and 200),
  -- What its sentence says. No secret, no phone: it leaves the house.
  data jsonb not null default '{}' check (jsonb_typeof(data) = 'object'),
  created_at timestamptz not null default db_now(),
  -- When its deliveries were made, one for each way that was configured then.
  routed_at timestamptz,
  check ((subject_type is null) = (subject_id is null))
);
create index notice_unrouted_idx on notice (created_at) where routed_at is null;
create index notice_created_idx on notice (created_at, id);
create trigger append_only before update on notice for each row
  when (to_jsonb(old) - 'routed_at' is distinct from to_jsonb(new) - 'routed_at') execute function refuse_change();
create trigger never_deleted before delete on notice for each row execute function refuse_change();
create trigger never_truncated before truncate on notice for each statement execute function refuse_change();

create table notice_delivery (
  notice_id uuid not null references notice,
  sink text not null check (sink in ('log', 'email', 'webhook')),
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given_up')),
  attempts integer not null default 0 check (attempts >= 0),
  next_attempt_at timestamptz not null default db_now(),
  last_error text check (char_length(last_error) <= 500),
  delivered_at timestamptz,
  primary key (notice_id, sink),
  check ((delivered_at is not null) = (state = 'delivered'))
);
create index notice_delivery_due_idx on notice_delivery (sink, next_attempt_at) where state = 'waiting';
create trigger never_deleted before delete on notice_delivery for each row execute function refuse_change();

create table notice_read (
  notice_id uuid not null references notice,
  user_id uuid not null references app_user,
  at timestamptz not null default db_now(),
  primary key (notice_id, user_id)
);
create trigger append_only before update or delete on notice_read for each row execute function refuse_change();
