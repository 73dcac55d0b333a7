-- The daily proof. A closed day is frozen: its report never changes, and a journal that its snapshot had not seen
-- belongs to the next day.

create table proof_day (
  id uuid primary key default uuid_v7(),
  day date not null,
  currency text not null check (currency in ('XOF', 'XAF')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- What the database had committed when the day was closed (pg_current_snapshot): each journal is in one day only.
  snapshot text,
  report jsonb,
  report_sha256 bytea,
  closed_by uuid references app_user,
  closed_at timestamptz,
  unique (day, currency),
  check ((closed_at is null) = (report is null) and (closed_at is null) = (snapshot is null) and (closed_at is null) = (closed_by is null)),
  check (report_sha256 is null or report_sha256 = sha256(convert_to(report::text, 'UTF8')))
);
create index proof_day_closed on proof_day (currency, day) where closed_at is not null;

create function check_proof_day() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null then
    raise exception 'The proof of % is closed.', old.day using errcode = 'TP900';
  end if;
  return new;
end $$;
create trigger closed_for_ever before update on proof_day for each row execute function check_proof_day();
create trigger never_deleted before delete on proof_day for each row execute function refuse_change();
create trigger never_truncated before truncate on proof_day for each statement execute function refuse_change();

-- What the gateway said that we have there: asked, or typed in from its statement (then at the end of the day).
create table balance_reading (
  id uuid primary key default uuid_v7(),
  day date not null,
  currency text not null check (currency in ('XOF', 'XAF')),
  amount numeric not null check (amount = trunc(amount) and abs(amount) < 1e15),
  source text not null check (source in ('queried', 'typed')),
  at timestamptz not null,
  by_id uuid references app_user,
  recorded_at timestamptz not null default db_now()
);
create index balance_reading_day on balance_reading (day, currency, recorded_at);
create trigger append_only before update or delete on balance_reading for each row execute function refuse_change();
create trigger append_only_truncate before truncate on balance_reading for each statement execute function refuse_change();

-- Journals by time, for proofs and as-of: written in its order, so that a block range index costs next to nothing.
create index journal_recorded_brin on journal using brin (recorded_at) with (pages_per_range = 32);

-- Whether anything moves in the rarer currency, without reading all that moves in the other.
create index posting_xaf on posting (currency) where currency = 'XAF';

-- Lines that were matched although a few francs differ: each stays named in every proof.
create index statement_line_tolerated on statement_line (id) where outcome = 'matched' and difference <> 0;

create function close_proof_day(p_day date, p_currency text, p_zone text, p_report jsonb, p_snapshot text, p_actor jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  a app_user;
  d proof_day;
begin
  a := expect_officer(p_actor, true);
  perform pg_advisory_xact_lock(hashtextextended('close_proof_day', 2));
  insert into proof_day (day, currency, starts_at, ends_at)
  values (p_day, p_currency, p_day::timestamp at time zone p_zone, (p_day + 1)::timestamp at time zone p_zone) on conflict (day, currency) do nothing;
  select * into d from proof_day where day = p_day and currency = p_currency for update;
  if d.closed_at is not null then
    perform refuse('day_already_closed', 'TP003', jsonb_build_object('day', p_day));
  end if;
  if d.ends_at > db_now() then
    perform refuse('day_not_over', 'TP003', jsonb_build_object('day', p_day));
  end if;
  if exists (select from proof_day o where o.currency = p_currency and o.day > p_day and o.closed_at is not null) then
    perform refuse('later_day_closed', 'TP003', jsonb_build_object('day', p_day));
  end if;
  update proof_day set snapshot = p_snapshot, report = p_report, report_sha256 = sha256(convert_to(p_report::text, 'UTF8')), closed_by = a.id, closed_at = db_now()
  where id = d.id;
  perform audit(p_actor, 'proof.close', 'Proof', d.id, null, jsonb_build_object('day', p_day, 'currency', p_currency, 'gap', p_report -> 'gap'), null);
end $$;

-- The break for the francs of a proof that nothing explains: one for each day, as large as what is left, and closed
-- when nothing is.
create function open_proof_gap(p_day date, p_currency text, p_zone text, p_amount numeric) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare v_id uuid;
begin
  if p_amount = 0 then
    select b.id into v_id from break_item b
    where b.kind = 'proof_gap' and b.resolved_at is null and b.business_day = p_day and b.currency = p_currency for no key update;
    if found then
      perform close_break(v_id, 'cleared');
    end if;
    return null;
  end if;
  insert into break_item (kind, currency, difference, value, business_day, occurred_at, reference)
  values ('proof_gap', p_currency, p_amount, abs(p_amount), p_day, (p_day + 1)::timestamp at time zone p_zone - interval '1 second', p_day::text)
  on conflict (business_day, currency) where resolved_at is null and kind = 'proof_gap'
  do update set difference = excluded.difference, value = excluded.value
  returning id into v_id;
  return v_id;
end $$;
