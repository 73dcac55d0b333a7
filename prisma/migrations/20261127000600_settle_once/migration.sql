-- Settling for less: what a rule asks of every row is asked once of all rows of a statement, and a batch is cut where an
-- event or a transaction comes again, so that each part judges each of them once.

-- Which states follow which, in the expression itself: a look-up in a table was run for every row that settles.
create or replace function check_transition() returns trigger language plpgsql as $$
begin
  if old.status <> new.status and old.status || ' ' || new.status <> all ('{PENDING COMPLETED, PENDING FAILED, AWAITING_APPROVAL PENDING,
    AWAITING_APPROVAL REJECTED, AWAITING_APPROVAL EXPIRED, AWAITING_APPROVAL CANCELLED}'::text[]) then
    raise exception 'Transaction % cannot go from % to %.', old.id, old.status, new.status using errcode = 'TP002';
  end if;
  if old.gateway_state <> new.gateway_state and old.gateway_state || ' ' || new.gateway_state <> all ('{NOT_SENT SENDING, SENDING NOT_SENT,
    SENDING ACCEPTED, SENDING REFUSED, SENDING UNKNOWN, UNKNOWN ACCEPTED, UNKNOWN REFUSED}'::text[]) then
    raise exception 'The gateway state of transaction % cannot go from % to %.', old.id, old.gateway_state, new.gateway_state using errcode = 'TP002';
  end if;
  return new;
end $$;
drop table legal_transition;

-- A balance may only be what its last posting says: both are written by one statement, and looked at behind it.
create function check_balances() returns trigger language plpgsql as $$
declare broken uuid;
begin
  select n.id into broken from changed n left join posting p on p.account_id = n.id and p.version = n.version
  where p.balance_after is distinct from n.balance and not (n.version = 0 and n.balance = 0) limit 1;
  if found then
    raise exception 'The balance of % % does not follow its postings.', tg_table_name, broken using errcode = 'TP902';
  end if;
  return null;
end $$;
do $$
declare t text;
begin
  foreach t in array array['wallet', 'vault'] loop
    execute format('drop trigger balance_follows_postings on %I', t);
    execute format('create constraint trigger opens_as_posted after insert on %I deferrable initially deferred for each row execute function check_balance()', t);
    execute format('create trigger balance_follows_postings after update on %I referencing new table as changed for each statement execute function check_balances()', t);
  end loop;
end $$;

-- What a new row of the books refers to exists: nothing that is referred to is ever deleted, so that one look behind the
-- statement does what a foreign key would do row by row. (An owned account is compared with its wallet by check_postings.)
create function check_references() returns trigger language plpgsql as $$
declare broken text;
begin
  case tg_table_name
    when 'posting' then
      select 'journal ' || n.journal_id into broken from added n where not exists (select from journal j where j.id = n.journal_id) limit 1;
    when 'journal' then
      select 'transaction ' || n.transaction_id into broken from added n
      where n.transaction_id is not null and not exists (select from transaction t where t.id = n.transaction_id) limit 1;
    when 'webhook_outcome' then
      select concat('event ', n.event_id, ' or transaction ' || n.transaction_id) into broken from added n
      where not exists (select from webhook_event e where e.id = n.event_id)
        or n.transaction_id is not null and not exists (select from transaction t where t.id = n.transaction_id) limit 1;
  end case;
  if found then
    raise exception 'A row of % refers to no row: %.', tg_table_name, broken using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
alter table posting drop constraint posting_journal_id_fkey, drop constraint posting_owned_account_id_fkey;
alter table journal drop constraint journal_transaction_id_fkey;
alter table webhook_outcome drop constraint webhook_outcome_event_id_fkey, drop constraint webhook_outcome_transaction_id_fkey;
do $$
declare t text;
begin
  foreach t in array array['posting', 'journal', 'webhook_outcome'] loop
    execute format('create trigger references_exist after insert on %I referencing new table as added for each statement execute function check_references()', t);
  end loop;
end $$;

create type settle_event as (id uuid, hash bytea, prior text);

drop function disagreement(settle_fact, transaction);

create or replace function settle_facts(p_facts settle_fact[]) returns settle_verdict[]
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  v_open settle_fact[];
  v_cases settle_case[];
  v_missing settle_fact[];
  v_verdicts settle_verdict[];
  v_movements movement[];
  v_key text;
  v_cut int;
  v_returned int;
begin
  -- What was already decided, or is about nothing of ours, needs no transaction. One without a state says
  -- that nothing is final yet: it moves nothing, but belongs to its transaction's story.
  v_open := array(select f from unnest(p_facts) f where coalesce(f.prior, 'suspended') = 'suspended' and f.kind is not null);

  if cardinality(v_open) > 0 then
    v_cases := find_cases(v_open);
    v_missing := array(select f from unnest(v_open) f join unnest(v_cases) c on c.ord = f.ord
      where f.reference is not null and (c.transaction_id is null or c.other_kind or c.new_number));
    if cardinality(v_missing) > 0 then
      -- Lock, and look again in the next statement: this one sees the snapshot from before the lock.
      perform pg_advisory_xact_lock(k.key) from (
        select distinct hashtextextended(parked_key(f.dialect, f.kind, f.reference), 0) as key from unnest(v_missing) f order by 1) k;
      v_cases := array(select c from unnest(v_cases) c where not exists (select from unnest(v_missing) f where f.ord = c.ord)) || find_cases(v_missing);
    end if;
    perform from transaction x where x.id in (select c.transaction_id from unnest(v_cases) c) order by x.id for no key update;
    if exists (select from unnest(v_cases) c where c.new_number) then
      select min(later.ord) into v_cut
      from unnest(v_cases) c join unnest(v_open) f on f.ord = c.ord
      join unnest(v_open) later on later.ord > f.ord
      where c.new_number and (later.dialect, later.reference) = (f.dialect, f.reference);
    end if;
  end if;

  -- A batch gives what its facts would give one by one: it is cut before an event or a transaction that it has already,
  -- and before a fact that is known by a number which an earlier one brings. Everything is locked before.
  select least(v_cut, min(x.ord) filter (where x.nth_of_event > 1 or x.transaction_id is not null and x.nth_of_transaction > 1)) into v_cut
  from (
    select f.ord, c.transaction_id, row_number() over (partition by f.event_id order by f.ord) as nth_of_event,
      row_number() over (partition by c.transaction_id order by f.ord) as nth_of_transaction
    from unnest(p_facts) f left join unnest(v_cases) c on c.ord = f.ord
  ) x;
  if v_cut is not null then
    perform from wallet w where w.id in (select x.wallet_id from unnest(v_cases) c join transaction x on x.id = c.transaction_id)
      order by w.id for no key update;
    v_verdicts := settle_facts(array(select f from unnest(p_facts) f where f.ord < v_cut));
    return v_verdicts || settle_facts(as_known_now(array(select f from unnest(p_facts) f where f.ord >= v_cut)));
  end if;

  v_verdicts := array(
    with judged as (
      select f.*, c.transaction_id, coalesce(c.other_kind, false) as other_kind, c.new_number,
        t.type, t.wallet_id, t.currency as tx_currency, t.amount as tx_amount, t.fee as tx_fee, t.quoted_fee, t.gateway_reference,
        case when t.status <> 'PENDING' then lower(t.status) end as met,
        c.other_kind or t.type <> case f.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end as wrong_kind,
        case when t.type = 'WITHDRAWAL' and f.state = 'completed' and t.status <> 'PENDING' then agrees(f, t) end as agrees,
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
          when c.new_number and names_another(f.reference, t.id) then 'reference_mismatch'
        end as objection
      from unnest(p_facts) f left join unnest(v_cases) c on c.ord = f.ord left join transaction t on t.id = c.transaction_id
    ), decided as (
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
    ), priced as (
      -- Without a report, the fee is what the answer to the order quoted. Each later report posts the difference to what
      -- is posted already.
      select d.*, case when d.state = 'completed' and d.objection is null and d.verdict in ('completed', 'duplicate')
        and coalesce(d.prior, 'suspended') = 'suspended' and not d.wrong_kind
        then coalesce(d.fee, case when d.verdict = 'completed' then d.quoted_fee end) end as reported_fee
      from decided d
    )
    select (p.ord, p.event_id, p.verdict, p.why, p.transaction_id, p.type, p.wallet_id, p.tx_currency, p.tx_amount,
      p.failure_reason, p.failure_message, p.reported_fee, p.reported_fee - p.tx_fee,
      -- Only a difference becomes a journal and takes a step: a report of nothing new leaves no gap.
      case when p.reported_fee <> p.tx_fee then
        greatest(2, (select max(j.step) from journal j where j.transaction_id = p.transaction_id)) + 1 end,
      case when p.verdict = 'suspended' and p.reference is not null and (p.transaction_id is null or p.other_kind)
        then parked_key(p.dialect, p.kind, p.reference) end,
      -- Found by our own id, as after a lost answer: now the gateway's number is known too.
      case when p.new_number and p.gateway_reference is null and p.verdict in ('completed', 'failed') then p.reference end,
      p.why = 'conflicting_final_state' and p.state = 'completed' and p.type = 'WITHDRAWAL' and p.met <> 'completed' and p.agrees)::settle_verdict
    from priced p
    order by p.ord
  );

  -- What is held of a payout that left after its return depends on the balance at that moment: cut behind it.
  v_returned := (select min(v.ord) from unnest(v_verdicts) v where v.double_funded);
  if v_returned is not null then
    perform from wallet w where w.id in (select x.wallet_id from unnest(v_cases) c join transaction x on x.id = c.transaction_id)
      order by w.id for no key update;
    if exists (select from unnest(p_facts) f where f.ord > v_returned) then
      v_verdicts := settle_facts(array(select f from unnest(p_facts) f where f.ord <= v_returned));
      return v_verdicts || settle_facts(as_known_now(array(select f from unnest(p_facts) f where f.ord > v_returned)));
    end if;
  end if;

  -- No verdict: a later report of the fee of a transaction that stays as it is.
  update transaction t set status = coalesce(upper(v.verdict), t.status),
    settled_at = case when v.verdict is null then t.settled_at else db_now() end,
    failure_reason = coalesce(v.failure_reason, t.failure_reason),
    failure_message = case when v.verdict is null then t.failure_message else v.failure_message end,
    warning = case when v.verdict is null then t.warning end,
    fee = coalesce(v.fee, t.fee), gateway_reference = coalesce(t.gateway_reference, v.new_reference),
    second_reference = case when v.new_reference is null then t.second_reference else coalesce(t.second_reference,
      (select q.hinted_second_reference from queue_entry q where q.transaction_id = t.id and q.hinted_reference = v.new_reference)) end,
    updated_at = db_now()
  from (
    select x.transaction_id, case when x.verdict in ('completed', 'failed') then x.verdict end as verdict,
      case when x.verdict = 'failed' then x.failure_reason end as failure_reason,
      case when x.verdict = 'failed' then x.failure_message end as failure_message, x.new_reference, x.fee
    from unnest(v_verdicts) x where x.verdict in ('completed', 'failed') or x.fee_difference <> 0
  ) v
  where t.id = v.transaction_id;
  if found then
    delete from queue_entry q using unnest(v_verdicts) v where q.transaction_id = v.transaction_id and v.verdict = 'completed';
    update queue_entry q set queue = 'FAILED', stale_since = null, stale_reason = null
      from unnest(v_verdicts) v where q.transaction_id = v.transaction_id and v.verdict = 'failed';

    v_movements := array(
      select m.movement from (
        select v.ord, 1 as nth, case
          when v.type = 'DEPOSIT' then ('DEPOSIT', v.transaction_id, 1, v.currency, system_account('gateway_float', v.currency), v.wallet_id, v.amount, null)::movement
          when v.verdict = 'completed' then ('PAYOUT_SETTLED', v.transaction_id, 2, v.currency, system_account('payout_clearing', v.currency), system_account('gateway_float', v.currency), v.amount, null)::movement
          else ('PAYOUT_RETURNED', v.transaction_id, 2, v.currency, system_account('payout_clearing', v.currency), v.wallet_id, v.amount, null)::movement
        end as movement
        from unnest(v_verdicts) v where v.verdict = 'completed' or v.verdict = 'failed' and v.type = 'WITHDRAWAL'
        union all
        select v.ord, 2, case when v.fee_difference > 0
          then ('FEE', v.transaction_id, v.fee_step, v.currency, system_account('fees', v.currency), system_account('gateway_float', v.currency), v.fee_difference, null)::movement
          else ('FEE', v.transaction_id, v.fee_step, v.currency, system_account('gateway_float', v.currency), system_account('fees', v.currency), -v.fee_difference, null)::movement end
        from unnest(v_verdicts) v where v.fee_difference <> 0
      ) m order by m.ord, m.nth
    );
    if cardinality(v_movements) > 0 then
      perform post(v_movements);
    end if;
  end if;

  if v_returned is not null then
    perform hold_returned_payout((select v.transaction_id from unnest(v_verdicts) v where v.ord = v_returned));
  end if;

  insert into webhook_outcome (event_id, outcome, reason, transaction_id, parked_reference)
  select v.event_id, v.verdict, v.why, v.transaction_id, v.parked_reference from unnest(v_verdicts) v order by v.ord;

  -- What waited for a number that is stored by this commit.
  for v_key in
    select parked_key(f.dialect, f.kind, v.new_reference) from unnest(v_verdicts) v join unnest(p_facts) f on f.ord = v.ord
    where v.new_reference is not null order by 1
  loop
    perform settle_parked(v_key);
  end loop;

  return v_verdicts;
end $$;


-- As before: the wallets and vaults take sums, and the chain of balances is written beside the postings.
create or replace function post(p_movements movement[], p_resolution uuid default null) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Lock in id order: two movements between the same wallets must not deadlock.
  perform from wallet w where w.id in (select m.from_account from unnest(p_movements) m union all select m.to_account from unnest(p_movements) m)
    order by w.id for no key update;
  if exists (select from unnest(p_movements) m where m.kind in ('VAULT_IN', 'VAULT_OUT')) then
    perform from vault v where v.id in (select m.from_account from unnest(p_movements) m union all select m.to_account from unnest(p_movements) m)
      order by v.id for no key update;
  end if;

  with movement as materialized (
    select uuid_v7() as journal_id, m.*, m.ord::int as rank from unnest(p_movements) with ordinality
      as m (kind, transaction_id, step, currency, from_account, to_account, amount, occurred_at, ord)
  ), line as materialized (
    select journal_id, rank, 1::smallint as line, currency, from_account as account_id, -amount as amount from movement
    union all
    select journal_id, rank, 2::smallint, currency, to_account, amount from movement
  ), change as materialized (
    select account_id, sum(amount) as amount, count(*)::int as postings from line group by account_id
  ), held as materialized (
    select w.id, w.balance, w.version from change c join wallet w on w.id = c.account_id
    union all
    select v.id, v.balance, v.version from change c join vault v on v.id = c.account_id
      and exists (select from movement where kind in ('VAULT_IN', 'VAULT_OUT'))
  ), wallets as (
    update wallet w set balance = w.balance + c.amount, version = w.version + c.postings, updated_at = db_now()
    from change c where w.id = c.account_id
  ), vaults as (
    update vault v set balance = v.balance + c.amount, version = v.version + c.postings, updated_at = db_now()
    from change c where v.id = c.account_id and exists (select from movement where kind in ('VAULT_IN', 'VAULT_OUT'))
  ), journals as (
    insert into journal (id, kind, transaction_id, step, currency, occurred_at, resolution_id)
    select journal_id, kind, transaction_id, step, currency, occurred_at, p_resolution from movement
  )
  insert into posting (journal_id, line, account_id, amount, currency, balance_after, version)
  select l.journal_id, l.line, l.account_id, l.amount, l.currency,
    h.balance + sum(l.amount) over account_so_far, h.version + count(*) over account_so_far
  from line l join held h on h.id = l.account_id
  window account_so_far as (partition by l.account_id order by l.rank, l.line)
  union all
  select l.journal_id, l.line, l.account_id, l.amount, l.currency, null, null
  from line l where not exists (select from held h where h.id = l.account_id);
end $$;

-- As before; only what was told before is looked up.
create or replace function receive_facts(p_source text[], p_dialect text[], p_raw bytea[], p_headers text[], p_event text[], p_kind text[],
  p_state text[], p_reference text[], p_own_id uuid[], p_amount numeric[], p_currency text[], p_phone text[], p_fee numeric[],
  p_problem text[], p_failure_reason text[], p_failure_message text[]
) returns settle_fact[] language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  v_hash bytea[];
  v_new settle_event[];
begin
  v_hash := array(select case when x.source = 'webhook' and x.dialect = 'initiate' then sha256(x.raw)
      else event_hash(x.source, x.dialect, x.raw, x.kind, x.reference, x.own_id) end
    from unnest(p_source, p_dialect, p_raw, p_kind, p_reference, p_own_id) with ordinality as x (source, dialect, raw, kind, reference, own_id, ord) order by x.ord);
  with added as (
    insert into webhook_event (source, dialect, hash, raw, headers, event, kind, state, reference, own_id, amount, currency, phone, fee,
      problem, failure_reason, failure_message)
    select distinct on (f.hash) f.source, f.dialect, f.hash, f.raw, f.headers::jsonb, f.event, f.kind, f.state, f.reference, f.own_id,
      f.amount, f.currency, f.phone, f.fee, f.problem, f.failure_reason, f.failure_message
    from unnest(v_hash, p_source, p_dialect, p_raw, p_headers, p_event, p_kind, p_state, p_reference, p_own_id, p_amount, p_currency,
      p_phone, p_fee, p_problem, p_failure_reason, p_failure_message) with ordinality
      as f (hash, source, dialect, raw, headers, event, kind, state, reference, own_id, amount, currency, phone, fee, problem,
        failure_reason, failure_message, ord)
    order by f.hash, f.ord
    on conflict (hash) do nothing returning id, hash
  )
  select coalesce(array_agg((a.id, a.hash, null)::settle_event), '{}') into v_new from added a;
  if cardinality(v_new) < (select count(distinct h) from unnest(v_hash) h) then
    v_new := v_new || array(
      select (e.id, e.hash, (select o.outcome from webhook_outcome o where o.event_id = e.id order by o.seq desc limit 1))::settle_event
      from (select distinct h as hash from unnest(v_hash) h) told join webhook_event e on e.hash = told.hash
      where not exists (select from unnest(v_new) n where n.hash = told.hash));
  end if;

  return array(
    select (f.ord, e.id, e.prior, f.dialect, f.kind, f.state, f.reference, f.own_id, f.amount, f.currency, f.phone, f.fee, f.problem,
      f.failure_reason, f.failure_message)::settle_fact
    from unnest(v_hash, p_dialect, p_kind, p_state, p_reference, p_own_id, p_amount, p_currency, p_phone, p_fee, p_problem,
      p_failure_reason, p_failure_message) with ordinality
      as f (hash, dialect, kind, state, reference, own_id, amount, currency, phone, fee, problem, failure_reason, failure_message, ord)
    join unnest(v_new) e on e.hash = f.hash
    order by f.ord
  );
end $$;
