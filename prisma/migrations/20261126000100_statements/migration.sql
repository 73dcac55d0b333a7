-- Statements: what the gateway and the operators say happened, line by line, beside our transactions.
-- A statement moves no money: it opens differences, which two people resolve.

create table statement_mapping (
  id uuid primary key default uuid_v7(),
  name text not null unique check (char_length(name) between 1 and 80),
  -- The header's cells as they were found: the same header is read the same way next time.
  header text[] not null,
  mapping jsonb not null,
  created_by uuid references app_user,
  created_at timestamptz not null default db_now()
);

create table statement_file (
  id uuid primary key default uuid_v7(),
  name text not null check (char_length(name) between 1 and 200),
  sha256 bytea not null,
  bytes bigint not null check (bytes >= 0),
  format text not null check (char_length(format) between 1 and 40),
  mapping_id uuid references statement_mapping,
  -- What one account tells is one series: a line of it that comes again in another file is no second payment.
  series text not null check (char_length(series) between 1 and 80),
  -- Null: it tells of every method.
  method text check (char_length(method) <= 40),
  currency text not null check (currency in ('XOF', 'XAF')),
  state text not null default 'READING' check (state in ('READING', 'READ', 'MATCHED', 'FAILED', 'UNDONE')),
  bytes_read bigint not null default 0,
  -- The last line of the file that is safely stored: reading goes on behind it after a stop.
  last_line integer not null default 0,
  -- Imports run one at a time, so that the lines of a file are neighbours.
  first_line_id bigint,
  last_line_id bigint,
  lines integer not null default 0,
  bad_lines integer not null default 0,
  first_at timestamptz,
  last_at timestamptz,
  covers_from timestamptz,
  covers_to timestamptz,
  opening_balance numeric,
  closing_balance numeric,
  outcomes jsonb not null default '{}',
  problem text check (char_length(problem) <= 80),
  imported_by uuid references app_user,
  imported_at timestamptz not null default db_now(),
  finished_at timestamptz,
  undone_by uuid references app_user,
  undone_at timestamptz,
  check ((state = 'UNDONE') = (undone_at is not null))
);
create unique index statement_file_once on statement_file (sha256) where state not in ('UNDONE', 'FAILED');

create table statement_bad_line (
  file_id uuid not null references statement_file,
  line_no integer not null,
  code text not null,
  text text not null check (char_length(text) <= 500),
  primary key (file_id, line_no)
);

create table statement_line (
  id bigint generated always as identity primary key,
  -- Without foreign keys to the file and the person: they would be asked for every line of a million.
  file_id uuid not null,
  series text not null,
  line_no integer not null,
  kind text not null check (kind in ('payment', 'payout')),
  state text not null check (state in ('completed', 'failed')),
  own_id uuid,
  -- 128 characters; bytes are counted at a glance.
  merchant_reference text check (octet_length(merchant_reference) <= 512),
  reference text check (octet_length(reference) <= 512),
  amount numeric not null check (amount > 0 and scale(amount) = 0 and amount < 1e15),
  fee numeric check (scale(fee) = 0 and abs(fee) < 1e15),
  currency text not null check (currency in ('XOF', 'XAF')),
  phone text check (octet_length(phone) <= 40),
  occurred_at timestamptz not null,
  balance numeric,
  -- The transaction that the line speaks of, and whether it is the one line of its series that does.
  transaction_id uuid,
  paired boolean not null default false,
  outcome text check (outcome in ('matched', 'repeated', 'not_happened', 'missing_in_ledger', 'amount_mismatch', 'fee_difference',
    'duplicate', 'status_conflict', 'missed_delivery')),
  -- own_reference, gateway_reference, phone_amount or by_hand.
  rule text,
  -- Effect at the gateway less effect in our books, on the float.
  difference numeric not null default 0,
  matched_by uuid,
  matched_at timestamptz,
  check (not paired or transaction_id is not null)
);
create unique index statement_line_pair on statement_line (transaction_id, series) where paired;
-- The few that somebody looks at again, of a million that fit.
create index statement_line_odd on statement_line (id) where outcome is distinct from 'matched';
create index statement_line_stray_reference on statement_line (merchant_reference) where outcome = 'missing_in_ledger';
create index statement_line_stray_name on statement_line (reference) where outcome = 'missing_in_ledger';
create index statement_line_stray_phone on statement_line (phone, amount, occurred_at) where outcome = 'missing_in_ledger';
create index statement_line_stray_own on statement_line (own_id) where outcome = 'missing_in_ledger';
create index statement_line_duplicate on statement_line (transaction_id, series) where outcome = 'duplicate';
create index statement_line_by_hand on statement_line (id) where rule = 'by_hand';

-- One line that stands for several transactions, or several lines for one: paired by hand.
create table statement_pair (
  line_id bigint not null references statement_line,
  transaction_id uuid not null references transaction,
  primary key (line_id, transaction_id)
);
create index statement_pair_transaction on statement_pair (transaction_id);

create table match_rule (
  id uuid primary key default uuid_v7(),
  name text not null unique check (char_length(name) between 1 and 80),
  priority integer not null,
  basis text not null check (basis in ('own_reference', 'gateway_reference', 'phone_amount')),
  tolerance numeric not null default 0 check (tolerance >= 0 and tolerance = trunc(tolerance) and tolerance <= 1000000),
  within interval not null default '2 hours' check (within > '0' and within <= '31 days'),
  method text check (char_length(method) <= 40),
  enabled boolean not null default false,
  changed_by uuid references app_user,
  changed_at timestamptz not null default db_now()
);
insert into match_rule (name, priority, basis, enabled) values
  ('Notre référence', 1, 'own_reference', true),
  ('Référence de GetMiPay', 2, 'gateway_reference', true),
  ('Téléphone, montant et heure', 3, 'phone_amount', true);

-- The smallest key that a row made at this instant can have: time-ordered keys stand in for an index on time.
create function first_id_at(p_at timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex(greatest(extract(epoch from p_at) * 1000, 0)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

-- Whole days of statement, joined: a transaction whose time lies inside must be on it.
create function covered(p_series text, p_method text) returns tstzmultirange language sql stable as $$
  select coalesce(range_agg(tstzrange(f.covers_from, f.covers_to)), '{}') from statement_file f
  where f.series = p_series and f.state = 'MATCHED' and (f.method is null or f.method = p_method) and f.covers_from is not null
$$;

-- What a line says happened to our balance there; null where the line does not tell its fee and we know none.
create function effect_there(p_kind text, p_amount numeric, p_fee numeric) returns numeric language sql immutable as $$
  select case p_kind when 'payment' then p_amount else -p_amount end - coalesce(p_fee, 0)
$$;

-- What a transaction did to the float in our books, by itself.
create function effect_here(p_type text, p_status text, p_amount numeric, p_fee numeric) returns numeric language sql immutable as $$
  select case when p_status = 'COMPLETED' then case p_type when 'DEPOSIT' then p_amount else -p_amount end - p_fee else 0 end
$$;

-- How a line stands to the transaction that it speaks of.
create function line_outcome(p_state text, p_kind text, p_amount numeric, p_fee numeric, p_currency text, t transaction, p_tolerance numeric)
returns text language sql immutable as $$
  select case
    when p_state = 'failed' then 'not_happened'
    when t.id is null then 'missing_in_ledger'
    when abs(p_amount - t.amount) > p_tolerance or p_currency <> t.currency
      or p_kind <> case t.type when 'DEPOSIT' then 'payment' else 'payout' end then 'amount_mismatch'
    when t.status = 'PENDING' then 'missed_delivery'
    when t.status <> 'COMPLETED' then 'status_conflict'
    when p_fee is not null and abs(p_fee - t.fee) > p_tolerance then 'fee_difference'
    else 'matched'
  end
$$;

-- How it stands where two people have booked something about that transaction beside it: what is left is what counts.
create function outcome_beside(p_stands text, p_booked numeric, p_left numeric) returns text language sql immutable as $$
  select case when p_booked = 0 then p_stands when p_left = 0 then 'matched' when p_stands = 'matched' then 'status_conflict' else p_stands end
$$;

create function line_difference(p_state text, p_kind text, p_amount numeric, p_fee numeric, t transaction, p_currency text default null)
returns numeric language sql immutable as $$
  select case when p_state = 'failed' then 0
    when p_currency <> t.currency then effect_there(p_kind, p_amount, p_fee)
    else effect_there(p_kind, p_amount, coalesce(p_fee, t.fee)) - coalesce(effect_here(t.type, t.status, t.amount, t.fee), 0) end
$$;

-- The tolerance of the first rule that is on, for each method and ('') for the rest; null: no such rule is on.
create function tolerances(p_basis text) returns jsonb language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select jsonb_object_agg(m.method, m.tolerance) from (
    select distinct on (coalesce(r.method, '')) coalesce(r.method, '') as method, r.tolerance
    from match_rule r where r.basis = p_basis and r.enabled order by coalesce(r.method, ''), r.priority
  ) m
$$;

-- Begins to read a file, or goes on behind what is stored of it; answers the last line that is. Where another file was
-- read in between, its own lines would be no neighbours any more: it begins anew.
create function begin_lines(p_file uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare f statement_file;
begin
  select * into strict f from statement_file where id = p_file and state = 'READING' for no key update;
  if f.last_line_id < (select last_value from statement_line_id_seq) and exists (select from statement_line l where l.id > f.last_line_id) then
    delete from statement_line l where l.id between f.first_line_id and f.last_line_id and l.file_id = p_file;
    delete from statement_bad_line l where l.file_id = p_file;
    update statement_file set lines = 0, bad_lines = 0, last_line = 0, bytes_read = 0, first_line_id = null, last_line_id = null,
      first_at = null, last_at = null, closing_balance = null where id = p_file;
    return 0;
  end if;
  return f.last_line;
end $$;

-- Says how far the file is read, in the transaction that stored its next lines: lines that were stored before are refused.
create function take_lines(p_file uuid, p_lines integer, p_first_line integer, p_last_line integer, p_bytes_read bigint,
  p_first_at timestamptz, p_last_at timestamptz, p_tells_balance boolean) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare v_last_id bigint;
begin
  select last_value into v_last_id from statement_line_id_seq;
  update statement_file f set lines = f.lines + p_lines, last_line = p_last_line, bytes_read = p_bytes_read,
    first_line_id = coalesce(f.first_line_id, v_last_id - p_lines + 1), last_line_id = v_last_id,
    first_at = least(f.first_at, p_first_at), last_at = greatest(f.last_at, p_last_at),
    -- Until the end of the file only a sign that it tells balances.
    closing_balance = case when p_tells_balance then 0 else f.closing_balance end
  where f.id = p_file and f.state = 'READING' and f.last_line < p_first_line;
  if not found then
    raise exception 'The lines of the statement % from % on are stored already.', p_file, p_first_line;
  end if;
end $$;

-- Says by reference what each of these lines speaks of. Our reference goes before the gateway's. The first agreeing line
-- of a series is the transaction's own; a further one is a duplicate, or the same line again where another file of the
-- series told it already.
create function judge_lines(f statement_file, p_lines bigint[]) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp set work_mem = '32MB' as $$
declare
  v_own jsonb := tolerances('own_reference');
  v_gateway jsonb := tolerances('gateway_reference');
begin
  update statement_line l set transaction_id = null, paired = false, outcome = null, rule = null, difference = 0
  where l.id = any (p_lines) and (l.transaction_id is not null or l.outcome is not null);

  with line as materialized (
    select l.id, l.line_no, l.kind, l.state, l.own_id, l.merchant_reference, l.reference, l.amount, l.fee, l.currency
    from unnest(p_lines) n (id) join statement_line l on l.id = n.id
  ), known as materialized (
    -- The offsets keep these look-ups by key, whatever a young table's statistics say.
    select i.*, t.tx, coalesce(own.rule, by_reference.rule) as rule, coalesce(own.tolerance, by_reference.tolerance, 0) as tolerance
    from line i
    left join lateral (
      select x.id, 'own_reference' as rule, coalesce(v_own ->> x.method, v_own ->> '')::numeric as tolerance from transaction x
      where x.id = i.own_id and x.type in ('DEPOSIT', 'WITHDRAWAL') and (v_own ? '' or v_own ? x.method) offset 0
    ) own on true
    left join lateral (
      select x.id, 'gateway_reference' as rule, coalesce(v_gateway ->> x.method, v_gateway ->> '')::numeric as tolerance from transaction x
      where own.id is null and x.dialect in ('initiate', 'v1') and x.type = case i.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end
        and x.gateway_reference in (i.merchant_reference, i.reference) and (v_gateway ? '' or v_gateway ? x.method)
      order by x.gateway_reference = i.merchant_reference desc limit 1
    ) by_reference on true
    left join lateral (select x as tx from transaction x where x.id = coalesce(own.id, by_reference.id) offset 0) t on true
  ), judged as materialized (
    select k.*, (k.tx).id as tx_id, line_outcome(k.state, k.kind, k.amount, k.fee, k.currency, k.tx, k.tolerance) as stands,
      earlier.id as earlier_line, earlier.file_id as earlier_file, earlier.reference as earlier_reference,
      effect_there(earlier.kind, earlier.amount, earlier.fee) as earlier_effect, earlier.currency as earlier_currency,
      (earlier.kind, earlier.state, earlier.amount, earlier.currency) = (k.kind, k.state, k.amount, k.currency)
        and earlier.fee is not distinct from k.fee as earlier_says_so,
      -- What two people have booked about the transaction, or about its number before it was known.
      booked_about((k.tx).id) as booked,
      coalesce((select sum(resolved_effect(null, b.id)) from break_item b where (k.tx).id is not null and b.transaction_id is null
        and b.closed_by = 'resolution' and b.kind in ('unknown_reference', 'missing_in_ledger') and b.reference in (k.reference, k.merchant_reference)), 0) as in_suspense
    from known k
    left join lateral (select e.* from statement_line e where e.transaction_id = (k.tx).id and e.series = f.series and e.paired offset 0) earlier on true
  ), ranked as (
    select j.*, row_number() over (partition by j.tx_id, j.stands = 'not_happened' order by (j.stands <> 'amount_mismatch') desc, j.line_no) as nth
    from judged j
  ), decided as materialized (
    select r.*, r.tx_id is not null and r.stands <> 'not_happened' and r.earlier_line is null and r.nth = 1 as paired,
      case
        -- The same operation of the account, told as completed before and as failed now.
        when r.stands = 'not_happened' and r.earlier_file <> f.id and r.earlier_reference = r.reference then 'status_conflict'
        when r.stands = 'not_happened' then 'not_happened'
        when r.tx_id is null and exists (select from statement_line seen where seen.series = f.series and seen.reference = r.reference
          and seen.outcome = 'missing_in_ledger' and seen.file_id <> f.id and (seen.kind, seen.amount, seen.currency) = (r.kind, r.amount, r.currency)
          and seen.fee is not distinct from r.fee) then 'repeated'
        when r.tx_id is null then null
        when r.earlier_file <> f.id and r.earlier_reference is not distinct from r.reference then case when r.earlier_says_so then 'repeated' else 'amount_mismatch' end
        when r.earlier_line is not null and exists (select from statement_line seen where seen.transaction_id = r.tx_id and seen.series = f.series
          and seen.outcome = 'duplicate' and seen.reference = r.reference and seen.file_id <> f.id
          and (seen.kind, seen.amount, seen.currency) = (r.kind, r.amount, r.currency) and seen.fee is not distinct from r.fee) then 'repeated'
        when r.earlier_line is not null or r.nth > 1 then 'duplicate'
        when r.in_suspense <> 0 then 'duplicate'
        else outcome_beside(r.stands, r.booked, line_difference(r.state, r.kind, r.amount, r.fee, r.tx, r.currency) - r.booked)
      end as outcome
    from ranked r
  )
  update statement_line l set transaction_id = d.tx_id, paired = d.paired, outcome = d.outcome, rule = d.rule,
    difference = case when d.outcome in ('not_happened', 'repeated') then 0
      when d.stands = 'not_happened' then -d.earlier_effect
      when d.outcome is null then effect_there(d.kind, d.amount, d.fee)
      when d.earlier_file <> f.id and d.earlier_reference is not distinct from d.reference
        then effect_there(d.kind, d.amount, d.fee) - case when d.earlier_currency = d.currency then d.earlier_effect else 0 end
      when d.outcome = 'duplicate' and not d.paired then effect_there(d.kind, d.amount, d.fee)
      else line_difference(d.state, d.kind, d.amount, d.fee, d.tx, d.currency) - d.booked - d.in_suspense end
  from decided d where l.id = d.id;
end $$;

-- What a rule by phone, gross amount and time would pair, of one file or (null) of every line that stands alone:
-- only where both sides have a single candidate.
create function pairs_by_phone(p_file uuid, p_rule match_rule)
returns table (line_id bigint, transaction_id uuid) language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare f statement_file;
begin
  select * into f from statement_file where id = p_file;
  return query
  with line as materialized (
    select l.* from statement_line l
    where l.id between coalesce(f.first_line_id, 0) and coalesce(f.last_line_id, 9223372036854775807) and l.outcome is distinct from 'matched'
      and (l.outcome = 'missing_in_ledger' or p_file is not null and l.outcome is null) and l.phone is not null
  ), candidate as (
    select l.id as line, t.id as tx, count(*) over (partition by l.id) as of_line, count(*) over (partition by t.id, l.series) as of_transaction
    from line l
    join transaction t on t.phone = l.phone and t.currency = l.currency and t.type = case l.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end
      and abs(t.amount - l.amount) <= p_rule.tolerance
      and l.occurred_at between coalesce(t.sent_at, t.created_at) - p_rule.within and coalesce(t.settled_at, t.sent_at, t.created_at) + p_rule.within
    where t.id >= (select first_id_at(min(x.occurred_at) - interval '7 days' - p_rule.within) from line x)
      and t.id < (select first_id_at(max(x.occurred_at) + p_rule.within + interval '1 second') from line x)
      and t.sent_at is not null
      and (p_rule.method is null or t.method = p_rule.method)
      and not exists (select from statement_line p where p.transaction_id = t.id and p.series = l.series and p.paired)
      and not exists (select from statement_pair p join statement_line pl on pl.id = p.line_id where p.transaction_id = t.id and pl.series = l.series)
  )
  select c.line, c.tx from candidate c where c.of_line = 1 and c.of_transaction = 1;
end $$;

-- A whole file beside our books, in one join: the lines that do not say what our books say of the transaction that they
-- name, or name none; and the completed transactions about its days of which none of its lines tells. Returned as a query's
-- rows, since only such a query is shared by two processors.
create function compare_lines(f statement_file) returns table (line_id bigint, silent_id uuid)
language plpgsql set search_path = pg_catalog, public, pg_temp set work_mem = '64MB' as $$
declare
  v_own jsonb := tolerances('own_reference');
  v_from uuid := first_id_at(f.covers_from - interval '31 days');
  v_to uuid := first_id_at(f.covers_to + interval '1 day');
begin
  return query
  select l.id, case when l.id is null then t.id end
  from (
    select x.id, x.amount, x.currency, x.kind, x.fee,
      case when x.outcome = 'matched' and x.rule = 'own_reference' and x.paired and x.own_id = x.transaction_id and x.state = 'completed' and x.difference = 0
        then x.transaction_id end as named
    from statement_line x where x.id between f.first_line_id and f.last_line_id
  ) l full join (
    select x.id, x.amount, x.currency, x.fee, x.method, case x.type when 'DEPOSIT' then 'payment' else 'payout' end as kind
    from transaction x
    where x.id >= v_from and x.id < v_to and x.status = 'COMPLETED' and x.type in ('DEPOSIT', 'WITHDRAWAL')
      and x.settled_at between f.covers_from - interval '1 day' and f.covers_to + interval '1 day'
  ) t on t.id = l.named and t.amount = l.amount and t.currency = l.currency and t.kind = l.kind
  where t.id is null or l.fee <> t.fee
    or l.id is not null and not coalesce(v_own ? '' or v_own ? t.method, false)
    or l.id is null and t.currency = f.currency and (f.method is null or t.method = f.method);

  -- What two people have corrected, or booked before it was known, is looked at one by one.
  return query
  select l.id, null::uuid from (select distinct a.corrects_id from transaction a where a.corrects_id is not null) c
  join statement_line l on l.transaction_id = c.corrects_id and l.series = f.series and l.paired
  where l.id between f.first_line_id and f.last_line_id;
  if exists (select from break_item b where b.transaction_id is null and b.closed_by = 'resolution' and b.kind in ('unknown_reference', 'missing_in_ledger')) then
    return query
    select l.id, null::uuid from statement_line l where l.id between f.first_line_id and f.last_line_id and l.reference in (
      select b.reference from break_item b where b.transaction_id is null and b.closed_by = 'resolution' and b.kind in ('unknown_reference', 'missing_in_ledger'));
  end if;
end $$;

-- The end of a file: what its lines speak of, what no reference paired, the days that it covers, and how its lines stand.
-- Nearly every line names its transaction and says what our books say: these are stored as matched, and only believed
-- here, in one join; the few others are judged one by one. Answers the transactions that the file should tell and does not.
create function finish_lines(p_file uuid, p_zone text) returns uuid[]
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  f statement_file;
  r match_rule;
  v_odd bigint[];
  v_silent uuid[];
begin
  update statement_file u set covers_from = date_trunc('day', u.first_at at time zone p_zone) at time zone p_zone,
    -- Of a day that is not over nobody knows what comes after its last line.
    covers_to = case when (date_trunc('day', u.last_at at time zone p_zone) + interval '1 day') at time zone p_zone > db_now() then u.last_at
      else (date_trunc('day', u.last_at at time zone p_zone) + interval '1 day') at time zone p_zone end
  where u.id = p_file and u.state = 'READ'
  returning u.* into strict f;
  select array_agg(distinct c.line_id) filter (where c.line_id is not null), array_agg(c.silent_id) filter (where c.silent_id is not null)
  into v_odd, v_silent from compare_lines(f) c;
  perform judge_lines(f, v_odd);
  for r in select * from match_rule where basis = 'phone_amount' and enabled order by priority loop
    update statement_line l set transaction_id = t.id, paired = true, rule = 'phone_amount',
      outcome = outcome_beside(line_outcome(l.state, l.kind, l.amount, l.fee, l.currency, t, r.tolerance), booked_about(t.id),
        line_difference(l.state, l.kind, l.amount, l.fee, t, l.currency) - booked_about(t.id)),
      difference = line_difference(l.state, l.kind, l.amount, l.fee, t, l.currency) - booked_about(t.id)
    from pairs_by_phone(p_file, r) p join transaction t on t.id = p.transaction_id where l.id = p.line_id;
  end loop;
  update statement_line l set outcome = 'missing_in_ledger'
  where l.id between f.first_line_id and f.last_line_id and l.outcome is distinct from 'matched' and l.outcome is null;

  update statement_file u set state = 'MATCHED', finished_at = db_now(),
    opening_balance = case when u.closing_balance is not null then (
      select l.balance - case l.state when 'completed' then effect_there(l.kind, l.amount, l.fee) else 0 end from statement_line l
      where l.id between u.first_line_id and u.last_line_id and l.balance is not null order by l.occurred_at, l.line_no limit 1) end,
    closing_balance = case when u.closing_balance is not null then (
      select l.balance from statement_line l
      where l.id between u.first_line_id and u.last_line_id and l.balance is not null order by l.occurred_at desc, l.line_no desc limit 1) end,
    outcomes = (
      select coalesce(jsonb_object_agg(o.outcome, o.lines) filter (where o.lines > 0), '{}') from (
        select l.outcome, count(*) as lines from statement_line l
        where l.id between u.first_line_id and u.last_line_id and l.outcome is distinct from 'matched' group by 1
        union all
        select 'matched', u.lines - count(*) from statement_line l
        where l.id between u.first_line_id and u.last_line_id and l.outcome is distinct from 'matched') o)
  where u.id = p_file;
  return v_silent;
end $$;
