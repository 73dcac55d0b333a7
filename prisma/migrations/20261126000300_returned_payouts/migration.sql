-- A payout that completes after its hold was returned is paid twice: what is still in the wallet is held at once, in
-- the commit of the event that tells it (books.md, double_funded); the rest waits for two people.

alter table transaction
  drop constraint transaction_check2,
  add constraint transfer_has_direction check (case type
    when 'TRANSFER' then vault_id is not null and direction is not null
    when 'ADJUSTMENT' then vault_id is null and direction is not null
    else vault_id is null and direction is null end),
  -- What an ADJUSTMENT does to the transaction that it corrects.
  add column adjustment text check (adjustment in ('double_funded', 'completed', 'failed', 'release', 'collect', 'reversal')),
  add constraint adjustments_say_why check ((type = 'ADJUSTMENT') = (adjustment is not null));
create index transaction_corrects_idx on transaction (corrects_id) where corrects_id is not null;
create unique index transaction_held_once on transaction (corrects_id) where adjustment = 'double_funded';

-- A journal knows the resolution that asked for it; nothing that settles pays for a foreign key here, the verifier looks.
alter table journal
  add column resolution_id uuid,
  drop constraint journal_kind_check,
  add constraint journal_kind_check check (kind in ('DEPOSIT', 'PAYOUT_HOLD', 'PAYOUT_SETTLED', 'PAYOUT_RETURNED', 'FEE',
    'VAULT_IN', 'VAULT_OUT', 'OPENING', 'SUSPENSE', 'CORRECTION', 'ADJUSTMENT')),
  drop constraint journal_check,
  add constraint journal_check check (transaction_id is not null or kind in ('OPENING', 'SUSPENSE', 'CORRECTION')),
  add constraint corrections_are_resolved check (kind not in ('SUSPENSE', 'CORRECTION') or resolution_id is not null);
create index journal_resolution_idx on journal (resolution_id) where resolution_id is not null;

-- As before; with the resolution, where there is one.
drop function post(movement[]);
create function post(p_movements movement[], p_resolution uuid default null) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
  ), line as (
    select journal_id, rank, 1::smallint as line, currency, from_account as account_id, -amount as amount from movement
    union all
    select journal_id, rank, 2::smallint, currency, to_account, amount from movement
  ), held as (
    select w.id, w.balance, w.version, true as is_wallet from wallet w where w.id in (select account_id from line)
    union all
    select v.id, v.balance, v.version, false from vault v where v.id in (select account_id from line)
      and exists (select from movement where kind in ('VAULT_IN', 'VAULT_OUT'))
  ), running as materialized (
    select l.*, h.is_wallet,
      h.balance + sum(l.amount) over account_so_far as balance_after,
      h.version + count(*) over account_so_far as version,
      row_number() over (partition by l.account_id order by l.rank desc, l.line desc) as from_last
    from line l left join held h on h.id = l.account_id
    window account_so_far as (partition by l.account_id order by l.rank, l.line)
  ), wallets as (
    update wallet w set balance = r.balance_after, version = r.version, updated_at = db_now()
    from running r where r.account_id = w.id and r.is_wallet and r.from_last = 1
  ), vaults as (
    update vault v set balance = r.balance_after, version = r.version, updated_at = db_now()
    from running r where r.account_id = v.id and not r.is_wallet and r.from_last = 1
  ), journals as (
    insert into journal (id, kind, transaction_id, step, currency, occurred_at, resolution_id)
    select journal_id, kind, transaction_id, step, currency, occurred_at, p_resolution from movement
  )
  insert into posting (journal_id, line, account_id, amount, currency, balance_after, version)
  select journal_id, line, account_id, amount, currency, balance_after, version from running;
end $$;

alter type settle_verdict add attribute double_funded boolean;

-- All that a fact tells agrees with the transaction, whatever state it is in.
create function agrees(f settle_fact, t transaction) returns boolean language sql immutable as $$
  select f.problem is null and coalesce(f.amount = t.amount, true) and coalesce(f.currency = t.currency, true)
    and coalesce(f.phone = t.phone, true) and coalesce(t.gateway_reference = f.reference or lower(f.reference) = t.id::text, true)
    and coalesce(f.own_id = t.id or lower(f.reference) = f.own_id::text, true)
$$;

-- The same facts beside what has been decided about them meanwhile.
create function as_known_now(p_facts settle_fact[]) returns settle_fact[] language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg((f.ord, f.event_id, (select o.outcome from webhook_outcome o where o.event_id = f.event_id order by o.seq desc limit 1),
    f.dialect, f.kind, f.state, f.reference, f.own_id, f.amount, f.currency, f.phone, f.fee, f.problem, f.failure_reason, f.failure_message)::settle_fact
    order by f.ord), '{}')
  from unnest(p_facts) f
$$;

-- The row of a correction. Direction is the wallet's: IN gives to the member, OUT takes.
create function record_adjustment(t transaction, p_adjustment text, p_direction text, p_amount numeric, p_note text, p_maker uuid, p_checker uuid)
returns uuid language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare v_id uuid;
begin
  insert into transaction (type, status, user_id, wallet_id, tontine_id, corrects_id, adjustment, direction, amount, currency, note,
    initiated_by, checked_by, by_staff, decided_at, settled_at)
  values ('ADJUSTMENT', 'COMPLETED', t.user_id, t.wallet_id, t.tontine_id, t.id, p_adjustment, p_direction, p_amount, t.currency, p_note,
    p_maker, p_checker, p_maker is not null, case when p_checker is not null then db_now() end, db_now())
  returning id into v_id;
  return v_id;
end $$;

-- Once for each payout, at the first word that says so: neither a later one, when the wallet holds more by then, nor
-- one after two people have decided takes again. The wallet is locked by the caller.
create function hold_returned_payout(p_id uuid) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  t transaction;
  v_held numeric;
begin
  select * into strict t from transaction where id = p_id;
  if exists (select from transaction a where a.corrects_id = p_id and a.adjustment in ('double_funded', 'completed', 'release'))
    or held_for(p_id) is not null
    or exists (select from webhook_outcome o join webhook_event e on e.id = o.event_id
      where o.transaction_id = p_id and o.reason = 'conflicting_final_state' and e.state = 'completed'
        and agrees((0, e.id, null, e.dialect, e.kind, e.state, e.reference, e.own_id, e.amount, e.currency, e.phone, e.fee, e.problem, null, null)::settle_fact, t)) then
    return;
  end if;
  select least(w.balance, t.amount) into v_held from wallet w where w.id = t.wallet_id;
  if v_held > 0 then
    perform post(array[('ADJUSTMENT', record_adjustment(t, 'double_funded', 'OUT', v_held, null, null, null), 1, t.currency,
      t.wallet_id, system_account('suspense', t.currency), v_held, null)::movement]);
  end if;
end $$;

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
    -- A number that one of these facts brings may be what a later one is known by, or wake what waited for it: cut
    -- there, so that the batch still gives what its facts would give one by one. Everything is locked before.
    if exists (select from unnest(v_cases) c where c.new_number) then
      select min(later.ord) into v_cut
      from unnest(v_cases) c join unnest(v_open) f on f.ord = c.ord
      join unnest(v_open) later on later.ord > f.ord
      join unnest(v_cases) l on l.ord = later.ord
      where c.new_number and ((later.dialect, later.reference) = (f.dialect, f.reference) or l.transaction_id = c.transaction_id);
      if v_cut is not null then
        perform from wallet w where w.id in (select x.wallet_id from unnest(v_cases) c join transaction x on x.id = c.transaction_id)
          order by w.id for no key update;
        v_verdicts := settle_facts(array(select f from unnest(p_facts) f where f.ord < v_cut));
        return v_verdicts || settle_facts(as_known_now(array(select f from unnest(p_facts) f where f.ord >= v_cut)));
      end if;
    end if;
  end if;

  v_verdicts := array(
    with fact as materialized (
      select f as fact, f.*, c.transaction_id, coalesce(c.other_kind, false) as other_kind, coalesce(c.new_number, false) as new_number,
        row_number() over (partition by f.event_id order by f.ord) as delivery
      from unnest(p_facts) f left join unnest(v_cases) c on c.ord = f.ord
    ), judged as (
      select f.*, t.type, t.wallet_id, t.currency as tx_currency, t.amount as tx_amount, t.fee as tx_fee, t.quoted_fee, t.gateway_reference, t.status,
        f.other_kind or t.type <> case f.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end as wrong_kind,
        case when t.type = 'WITHDRAWAL' and f.state = 'completed' then agrees(f.fact, t) end as agrees,
        case when t.id is not null then coalesce(disagreement(f.fact, t),
          case when f.new_number and names_another(f.reference, t.id) then 'reference_mismatch' end) end as objection
      from fact f left join transaction t on t.id = f.transaction_id
    ), raced as (
      select j.*, min(j.ord) filter (where j.status = 'PENDING' and j.state is not null and not j.wrong_kind and j.objection is null)
        over (partition by j.transaction_id) as winner
      from judged j
    ), known as (
      -- The state that this fact meets: the transaction's own, or the one that the winner before it brought.
      select r.*, case when r.status <> 'PENDING' then lower(r.status) when r.ord > r.winner then w.state end as met
      from raced r left join fact w on w.ord = r.winner
    ), decided as (
      select k.*,
        case
          when k.kind is null or k.state is null then case when k.prior <> 'suspended' or k.delivery > 1 then 'duplicate' else 'ignored' end
          when k.prior <> 'suspended' then 'duplicate'
          when k.transaction_id is null or k.wrong_kind then 'suspended'
          when k.ord = k.winner then k.state
          when k.state = k.met then 'duplicate'
          else 'suspended'
        end as verdict,
        case
          when k.kind is null or k.state is null or k.prior <> 'suspended' then null
          when k.transaction_id is null then 'unknown_reference'
          when k.wrong_kind then 'kind_mismatch'
          when k.ord = k.winner or k.state = k.met then null
          when k.met = 'awaiting_approval' then 'not_sent'
          when k.met is not null then 'conflicting_final_state'
          else k.objection
        end as why
      from known k
    ), priced as (
      -- Without a report, the fee is what the answer to the order quoted.
      select d.*, coalesce(d.fee, case when d.verdict = 'completed' then d.quoted_fee end) as told_fee from decided d
    ), reporting as (
      -- Each later report of a fee posts the difference to what is already posted.
      select d.*, d.told_fee is not null and d.state = 'completed' and d.objection is null and d.verdict in ('completed', 'duplicate')
        and coalesce(d.prior, 'suspended') = 'suspended' and d.delivery = 1 and not d.wrong_kind as reports_fee
      from priced d
    ), reported as (
      select p.*, case when p.reports_fee then p.told_fee - coalesce(lag(p.told_fee) over report, p.tx_fee) end as fee_difference
      from reporting p window report as (partition by p.transaction_id, p.reports_fee order by p.ord)
    )
    select (p.ord, p.event_id, p.verdict, p.why, p.transaction_id, p.type, p.wallet_id, p.tx_currency, p.tx_amount,
      p.failure_reason, p.failure_message,
      case when p.reports_fee then p.told_fee end,
      p.fee_difference,
      -- Only a difference becomes a journal and takes a step: a report of nothing new leaves no gap.
      case when p.fee_difference <> 0 then
        greatest(2, (select max(j.step) from journal j where j.transaction_id = p.transaction_id))
        + count(*) filter (where p.fee_difference <> 0) over (partition by p.transaction_id order by p.ord) end,
      case when p.verdict = 'suspended' and p.reference is not null and (p.transaction_id is null or p.other_kind)
        then parked_key(p.dialect, p.kind, p.reference) end,
      -- Found by our own id, as after a lost answer: now the gateway's number is known too.
      case when p.new_number and p.gateway_reference is null and p.verdict in ('completed', 'failed') then p.reference end,
      p.why = 'conflicting_final_state' and p.state = 'completed' and p.type = 'WITHDRAWAL' and p.met <> 'completed' and p.agrees)::settle_verdict
    from reported p
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
    select x.transaction_id,
      max(x.verdict) filter (where x.verdict in ('completed', 'failed')) as verdict,
      max(x.failure_reason) filter (where x.verdict = 'failed') as failure_reason,
      max(x.failure_message) filter (where x.verdict = 'failed') as failure_message,
      max(x.new_reference) as new_reference,
      (array_agg(x.fee order by x.ord desc) filter (where x.fee is not null))[1] as fee
    from unnest(v_verdicts) x where x.verdict in ('completed', 'failed') or x.fee_difference <> 0
    group by x.transaction_id
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

