-- Settling in fewer statements: a statement costs its set-up whatever it holds, and joins of lists by comparing each
-- with each grow with the square of a batch. Lists stand beside each other by their order instead, and a look at
-- what they hold comes with the statement that makes them. The functions within have no search_path of their own:
-- each is called by functions that have set it, and setting it again costs as much as a small statement.

-- PostgreSQL 18 makes the same keys itself at half the cost; a clock that was set, and older servers, keep ours.
create function uuid_v7_at(p_at timestamptz) returns uuid language plpgsql volatile as $$
begin
  return encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from p_at) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid;
end $$;
do $do$
begin
  if current_setting('server_version_num')::int >= 180000 then
    create or replace function uuid_v7() returns uuid language sql volatile as $$
      select case when coalesce(current_setting('tontine.clock', true), '') = '' then uuidv7() else uuid_v7_at(clock_override()) end
    $$;
  end if;
end $do$;

-- As before, and that each journal exists: one look instead of two.
drop trigger references_exist on posting;
create or replace function check_postings() returns trigger language plpgsql as $$
declare
  broken text;
  known boolean;
begin
  select n.journal_id::text, j.id is not null into broken, known
  from (select journal_id, currency, sum(amount) as difference from added group by journal_id, currency) n left join journal j on j.id = n.journal_id
  where n.difference <> 0 or j.id is null limit 1;
  if found and not known then
    raise exception 'A row of posting refers to no row: journal %.', broken using errcode = 'foreign_key_violation';
  elsif found then
    raise exception 'Journal % does not balance.', broken using errcode = 'TP901';
  end if;

  select n.account_id::text into broken
  from added n
  left join posting p on p.account_id = n.account_id and p.version = n.version - 1
  where n.version is not null and n.balance_after - n.amount <> case when n.version = 1 then 0 else coalesce(p.balance_after, -1) end
  limit 1;
  if found then
    raise exception 'The running balance of account % has a gap.', broken using errcode = 'TP902';
  end if;

  select n.account_id::text into broken
  from (select distinct on (account_id) account_id, version, balance_after, currency from added
        where version is not null order by account_id, version desc) n
  left join wallet w on w.id = n.account_id
  left join vault v on w.id is null and v.id = n.account_id
  where (coalesce(w.balance, v.balance), coalesce(w.version, v.version), coalesce(w.currency, v.currency))
    is distinct from (n.balance_after, n.version, n.currency)
  limit 1;
  if found then
    raise exception 'The balance of account % does not follow its postings.', broken using errcode = 'TP902';
  end if;
  return null;
end $$;
create or replace function check_references() returns trigger language plpgsql as $$
declare broken text;
begin
  if tg_table_name = 'journal' then
    select 'transaction ' || n.transaction_id into broken from added n
    where n.transaction_id is not null and not exists (select from transaction t where t.id = n.transaction_id) limit 1;
  else
    select concat('event ', n.event_id, ' or transaction ' || n.transaction_id) into broken from added n
    where not exists (select from webhook_event e where e.id = n.event_id)
      or n.transaction_id is not null and not exists (select from transaction t where t.id = n.transaction_id) limit 1;
  end if;
  if found then
    raise exception 'A row of % refers to no row: %.', tg_table_name, broken using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
-- Few movements change a vault: asked row by row, it costs the others nothing.
drop trigger balance_follows_postings on vault;
create trigger balance_follows_postings after update on vault for each row execute function check_balance();

-- A number below a hundred in the last place: one of our own accounts, not a wallet or vault.
create function is_system_account(p_account uuid) returns boolean language sql immutable as $$
  select p_account < '00000000-0000-0000-0000-000000000100'
$$;

-- A line of a journal, and what its account has moved in these movements so far, this line included.
create type account_line as (journal_id uuid, line smallint, currency text, amount numeric, moved numeric, nth int);

create or replace function post(p_movements movement[], p_resolution uuid default null) returns void language plpgsql as $$
declare
  v_accounts uuid[] := array(select m.from_account from unnest(p_movements) m union all select m.to_account from unnest(p_movements) m);
begin
  -- Lock in id order: two movements between the same wallets must not deadlock.
  perform from wallet w where w.id = any (v_accounts) order by w.id for no key update;
  if exists (select from unnest(p_movements) m where m.kind in ('VAULT_IN', 'VAULT_OUT')) then
    perform from vault v where v.id = any (v_accounts) order by v.id for no key update;
  end if;

  with movement as materialized (
    select uuid_v7() as journal_id, m.* from unnest(p_movements) with ordinality
      as m (kind, transaction_id, step, currency, from_account, to_account, amount, occurred_at, rank)
  ), line as materialized (
    select m.journal_id, l.line, m.currency, l.account_id, l.amount, m.rank
    from movement m cross join lateral (values (1::smallint, m.from_account, -m.amount), (2::smallint, m.to_account, m.amount)) as l (line, account_id, amount)
  ), owned as (
    select l.*, sum(l.amount) over so_far as moved, count(*) over so_far as nth from line l where not is_system_account(l.account_id)
    window so_far as (partition by l.account_id order by l.rank, l.line)
  ), change as materialized (
    select account_id, sum(amount) as amount, count(*)::int as postings,
      array_agg((journal_id, line, currency, amount, moved, nth)::account_line) as lines
    from owned group by account_id
  ), wallets as (
    update wallet w set balance = w.balance + c.amount, version = w.version + c.postings, updated_at = db_now()
    from change c where w.id = c.account_id
    returning w.id, w.balance - c.amount as balance, w.version - c.postings as version, c.lines
  ), vaults as (
    update vault v set balance = v.balance + c.amount, version = v.version + c.postings, updated_at = db_now()
    from change c where v.id = c.account_id and exists (select from movement where kind in ('VAULT_IN', 'VAULT_OUT'))
    returning v.id, v.balance - c.amount as balance, v.version - c.postings as version, c.lines
  ), journals as (
    insert into journal (id, kind, transaction_id, step, currency, occurred_at, resolution_id)
    select journal_id, kind, transaction_id, step, currency, occurred_at, p_resolution from movement
  )
  insert into posting (journal_id, line, account_id, amount, currency, balance_after, version)
  select l.journal_id, l.line, a.id, l.amount, l.currency, a.balance + l.moved, a.version + l.nth
  from (select * from wallets union all select * from vaults) a cross join unnest(a.lines) l
  union all
  select journal_id, line, account_id, amount, currency, null, null from line where is_system_account(account_id);
end $$;
alter function post(movement[], uuid) reset all;

create or replace function receive_facts(p_source text[], p_dialect text[], p_raw bytea[], p_headers text[], p_event text[], p_kind text[],
  p_state text[], p_reference text[], p_own_id uuid[], p_amount numeric[], p_currency text[], p_phone text[], p_fee numeric[],
  p_problem text[], p_failure_reason text[], p_failure_message text[]
) returns settle_fact[] language plpgsql as $$
declare
  v_facts settle_fact[];
  v_hashes bytea[];
  v_added int;
begin
  with told as materialized (
    select f.*, uuid_v7() as id, case when f.source = 'webhook' and f.dialect = 'initiate' then sha256(f.raw)
      else event_hash(f.source, f.dialect, f.raw, f.kind, f.reference, f.own_id) end as hash
    from unnest(p_source, p_dialect, p_raw, p_headers, p_event, p_kind, p_state, p_reference, p_own_id, p_amount, p_currency,
      p_phone, p_fee, p_problem, p_failure_reason, p_failure_message) with ordinality
      as f (source, dialect, raw, headers, event, kind, state, reference, own_id, amount, currency, phone, fee, problem,
        failure_reason, failure_message, ord)
  ), added as (
    insert into webhook_event (id, source, dialect, hash, raw, headers, event, kind, state, reference, own_id, amount, currency, phone, fee,
      problem, failure_reason, failure_message)
    select t.id, t.source, t.dialect, t.hash, t.raw, t.headers::jsonb, t.event, t.kind, t.state, t.reference, t.own_id,
      t.amount, t.currency, t.phone, t.fee, t.problem, t.failure_reason, t.failure_message
    from told t order by t.hash, t.ord
    on conflict (hash) do nothing returning id
  )
  select (select count(*) from added), array_agg((t.ord, t.id, null, t.dialect, t.kind, t.state, t.reference, t.own_id, t.amount,
      t.currency, t.phone, t.fee, t.problem, t.failure_reason, t.failure_message)::settle_fact order by t.ord), array_agg(t.hash order by t.ord)
    into v_added, v_facts, v_hashes from told t;

  if v_added < cardinality(v_facts) then
    v_facts := as_known_now(array(
      select (f.ord, e.id, null, f.dialect, f.kind, f.state, f.reference, f.own_id, f.amount, f.currency, f.phone, f.fee, f.problem,
        f.failure_reason, f.failure_message)::settle_fact
      from unnest(v_facts) f join webhook_event e on e.hash = v_hashes[f.ord] order by f.ord));
  end if;
  return coalesce(v_facts, '{}');
end $$;
alter function receive_facts(text[], text[], bytea[], text[], text[], text[], text[], text[], uuid[], numeric[], text[], text[], numeric[],
  text[], text[], text[]) reset all;

-- The transaction that a fact is about. Missing: it names a number that we have not stored, or not so.
alter type settle_case drop attribute ord;
alter type settle_case add attribute missing boolean;

-- The facts' cases in the facts' order, and what is to be done about all of them.
create type settle_found as (cases settle_case[], transactions uuid[], events int, missing boolean, brings_number boolean);

drop function find_cases(settle_fact[]);
create function find_cases(p_facts settle_fact[]) returns settle_found language plpgsql as $$
declare v_found settle_found;
begin
  select array_agg((c.transaction_id, c.other_kind, c.new_number, c.missing)::settle_case order by c.nth),
      coalesce(array_agg(c.transaction_id) filter (where c.transaction_id is not null), '{}'), count(distinct c.event_id),
      coalesce(bool_or(c.missing), false), coalesce(bool_or(c.new_number), false)
    into v_found
  from (
    select f.nth, f.event_id, x.*, f.open and f.reference is not null and coalesce(x.other_kind or x.new_number, true) as missing
    from (
      -- What was already decided, or is about nothing of ours, needs no transaction. One without a state says
      -- that nothing is final yet: it moves nothing, but belongs to its transaction's story.
      select f.*, coalesce(f.prior, 'suspended') = 'suspended' and f.kind is not null as open
      from unnest(p_facts) with ordinality as f (ord, event_id, prior, dialect, kind, state, reference, own_id, amount, currency, phone, fee,
        problem, failure_reason, failure_message, nth)
    ) f
    -- By the gateway's number for its own kind of transaction, by that of the other kind, or by our id.
    left join lateral (
      (select x.id as transaction_id, false as other_kind, false as new_number from transaction x
       where f.open and x.dialect = f.dialect and x.gateway_reference = f.reference and x.type = case f.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end)
      union all
      (select x.id, true, false from transaction x
       where f.open and x.dialect = f.dialect and x.gateway_reference = f.reference and x.type = case f.kind when 'payment' then 'WITHDRAWAL' else 'DEPOSIT' end)
      union all
      (select x.id, false, f.reference is not null and lower(f.reference) <> x.id::text from transaction x
       where f.open and x.id = f.own_id and x.dialect = f.dialect and x.type in ('DEPOSIT', 'WITHDRAWAL'))
      limit 1
    ) x on true
  ) c;
  return v_found;
end $$;

-- Of what was decided about a fact, what its sender and the rest of the batch need.
alter type settle_verdict drop attribute event_id, drop attribute type, drop attribute wallet_id, drop attribute currency, drop attribute amount,
  drop attribute failure_reason, drop attribute failure_message, drop attribute fee, drop attribute fee_difference, drop attribute fee_step,
  drop attribute parked_reference, drop attribute new_reference, drop attribute double_funded;
alter type settle_verdict add attribute new_reference text, add attribute new_second_reference text, add attribute woken text;

create or replace function settle_facts(p_facts settle_fact[]) returns settle_verdict[] language plpgsql as $$
declare
  v_found settle_found := find_cases(p_facts);
  v_locked int;
  v_returned_before boolean;
  v_cut int;
  v_verdicts settle_verdict[];
  v_failed uuid[];
  v_returned uuid;
  v_movements movement[];
  v_fees movement[];
  v_key text;
begin
  if v_found.missing then
    -- Lock, and look again in the next statement: this one sees the snapshot from before the lock.
    perform pg_advisory_xact_lock(k.key) from (
      select distinct hashtextextended(parked_key(f.dialect, f.kind, f.reference), 0) as key
      from rows from (unnest(p_facts), unnest(v_found.cases)) f where f.missing order by 1) k;
    v_found := find_cases(p_facts);
  end if;
  select count(*), bool_or(x.type = 'WITHDRAWAL' and x.status not in ('PENDING', 'COMPLETED')) into v_locked, v_returned_before from (
    select x.type, x.status from transaction x where x.id = any (v_found.transactions) order by x.id for no key update) x;

  -- A batch gives what its facts would give one by one: it is cut before an event or a transaction that it has already,
  -- and before a fact that is known by a number which an earlier one brings. What is held of a payout that left after
  -- its return depends on the balance at that moment: a word that one has left after all is judged alone.
  if cardinality(p_facts) > 1 and (v_found.events < cardinality(p_facts) or v_locked < cardinality(v_found.transactions) or v_found.brings_number or v_returned_before) then
    select min(x.ord) into v_cut from (
      select f.ord, f.transaction_id, t.left_twice, lag(t.left_twice) over in_order as after_one, row_number() over in_order as nth,
        row_number() over (partition by f.event_id order by f.ord) as nth_of_event,
        row_number() over (partition by f.transaction_id order by f.ord) as nth_of_transaction,
        count(*) filter (where f.new_number) over (partition by f.dialect, f.reference order by f.ord rows between unbounded preceding and 1 preceding) as brought
      from rows from (unnest(p_facts), unnest(v_found.cases)) f
      left join lateral (select f.state = 'completed' and x.type = 'WITHDRAWAL' and x.status not in ('PENDING', 'COMPLETED') as left_twice from transaction x where x.id = f.transaction_id) t on true
      window in_order as (order by f.ord)
    ) x where x.nth_of_event > 1 or x.transaction_id is not null and x.nth_of_transaction > 1 or x.brought > 0 or x.left_twice and x.nth > 1 or x.after_one;
    if v_cut is not null then
      -- Everything is locked before the first part.
      perform from wallet w where w.id in (select x.wallet_id from transaction x where x.id = any (v_found.transactions)) order by w.id for no key update;
      v_verdicts := settle_facts(array(select f from unnest(p_facts) f where f.ord < v_cut));
      return v_verdicts || settle_facts(as_known_now(array(select f from unnest(p_facts) f where f.ord >= v_cut)));
    end if;
  end if;

  -- Materialized, or each verdict would be worked out again wherever it is named.
  with judged as materialized (
    select f.ord, f.event_id, f.prior, f.dialect, f.kind, f.state, f.reference, f.fee, f.failure_reason, f.failure_message,
      f.transaction_id, f.other_kind, f.new_number and t.gateway_reference is null as new_number,
      t.type, t.wallet_id, t.currency, t.amount, t.fee as known_fee, t.quoted_fee,
      case when t.status <> 'PENDING' then lower(t.status) end as met,
      f.other_kind or t.type <> case f.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end as wrong_kind,
      case when t.type = 'WITHDRAWAL' and f.state = 'completed' and t.status not in ('PENDING', 'COMPLETED') then
        agrees((f.ord, f.event_id, f.prior, f.dialect, f.kind, f.state, f.reference, f.own_id, f.amount, f.currency, f.phone, f.fee, f.problem,
          f.failure_reason, f.failure_message)::settle_fact, t) end as left_twice,
      case
        when t.id is null then null
        when f.problem is not null then f.problem
        when t.gateway_state not in ('SENDING', 'ACCEPTED', 'UNKNOWN') then 'not_sent'
        when f.amount <> t.amount then 'amount_mismatch'
        when f.currency <> t.currency then 'currency_mismatch'
        when f.phone <> t.phone then 'phone_mismatch'
        when t.gateway_reference <> f.reference and lower(f.reference) <> t.id::text then 'reference_mismatch'
        when f.own_id <> t.id and lower(f.reference) <> f.own_id::text then 'reference_mismatch'
        when f.fee < 0 or f.fee > t.amount then 'fee_unreadable'
        when f.new_number and names_another(f.reference, t.id) then 'reference_mismatch'
      end as objection
    from rows from (unnest(p_facts), unnest(v_found.cases)) f left join transaction t on t.id = f.transaction_id
  ), decided as materialized (
    select j.*,
      case
        when j.kind is null or j.state is null then case when j.prior <> 'suspended' then 'duplicate' else 'ignored' end
        when j.prior <> 'suspended' then 'duplicate'
        when j.transaction_id is null or j.wrong_kind then 'suspended'
        when j.met is null and j.objection is null then j.state
        when j.state = j.met then 'duplicate'
        else 'suspended'
      end as verdict,
      case
        when j.kind is null or j.state is null or j.prior <> 'suspended' then null
        when j.transaction_id is null then 'unknown_reference'
        when j.wrong_kind then 'kind_mismatch'
        when j.state = j.met then null
        when j.met = 'awaiting_approval' then 'not_sent'
        when j.met is not null then 'conflicting_final_state'
        else j.objection
      end as why
    from judged j
  ), priced as materialized (
    -- Without a report, the fee is what the answer to the order quoted. Each later report posts the difference to what
    -- is posted already.
    select d.*, d.verdict in ('completed', 'failed') as settles, case when d.state = 'completed' and d.objection is null
      and d.verdict in ('completed', 'duplicate') and coalesce(d.prior, 'suspended') = 'suspended' and not d.wrong_kind
      then coalesce(d.fee, case when d.verdict = 'completed' then d.quoted_fee end) end as reported_fee
    from decided d
  ), verdict as materialized (
    select p.ord, p.event_id, p.verdict, p.why, p.settles, p.transaction_id, p.type, p.wallet_id, p.currency, p.amount,
      p.failure_reason, p.failure_message, p.reported_fee, p.reported_fee - p.known_fee as fee_difference,
      -- Only a difference becomes a journal and takes a step: a report of nothing new leaves no gap.
      case when p.reported_fee <> p.known_fee then
        greatest(2, (select max(j.step) from journal j where j.transaction_id = p.transaction_id)) + 1 end as fee_step,
      p.why = 'conflicting_final_state' and p.left_twice as left_twice,
      case when p.verdict = 'suspended' and p.reference is not null and (p.transaction_id is null or p.other_kind)
        then parked_key(p.dialect, p.kind, p.reference) end as parked_reference,
      -- Found by our own id, as after a lost answer: now the gateway's number is known too.
      case when p.new_number and p.settles then p.reference end as new_reference, p.dialect, p.kind
    from priced p
  ), changed as (
    -- One that does not settle: a later report of the fee of a transaction that stays as it is.
    update transaction t set status = case when v.settles then upper(v.verdict) else t.status end,
      settled_at = case when v.settles then db_now() else t.settled_at end,
      failure_reason = case when v.verdict = 'failed' then coalesce(v.failure_reason, t.failure_reason) else t.failure_reason end,
      failure_message = case when v.settles then case when v.verdict = 'failed' then v.failure_message end else t.failure_message end,
      warning = case when not v.settles then t.warning end,
      fee = coalesce(v.reported_fee, t.fee), updated_at = db_now()
    from verdict v where t.id = v.transaction_id and (v.settles or v.fee_difference <> 0)
  ), closed as (
    delete from queue_entry q using verdict v where q.transaction_id = v.transaction_id and v.verdict = 'completed'
  ), told as (
    insert into webhook_outcome (event_id, outcome, reason, transaction_id, parked_reference)
    select v.event_id, v.verdict, v.why, v.transaction_id, v.parked_reference from verdict v order by v.ord
  )
  select array_agg((v.ord, v.verdict, v.why, v.transaction_id, v.new_reference, case when v.new_reference is not null then
      (select q.hinted_second_reference from queue_entry q where q.transaction_id = v.transaction_id and q.hinted_reference = v.new_reference) end,
      case when v.new_reference is not null then parked_key(v.dialect, v.kind, v.new_reference) end)::settle_verdict order by v.ord),
    array_agg(v.transaction_id) filter (where v.verdict = 'failed'), (array_agg(v.transaction_id) filter (where v.left_twice))[1],
    array_agg((case
      when v.type = 'DEPOSIT' then ('DEPOSIT', v.transaction_id, 1, v.currency, system_account('gateway_float', v.currency), v.wallet_id, v.amount, null)::movement
      when v.verdict = 'completed' then ('PAYOUT_SETTLED', v.transaction_id, 2, v.currency, system_account('payout_clearing', v.currency), system_account('gateway_float', v.currency), v.amount, null)::movement
      else ('PAYOUT_RETURNED', v.transaction_id, 2, v.currency, system_account('payout_clearing', v.currency), v.wallet_id, v.amount, null)::movement
    end) order by v.ord) filter (where v.verdict = 'completed' or v.verdict = 'failed' and v.type = 'WITHDRAWAL'),
    array_agg((case when v.fee_difference > 0
      then ('FEE', v.transaction_id, v.fee_step, v.currency, system_account('fees', v.currency), system_account('gateway_float', v.currency), v.fee_difference, null)::movement
      else ('FEE', v.transaction_id, v.fee_step, v.currency, system_account('gateway_float', v.currency), system_account('fees', v.currency), -v.fee_difference, null)::movement
    end) order by v.ord) filter (where v.fee_difference <> 0)
    into v_verdicts, v_failed, v_returned, v_movements, v_fees
  from verdict v;

  if v_failed is not null then
    update queue_entry q set queue = 'FAILED', stale_since = null, stale_reason = null where q.transaction_id = any (v_failed);
  end if;
  v_movements := v_movements || v_fees;
  if v_movements is not null then
    perform post(v_movements);
  end if;
  if v_returned is not null then
    perform from wallet w where w.id = (select x.wallet_id from transaction x where x.id = v_returned) for no key update;
    perform hold_returned_payout(v_returned, (select max(o.seq) from webhook_outcome o where o.transaction_id = v_returned));
  end if;
  if v_found.brings_number then
    update transaction t set gateway_reference = v.new_reference, second_reference = coalesce(t.second_reference, v.new_second_reference)
      from unnest(v_verdicts) v where t.id = v.transaction_id and v.new_reference is not null;
    -- What waited for a number that is stored by this commit.
    for v_key in select v.woken from unnest(v_verdicts) v where v.woken is not null order by 1 loop
      perform settle_parked(v_key);
    end loop;
  end if;
  return v_verdicts;
end $$;
alter function settle_facts(settle_fact[]) reset all;
drop type settle_event;

-- As before, but for its own last outcome, which is told before what it holds.
drop function hold_returned_payout(uuid);
create function hold_returned_payout(p_id uuid, p_outcome bigint) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  t transaction;
  v_held numeric;
begin
  select * into strict t from transaction where id = p_id;
  if exists (select from transaction a where a.corrects_id = p_id and a.adjustment in ('double_funded', 'completed', 'release'))
    or held_for(p_id) is not null
    or exists (select from webhook_outcome o join webhook_event e on e.id = o.event_id
      where o.transaction_id = p_id and o.seq < p_outcome and o.reason = 'conflicting_final_state' and e.state = 'completed'
        and agrees((0, e.id, null, e.dialect, e.kind, e.state, e.reference, e.own_id, e.amount, e.currency, e.phone, e.fee, e.problem, null, null)::settle_fact, t)) then
    return;
  end if;
  select least(w.balance, t.amount) into v_held from wallet w where w.id = t.wallet_id;
  if v_held > 0 then
    perform post(array[('ADJUSTMENT', record_adjustment(t, 'double_funded', 'OUT', v_held, null, null, null), 1, t.currency,
      t.wallet_id, system_account('suspense', t.currency), v_held, null)::movement]);
  end if;
end $$;
