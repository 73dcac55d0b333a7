-- Resolutions: how two people answer a break. Whoever proposes never approves; nothing final is edited: money moves by
-- settle, or by a new ADJUSTMENT beside what it corrects, with exactly the postings that both have seen.

create table resolution (
  id uuid primary key default uuid_v7(),
  break_id uuid not null references break_item,
  verb text not null check (verb in ('mark_completed', 'mark_failed', 'match_line', 'apply_event', 'post_suspense', 'write_off', 'reverse',
    'release_hold', 'collect', 'ignore', 'query_again', 'set_aside')),
  params jsonb not null default '{}',
  reason text not null check (char_length(reason) between 1 and 255),
  state text not null check (state in ('PROPOSED', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'DONE')),
  -- Money moves, a state becomes final, or a difference is left alone: then a second person decides.
  needs_checker boolean not null,
  -- The postings as they were shown; an approval that would post others is refused.
  plan jsonb not null default '[]',
  -- What it settled, or the ADJUSTMENT that it made.
  transaction_id uuid references transaction,
  reverses_id uuid references resolution,
  made_by uuid not null references app_user,
  made_at timestamptz not null default db_now(),
  checked_by uuid references app_user,
  checked_at timestamptz,
  check_reason text check (char_length(check_reason) <= 255),
  constraint maker_is_not_checker check (checked_by <> made_by),
  check (state <> 'APPROVED' or checked_by is not null),
  check (state <> 'DONE' or not needs_checker),
  check ((verb = 'reverse') = (reverses_id is not null))
);
create unique index resolution_proposed on resolution (break_id) where state = 'PROPOSED';
create unique index resolution_reversed_once on resolution (reverses_id) where state in ('PROPOSED', 'APPROVED');
create index resolution_break on resolution (break_id);
create index resolution_waiting on resolution (made_at, id) where state = 'PROPOSED';
create trigger never_deleted before delete on resolution for each row execute function refuse_change();
create trigger never_truncated before truncate on resolution for each statement execute function refuse_change();

create index resolution_transaction on resolution (transaction_id) where transaction_id is not null;

-- The transactions that a resolution is about, whether by its break or by what it names.
create function transactions_about(p_break uuid, p_params jsonb) returns uuid[] language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select array(
    select b.transaction_id from break_item b where b.id = p_break and b.transaction_id is not null
    union select (p_params ->> 'transactionId')::uuid where p_params ->> 'transactionId' is not null
    union select x::uuid from jsonb_array_elements_text(p_params -> 'transactionIds') x
    union select unnest(array_remove(array[t.id, t.corrects_id], null)) from resolution r join transaction t on t.id = r.transaction_id
      where r.id = (p_params ->> 'resolutionId')::uuid)
$$;

-- Whether somebody gains or loses by it: their own money, or money of their own number.
create function is_concerned(p_person uuid, p_break uuid, p_transactions uuid[]) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from app_user u join transaction t on t.id = any (p_transactions) and (t.user_id = u.id or t.phone = u.phone) where u.id = p_person)
    or exists (select from app_user u join break_item b on b.id = p_break and b.phone = u.phone where u.id = p_person)
    or exists (select from app_user u join break_evidence e on e.break_id = p_break
      left join statement_line l on l.id = e.line_id left join webhook_event v on v.id = e.event_id
      where u.id = p_person and u.phone in (l.phone, v.phone))
$$;

create function check_resolution() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (old.state <> 'PROPOSED' or (old.id, old.break_id, old.verb, old.params, old.reason, old.needs_checker, old.plan, old.reverses_id, old.made_by, old.made_at)
    is distinct from (new.id, new.break_id, new.verb, new.params, new.reason, new.needs_checker, new.plan, new.reverses_id, new.made_by, new.made_at)) then
    raise exception 'Resolution % is decided, or what it proposes would change.', old.id using errcode = 'TP900';
  end if;
  -- A withdrawal gives nobody anything: it must stay possible whatever has become of the people.
  if new.needs_checker and new.state <> 'WITHDRAWN' and (
    is_concerned(new.made_by, new.break_id, transactions_about(new.break_id, new.params) || new.transaction_id)
    or is_concerned(new.checked_by, new.break_id, transactions_about(new.break_id, new.params) || new.transaction_id)) then
    raise exception 'Whoever gains or loses by resolution % neither proposes nor approves it.', new.id using errcode = 'TP900';
  end if;
  return new;
end $$;
create trigger decided_once before insert or update on resolution for each row execute function check_resolution();

create type resolution_plan as (
  -- completed, failed: through settle, as a person's word about this transaction; fee: a later report of its fee.
  settles text,
  fee numeric,
  transaction_id uuid,
  adjustment text,
  moves movement[],
  -- What a statement says beyond that, to or from suspense.
  rest movement[],
  lines bigint[],
  transactions uuid[],
  event_id uuid,
  needs_checker boolean,
  effects jsonb
);

create function effect(p_code text, p_amount numeric default null) returns jsonb language sql immutable as $$
  select jsonb_build_array(jsonb_build_object('code', p_code, 'details', jsonb_strip_nulls(jsonb_build_object('amount', p_amount::text))))
$$;

-- A movement of a plan: the ADJUSTMENT that it belongs to does not exist yet.
create function planned(p_kind text, p_currency text, p_from uuid, p_to uuid, p_amount numeric) returns movement[] language sql immutable as $$
  select case when p_amount > 0 then array[(p_kind, null, null, p_currency, p_from, p_to, p_amount, null)::movement] else '{}' end
$$;

-- Takes an amount from a member: what the wallet has, and the rest is owed.
create function take_from(w wallet, p_to uuid, p_amount numeric) returns movement[] language sql stable as $$
  select planned('ADJUSTMENT', w.currency, w.id, p_to, least(w.balance, p_amount))
    || planned('ADJUSTMENT', w.currency, system_account('receivable', w.currency), p_to, p_amount - least(w.balance, p_amount))
$$;

-- What was posted about a transaction to an account of ours: by itself, by what corrects it, and by what corrects that.
create function posted_about(p_id uuid, p_account text) returns numeric language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(sum(p.amount), 0) from posting p join journal j on j.id = p.journal_id
  where j.transaction_id in (select p_id union select a.id from transaction a where a.corrects_id = p_id
      union select a.id from transaction d join transaction a on a.corrects_id = d.id where d.corrects_id = p_id)
    and p.account_id = system_account(p_account, p.currency)
$$;

-- What a member still owes for a transaction that was corrected.
create function owed_for(p_id uuid) returns numeric language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select -posted_about(p_id, 'receivable')
$$;

-- What is held of a payout, while nothing has been decided about it: it left after its return, or its return was reversed.
create function held_for(p_id uuid) returns numeric language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select nullif(sum(p.amount), 0) from transaction a join journal j on j.transaction_id = a.id join posting p on p.journal_id = j.id
  where a.corrects_id = p_id and a.adjustment in ('double_funded', 'reversal') and p.account_id = system_account('suspense', p.currency)
    and not exists (select from transaction d where d.corrects_id = p_id and d.adjustment in ('completed', 'release')
      and not exists (select from transaction r where r.corrects_id = d.id and r.adjustment = 'reversal'))
$$;

-- What resolutions did to the float, as people read it, beside a transaction's own journals; or about a break without one.
create function resolved_effect(p_transaction uuid, p_break uuid) returns numeric language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(-sum(p.amount), 0) from posting p
  where p.account_id in (system_account('gateway_float', 'XOF'), system_account('gateway_float', 'XAF')) and p.journal_id in (
    select j.id from transaction a join journal j on j.transaction_id = a.id where a.corrects_id = p_transaction
    union select j.id from transaction d join transaction a on a.corrects_id = d.id join journal j on j.transaction_id = a.id where d.corrects_id = p_transaction
    union select j.id from break_item x join resolution r on r.break_id = x.id join journal j on j.resolution_id = r.id where x.transaction_id = p_transaction
    union select j.id from resolution r join journal j on j.resolution_id = r.id or j.transaction_id = r.transaction_id where r.break_id = p_break)
$$;

-- The same, asked of many transactions of which few were ever corrected.
create function booked_about(p_id uuid) returns numeric language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when exists (select from transaction a where a.corrects_id = p_id)
    or exists (select from break_item b where b.transaction_id = p_id and b.closed_by = 'resolution') then resolved_effect(p_id, null) else 0 end
$$;

-- Whether two people took back what a person's word had settled: its state stays, its money is elsewhere.
create function settlement_undone(p_id uuid) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from resolution r join resolution x on x.reverses_id = r.id and x.state = 'APPROVED' and x.transaction_id is not null
    where r.transaction_id = p_id and r.verb <> 'write_off')
$$;

create function corrected_as(p_id uuid, p_adjustment text) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from transaction d where d.corrects_id = p_id and d.adjustment = p_adjustment
    and not exists (select from transaction r where r.corrects_id = d.id and r.adjustment = 'reversal'))
$$;

-- The gateway's word about one transaction, whatever our state of it: what has to happen for the books to say the same.
create function plan_outcome(t transaction, p_state text, p_fee numeric) returns resolution_plan
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  p resolution_plan;
  w wallet;
  v_float uuid := system_account('gateway_float', t.currency);
  v_held numeric;
  v_undone boolean := settlement_undone(t.id);
begin
  if t.id is null then
    perform refuse('resolution_needs_transaction', 'TP003', '{}');
  end if;
  p.transaction_id := t.id;
  p.needs_checker := true;
  p.moves := '{}';
  p.fee := p_fee;
  if t.status = 'AWAITING_APPROVAL' or t.status = 'PENDING' and t.gateway_state = 'NOT_SENT' then
    perform refuse('not_sent_yet', 'TP003', jsonb_build_object('id', t.id));
  end if;
  if t.status = 'PENDING' then
    p.settles := p_state;
    if p_state = 'completed' then
      p.moves := case t.type when 'DEPOSIT' then planned('DEPOSIT', t.currency, v_float, t.wallet_id, t.amount)
        else planned('PAYOUT_SETTLED', t.currency, system_account('payout_clearing', t.currency), v_float, t.amount) end
        || planned('FEE', t.currency, system_account('fees', t.currency), v_float, coalesce(p.fee, t.quoted_fee, 0));
      p.effects := effect(case t.type when 'DEPOSIT' then 'deposit_completed' else 'payout_completed' end, t.amount);
    else
      if t.type = 'WITHDRAWAL' then
        p.moves := planned('PAYOUT_RETURNED', t.currency, system_account('payout_clearing', t.currency), t.wallet_id, t.amount);
      end if;
      p.effects := effect(case t.type when 'DEPOSIT' then 'deposit_failed' else 'payout_failed' end, t.amount);
      p.fee := null;
    end if;
    return p;
  end if;

  if (t.status = 'COMPLETED') = (p_state = 'completed') and not v_undone then
    perform refuse('already_final', 'TP003', jsonb_build_object('status', t.status));
  end if;
  -- What was taken back stands as if it had not happened.
  if corrected_as(t.id, p_state) or v_undone and p_state = 'failed' then
    perform refuse('already_corrected', 'TP003', jsonb_build_object('id', t.id));
  end if;
  p.adjustment := p_state;
  select * into strict w from wallet where id = t.wallet_id;
  if (t.type = 'DEPOSIT') = (p_state = 'completed') then
    -- A late deposit, or a payout that did not arrive after all.
    p.moves := planned('ADJUSTMENT', t.currency, v_float, w.id, t.amount);
    p.effects := effect('credited', t.amount);
  elsif t.type = 'WITHDRAWAL' then
    v_held := held_for(t.id);
    p.moves := case when v_held is null then take_from(w, v_float, t.amount)
      else planned('ADJUSTMENT', t.currency, system_account('suspense', t.currency), v_float, v_held)
        || planned('ADJUSTMENT', t.currency, system_account('receivable', t.currency), v_float, t.amount - v_held) end;
    p.effects := effect('payout_confirmed', t.amount);
    if t.amount - coalesce(v_held, least(w.balance, t.amount)) > 0 then
      p.effects := p.effects || effect('owed', t.amount - coalesce(v_held, least(w.balance, t.amount)));
    end if;
  else
    p.moves := take_from(w, v_float, t.amount);
    p.effects := effect('debited', least(w.balance, t.amount));
    if t.amount > w.balance then
      p.effects := p.effects || effect('owed', t.amount - w.balance);
    end if;
  end if;
  p.moves := p.moves || case p_state
    when 'completed' then planned('ADJUSTMENT', t.currency, system_account('fees', t.currency), v_float, coalesce(p.fee, case when v_undone then t.fee end, 0))
    -- What did not happen costs no fee.
    else planned('ADJUSTMENT', t.currency, v_float, system_account('fees', t.currency), -posted_about(t.id, 'fees')) end;
  return p;
end $$;

-- Moves a difference between the float and an account of ours: p_difference is what the gateway has more than we.
create function plan_difference(p_kind text, p_account text, p_currency text, p_difference numeric) returns resolution_plan language sql stable as $$
  select (null, null, null, null,
    planned(p_kind, p_currency, system_account('gateway_float', p_currency), system_account(p_account, p_currency), p_difference)
      || planned(p_kind, p_currency, system_account(p_account, p_currency), system_account('gateway_float', p_currency), -p_difference),
    '{}', '{}', '{}', null, true, effect(case p_account when 'suspense' then 'to_suspense' else 'written_off' end, p_difference))::resolution_plan
$$;

-- Pairs lines and transactions by hand: one with one, one with several, several with one.
create function plan_match(b break_item, p_params jsonb) returns resolution_plan language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  p resolution_plan;
  t transaction;
  v_lines bigint[];
  v_transactions uuid[];
  v_there numeric;
  v_gross numeric;
  v_fee numeric;
  v_here numeric;
begin
  v_lines := coalesce((select array_agg(x::bigint order by x::bigint) from jsonb_array_elements_text(p_params -> 'lineIds') x),
    array(select e.line_id from break_evidence e join statement_line l on l.id = e.line_id where e.break_id = b.id and l.state = 'completed' order by 1));
  v_transactions := coalesce((select array_agg(x::uuid order by x::uuid) from jsonb_array_elements_text(p_params -> 'transactionIds') x),
    array_remove(array[coalesce((p_params ->> 'transactionId')::uuid, b.transaction_id)], null));
  if cardinality(v_lines) = 0 or cardinality(v_transactions) = 0 then
    perform refuse('nothing_to_match', 'TP003', '{}');
  end if;
  if (select count(*) from statement_line l where l.id = any (v_lines) and l.state = 'completed' and l.currency = b.currency) <> cardinality(v_lines)
    or (select count(*) from transaction x where x.id = any (v_transactions) and x.type in ('DEPOSIT', 'WITHDRAWAL') and x.currency = b.currency) <> cardinality(v_transactions) then
    perform refuse('match_not_possible', 'TP003', '{}');
  end if;
  if b.transaction_id <> all (v_transactions) then
    perform refuse('break_has_transaction', 'TP003', jsonb_build_object('id', b.transaction_id));
  end if;
  if exists (select from statement_line l join statement_line o on o.series = l.series and o.paired and o.transaction_id = any (v_transactions)
      and o.id <> all (v_lines) where l.id = any (v_lines))
    or exists (select from statement_line l where l.id = any (v_lines) and l.outcome in ('matched', 'repeated'))
    -- Its francs have been booked by another decision.
    or exists (select from break_evidence e join resolution r on r.break_id = e.break_id where e.line_id = any (v_lines) and e.break_id <> b.id
      and r.state = 'APPROVED' and r.verb <> 'reverse' and jsonb_array_length(r.plan) > 0
      and not exists (select from resolution x where x.reverses_id = r.id and x.state = 'APPROVED')) then
    perform refuse('already_matched', 'TP003', '{}');
  end if;
  select sum(effect_there(l.kind, l.amount, l.fee)), sum(effect_there(l.kind, l.amount, 0)), sum(l.fee) into v_there, v_gross, v_fee
  from statement_line l where l.id = any (v_lines);
  select sum(effect_here(x.type, x.status, x.amount, x.fee)) into v_here from transaction x where x.id = any (v_transactions);

  if cardinality(v_transactions) = 1 then
    select * into strict t from transaction where id = v_transactions[1];
    if t.status <> 'COMPLETED' then
      if abs(v_gross) <> t.amount or (v_gross > 0) <> (t.type = 'DEPOSIT') then
        perform refuse('amounts_differ', 'TP003', jsonb_build_object('there', abs(v_gross)::text, 'here', t.amount::text));
      end if;
      p := plan_outcome(t, 'completed', case when v_fee between 0 and t.amount then v_fee end);
      p.lines := v_lines;
      p.transactions := v_transactions;
      return p;
    end if;
  elsif exists (select from transaction x where x.id = any (v_transactions) and x.status <> 'COMPLETED') then
    perform refuse('match_not_possible', 'TP003', '{}');
  end if;
  if v_there = v_here then
    p.moves := '{}';
    -- Alone one may only pair what the break itself is about, and only one line with one transaction of the same phone, way and days.
    p.needs_checker := not exists (
      select from statement_line l join statement_file f on f.id = l.file_id join transaction x on x.id = v_transactions[1]
      where l.id = v_lines[1] and cardinality(v_lines) = 1 and cardinality(v_transactions) = 1 and l.phone = x.phone
        and l.kind = case x.type when 'DEPOSIT' then 'payment' else 'payout' end and (f.method is null or f.method = x.method)
        and l.occurred_at between coalesce(x.sent_at, x.created_at) - interval '1 day' and coalesce(x.settled_at, x.sent_at, x.created_at) + interval '1 day')
      or case when b.kind = 'missing_at_gateway' then b.transaction_id is null
      else b.kind not in ('missing_in_ledger', 'amount_mismatch', 'fee_difference', 'duplicate', 'status_conflict')
        or not exists (select from break_evidence e where e.break_id = b.id and e.line_id is not null) end
      or exists (select from break_evidence e left join statement_line l on l.id = e.line_id where e.break_id = b.id
        and (e.event_id is not null or l.id <> all (v_lines) and l.outcome not in ('matched', 'repeated', 'not_happened')));
  elsif p_params ->> 'absorb' in ('suspense', 'write_off') then
    p := plan_difference(case p_params ->> 'absorb' when 'suspense' then 'SUSPENSE' else 'CORRECTION' end,
      case p_params ->> 'absorb' when 'suspense' then 'suspense' else 'corrections' end, b.currency, v_there - v_here);
  else
    perform refuse('sums_differ', 'TP003', jsonb_build_object('difference', (v_there - v_here)::text));
  end if;
  p.lines := v_lines;
  p.transactions := v_transactions;
  p.effects := coalesce(p.effects, '[]') || effect('paired', null);
  return p;
end $$;

-- The opposite of what a resolution of this break posted; of several about one transaction, the last one first.
create function plan_reversal(b break_item, p_id uuid) returns resolution_plan language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  r resolution;
  p resolution_plan;
  m record;
  w wallet;
  v_kind text;
begin
  select * into r from resolution where id = p_id and break_id = b.id;
  if r.id is null or r.state not in ('APPROVED', 'DONE') or r.verb in ('reverse', 'set_aside', 'query_again') then
    perform refuse('nothing_to_reverse', 'TP003', '{}');
  end if;
  if exists (select from resolution x where x.reverses_id = r.id and x.state = 'APPROVED') then
    perform refuse('already_reversed', 'TP003', '{}');
  end if;
  if exists (select from transaction rt, resolution n join transaction nt on nt.id = n.transaction_id
      where rt.id = r.transaction_id and coalesce(nt.corrects_id, nt.id) = coalesce(rt.corrects_id, rt.id) and n.state = 'APPROVED' and n.verb <> 'reverse'
        and n.checked_at > r.checked_at and not exists (select from resolution x where x.reverses_id = n.id and x.state = 'APPROVED'))
    or exists (select from transaction a where a.corrects_id = r.transaction_id and a.adjustment = 'double_funded') then
    perform refuse('reverse_later_first', 'TP003', '{}');
  end if;
  p.moves := '{}';
  p.needs_checker := true;
  p.effects := effect('reversed');
  p.transaction_id := r.transaction_id;
  p.adjustment := case when r.transaction_id is not null and jsonb_array_length(r.plan) > 0 then 'reversal' end;
  for m in select x ->> 'kind' as kind, x ->> 'currency' as currency, (x ->> 'from')::uuid as source, (x ->> 'to')::uuid as target, (x ->> 'amount')::numeric as amount
    from jsonb_array_elements(r.plan) with ordinality e (x, n) order by n desc
  loop
    v_kind := case when r.transaction_id is not null then 'ADJUSTMENT' else m.kind end;
    select * into w from wallet where id = m.target;
    -- Nothing goes back into clearing, which holds what is on its way: what had left is the member's again, and what
    -- had been returned is held aside.
    if m.source = system_account('payout_clearing', m.currency) then
      m.source := case when w.id is null then (select t.wallet_id from transaction t where t.id = r.transaction_id) else system_account('suspense', m.currency) end;
    end if;
    p.moves := p.moves || case when w.id is null then planned(v_kind, m.currency, m.target, m.source, m.amount)
      else take_from(w, m.source, m.amount) end;
  end loop;
  return p;
end $$;

-- What movements do to the float as people read it: money that we have at the gateway.
create function float_effect(p_moves movement[]) returns numeric language sql stable as $$
  select coalesce(sum(case when m.from_account = system_account('gateway_float', m.currency) then m.amount
    when m.to_account = system_account('gateway_float', m.currency) then -m.amount else 0 end), 0) from unnest(p_moves) m
$$;

create function plan_resolution(b break_item, p_verb text, p_params jsonb) returns resolution_plan
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  p resolution_plan;
  t transaction;
  e webhook_event;
  w wallet;
  v_fee numeric;
  v_rest numeric;
begin
  if (p_params ->> 'transactionId')::uuid <> b.transaction_id then
    perform refuse('break_has_transaction', 'TP003', jsonb_build_object('id', b.transaction_id));
  end if;
  select * into t from transaction where id = coalesce((p_params ->> 'transactionId')::uuid, b.transaction_id) and type in ('DEPOSIT', 'WITHDRAWAL');
  -- The fee as the strongest witness tells it; one that settle would not believe goes to suspense with the rest.
  select coalesce((select case when l.fee between 0 and t.amount then l.fee end from break_evidence x join statement_line l on l.id = x.line_id
      where x.break_id = b.id and l.state = 'completed' and l.fee is not null order by l.paired desc, l.id limit 1),
    (select v.fee from break_evidence x join webhook_event v on v.id = x.event_id
      where x.break_id = b.id and v.state = 'completed' and v.problem is null and v.fee between 0 and t.amount order by v.id limit 1)) into v_fee;

  case p_verb
  when 'mark_completed' then
    p := plan_outcome(t, 'completed', v_fee);
    p.lines := array(select l.id from break_evidence x join statement_line l on l.id = x.line_id where x.break_id = b.id and l.transaction_id = t.id);
  when 'mark_failed' then
    p := plan_outcome(t, 'failed', null);
  when 'apply_event' then
    select v.* into e from webhook_event v join break_evidence x on x.event_id = v.id
    where x.break_id = b.id and v.id = coalesce((p_params ->> 'eventId')::uuid, v.id) order by v.received_at desc, v.id desc limit 1;
    if e.id is null or e.state is null or e.kind is null or e.problem is not null then
      perform refuse('event_says_nothing', 'TP003', '{}');
    end if;
    if t.id is null then
      perform refuse('resolution_needs_transaction', 'TP003', '{}');
    end if;
    if e.amount is distinct from coalesce(t.amount, e.amount) and e.amount is not null or e.currency <> t.currency
      or e.kind <> (case t.type when 'DEPOSIT' then 'payment' else 'payout' end) then
      perform refuse('amounts_differ', 'TP003', jsonb_build_object('there', e.amount::text, 'here', t.amount::text));
    end if;
    p := plan_outcome(t, e.state, v_fee);
    p.event_id := e.id;
    p.lines := array(select l.id from break_evidence x join statement_line l on l.id = x.line_id where x.break_id = b.id and l.state = 'completed');
    p.transactions := array[t.id];
  when 'match_line' then
    p := plan_match(b, p_params);
  when 'post_suspense' then
    if coalesce(b.difference, 0) = 0 then
      perform refuse('nothing_to_post', 'TP003', '{}');
    end if;
    p := plan_difference('SUSPENSE', 'suspense', b.currency, b.difference);
  when 'write_off' then
    if coalesce(b.difference, 0) = 0 then
      perform refuse('nothing_to_post', 'TP003', '{}');
    end if;
    if b.kind = 'fee_difference' and t.status = 'COMPLETED' and v_fee between 0 and t.amount then
      p.settles := 'fee';
      p.transaction_id := t.id;
      p.fee := v_fee;
      p.needs_checker := true;
      p.moves := planned('FEE', t.currency, system_account('fees', t.currency), system_account('gateway_float', t.currency), v_fee - t.fee)
        || planned('FEE', t.currency, system_account('gateway_float', t.currency), system_account('fees', t.currency), t.fee - v_fee);
      p.effects := effect('fee_corrected', v_fee);
      p.lines := array(select l.id from break_evidence x join statement_line l on l.id = x.line_id where x.break_id = b.id and l.transaction_id = t.id);
    else
      p := plan_difference('CORRECTION', 'corrections', b.currency, b.difference);
    end if;
  when 'release_hold' then
    if held_for(t.id) is null then
      perform refuse('nothing_held', 'TP003', '{}');
    end if;
    p.transaction_id := t.id;
    p.adjustment := 'release';
    p.needs_checker := true;
    p.moves := planned('ADJUSTMENT', t.currency, system_account('suspense', t.currency), t.wallet_id, held_for(t.id));
    p.effects := effect('released', held_for(t.id));
  when 'collect' then
    select * into w from wallet where id = t.wallet_id;
    if coalesce(least(owed_for(t.id), w.balance), 0) <= 0 then
      perform refuse('nothing_to_collect', 'TP003', '{}');
    end if;
    p.transaction_id := t.id;
    p.adjustment := 'collect';
    p.needs_checker := true;
    p.moves := planned('ADJUSTMENT', t.currency, w.id, system_account('receivable', t.currency), least(owed_for(t.id), w.balance));
    p.effects := effect('collected', least(owed_for(t.id), w.balance));
  when 'reverse' then
    p := plan_reversal(b, (p_params ->> 'resolutionId')::uuid);
  when 'ignore' then
    if b.kind = 'double_funded' and held_for(t.id) is not null then
      perform refuse('hold_undecided', 'TP003', jsonb_build_object('amount', held_for(t.id)::text));
    end if;
    p.moves := '{}';
    -- Francs that are left alone, or of which nobody knows, are left alone by two.
    p.needs_checker := b.difference is distinct from 0;
    p.effects := effect('ignored', nullif(b.difference, 0));
  when 'set_aside' then
    if t.type is distinct from 'DEPOSIT' or t.status <> 'PENDING' or t.gateway_state = 'NOT_SENT' or b.kind <> 'outcome_unknown' then
      perform refuse('only_deposits_aside', 'TP003', '{}');
    end if;
    p.transaction_id := t.id;
    p.moves := '{}';
    p.needs_checker := false;
    p.effects := effect('set_aside');
  else
    perform refuse('verb_unknown', 'TP003', jsonb_build_object('verb', p_verb));
  end case;
  p.moves := coalesce(p.moves, '{}');
  -- A statement proves the francs beyond the operation as well: they wait in suspense, so that none is left unnamed.
  -- A fee that no line tells is none of them.
  v_rest := b.difference - float_effect(array(select m from unnest(p.moves) m where m.kind <> 'FEE'
    or exists (select from break_evidence x join statement_line l on l.id = x.line_id where x.break_id = b.id and l.state = 'completed' and l.fee is not null)));
  if v_rest <> 0 and p_verb in ('mark_completed', 'mark_failed', 'apply_event', 'match_line') and (p.settles is not null or p.adjustment is not null)
    and exists (select from break_evidence x join statement_line l on l.id = x.line_id where x.break_id = b.id and l.state = 'completed') then
    p.rest := planned('SUSPENSE', b.currency, system_account('gateway_float', b.currency), system_account('suspense', b.currency), v_rest)
      || planned('SUSPENSE', b.currency, system_account('suspense', b.currency), system_account('gateway_float', b.currency), -v_rest);
    p.effects := p.effects || effect('to_suspense', v_rest);
  end if;
  p.rest := coalesce(p.rest, '{}');
  p.lines := coalesce(p.lines, '{}');
  p.transactions := coalesce(p.transactions, '{}');
  return p;
end $$;

-- The movements as they are stored, shown and compared.
create function moves_json(p_moves movement[]) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('kind', m.kind, 'currency', m.currency, 'from', m.from_account, 'to', m.to_account,
    'amount', m.amount::text) order by m.n), '[]')
  from unnest(p_moves) with ordinality m (kind, transaction_id, step, currency, from_account, to_account, amount, occurred_at, n)
$$;

-- The same as postings by account, for people.
create function plan_postings(p_plan jsonb) returns jsonb language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('account', a.kind, 'name', u.full_name, 'amount', s.amount::text) order by a.kind <> 'wallet', s.amount desc, a.kind), '[]')
  from (
    select x.account_id, sum(x.amount) as amount from (
      select (m ->> 'from')::uuid as account_id, -(m ->> 'amount')::numeric as amount from jsonb_array_elements(p_plan) m
      union all select (m ->> 'to')::uuid, (m ->> 'amount')::numeric from jsonb_array_elements(p_plan) m
    ) x group by 1 having sum(x.amount) <> 0
  ) s join account a on a.id = s.account_id left join wallet w on w.id = a.wallet_id left join app_user u on u.id = w.user_id
$$;

create function preview_resolution(p_break uuid, p_verb text, p_params jsonb) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  b break_item;
  p resolution_plan;
begin
  select * into b from break_item where id = p_break;
  if not found then
    perform refuse('not_found', 'TP404', jsonb_build_object('what', 'break', 'id', p_break));
  end if;
  p := plan_resolution(b, p_verb, p_params);
  return jsonb_build_object('postings', plan_postings(moves_json(p.moves || p.rest)), 'needsChecker', p.needs_checker, 'effects', p.effects);
end $$;

-- Does what was planned. Break, transaction and wallets are locked by the caller, in the one order.
create function carry_out(r resolution, p resolution_plan, p_checker uuid) returns uuid
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  t transaction;
  e webhook_event;
  v_event uuid;
  v_verdict settle_verdict;
  v_made uuid;
  v_taken numeric;
  l record;
begin
  select * into t from transaction where id = p.transaction_id;
  if p.settles is not null then
    select * into e from webhook_event where id = p.event_id;
    -- A person's word is an event like any other: kept for ever, and settled by the same function.
    insert into webhook_event (source, dialect, hash, raw, headers, event, kind, state, reference, own_id, amount, currency, fee, failure_reason, failure_message)
    select 'person', t.dialect, event_hash('person', t.dialect, s.raw, s.kind, s.reference, t.id), s.raw, '{}', 'resolution.' || r.verb, s.kind,
      case p.settles when 'failed' then 'failed' else 'completed' end, s.reference, t.id, t.amount, t.currency, p.fee,
      case p.settles when 'failed' then 'other' end, case p.settles when 'failed' then r.reason end
    from (select convert_to(jsonb_build_object('resolution', r.id, 'verb', r.verb, 'break', r.break_id, 'maker', r.made_by, 'checker', p_checker,
        'reason', r.reason, 'event', p.event_id, 'lines', p.lines)::text, 'UTF8') as raw,
      case t.type when 'DEPOSIT' then 'payment' else 'payout' end as kind, coalesce(t.gateway_reference, e.reference) as reference) s
    returning id into v_event;
    v_verdict := (settle_facts(array(select (1, x.id, null, x.dialect, x.kind, x.state, x.reference, x.own_id, x.amount, x.currency, x.phone,
      x.fee, x.problem, x.failure_reason, x.failure_message)::settle_fact from webhook_event x where x.id = v_event)))[1];
    if v_verdict.verdict is distinct from (case p.settles when 'fee' then 'duplicate' else p.settles end) then
      perform refuse('plan_changed', 'TP003', '{}');
    end if;
    v_made := t.id;
  elsif p.adjustment is not null then
    select coalesce(sum(case when m.to_account = t.wallet_id then m.amount when m.from_account = t.wallet_id then -m.amount end), 0) into v_taken from unnest(p.moves) m;
    v_made := record_adjustment(t, p.adjustment, case when v_taken > 0 then 'IN' else 'OUT' end,
      least(t.amount, coalesce(nullif(abs(v_taken), 0), (select max(m.amount) from unnest(p.moves) m))), r.reason, r.made_by, p_checker);
    perform post(array(select (m.kind, v_made, m.n, m.currency, m.from_account, m.to_account, m.amount, null)::movement
      from unnest(p.moves) with ordinality m (kind, transaction_id, step, currency, from_account, to_account, amount, occurred_at, n)), r.id);
  elsif cardinality(p.moves) > 0 then
    perform post(array(select (m.kind, null, m.n, m.currency, m.from_account, m.to_account, m.amount, null)::movement
      from unnest(p.moves) with ordinality m (kind, transaction_id, step, currency, from_account, to_account, amount, occurred_at, n)), r.id);
  end if;

  if cardinality(p.rest) > 0 then
    perform post(array(select (m.kind, null, m.n, m.currency, m.from_account, m.to_account, m.amount, null)::movement
      from unnest(p.rest) with ordinality m (kind, transaction_id, step, currency, from_account, to_account, amount, occurred_at, n)), r.id);
  end if;
  if r.verb = 'set_aside' then
    update queue_entry set queue = 'ASIDE', stale_since = null, stale_reason = null where transaction_id = t.id;
  end if;
  -- What wanted a person's attention has it.
  if r.verb not in ('reverse', 'collect') then
    delete from queue_entry q using break_item b, transaction x where b.id = r.break_id and q.transaction_id = b.transaction_id
      and x.id = q.transaction_id and q.queue = 'ATTENTION' and x.status not in ('PENDING', 'FAILED');
    update queue_entry q set queue = case x.status when 'FAILED' then 'FAILED' else 'OPEN' end, reason = null from break_item b, transaction x
    where b.id = r.break_id and q.transaction_id = b.transaction_id and x.id = q.transaction_id and q.queue = 'ATTENTION';
  end if;
  if r.verb = 'apply_event' and p.event_id is not null then
    insert into webhook_outcome (event_id, outcome, reason, transaction_id)
    select p.event_id, 'duplicate', 'applied_by_person', t.id
    where (select o.outcome from webhook_outcome o where o.event_id = p.event_id order by o.seq desc limit 1) = 'suspended';
  end if;
  -- Lines that were paired by this decision, the first of a series as the transaction's own.
  if cardinality(p.transactions) > 0 then
    update statement_line s set paired = false where s.id = any (p.lines) and s.paired;
    for l in select s.id, row_number() over (partition by s.series order by s.id) as nth from statement_line s where s.id = any (p.lines) order by s.id loop
      update statement_line s set outcome = 'matched', rule = 'by_hand', matched_by = r.made_by, matched_at = db_now(), difference = 0,
        transaction_id = p.transactions[1], paired = l.nth = 1 and cardinality(p.transactions) = 1 where s.id = l.id;
      insert into statement_pair (line_id, transaction_id)
      select l.id, x from unnest(p.transactions) x where cardinality(p.transactions) > 1 or l.nth > 1 on conflict do nothing;
    end loop;
  else
    update statement_line s set outcome = line_outcome(s.state, s.kind, s.amount, s.fee, s.currency, x, 0), difference = line_difference(s.state, s.kind, s.amount, s.fee, x)
    from transaction x where s.id = any (p.lines) and x.id = s.transaction_id and s.paired and x.status = 'COMPLETED';
  end if;
  return v_made;
end $$;

-- Who may answer breaks at all.
create function expect_officer(p_actor jsonb, p_checks boolean) returns app_user language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare a app_user;
begin
  select * into a from app_user where id = (p_actor ->> 'id')::uuid and not disabled;
  if a.id is null or a.role <> 'FINANCE' and not (p_checks and a.role = 'ADMIN') then
    perform refuse('officers_only', 'TP006', '{}');
  end if;
  return a;
end $$;

-- In the one lock order: break, the references of its events, transactions by id, wallets by id.
create function lock_break(p_id uuid, p_params jsonb) returns break_item language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  b break_item;
  v_ids uuid[];
begin
  select * into b from break_item where id = p_id for no key update;
  if not found then
    perform refuse('not_found', 'TP404', jsonb_build_object('what', 'break', 'id', p_id));
  end if;
  -- One line answers one break: two approvals at once would each believe it free.
  perform from statement_line l where l.id in (select e.line_id from break_evidence e where e.break_id = p_id)
      or l.id in (select x::bigint from jsonb_array_elements_text(p_params -> 'lineIds') x)
    order by l.id for no key update;
  perform pg_advisory_xact_lock(k.key) from (
    select distinct hashtextextended(parked_key(v.dialect, v.kind, v.reference), 0) as key
    from break_evidence e join webhook_event v on v.id = e.event_id where e.break_id = p_id and v.kind is not null and v.reference is not null order by 1) k;
  v_ids := transactions_about(p_id, p_params);
  perform from transaction t where t.id = any (v_ids) order by t.id for no key update;
  perform from wallet w where w.id in (select t.wallet_id from transaction t where t.id = any (v_ids)) order by w.id for no key update;
  return b;
end $$;

create function expect_unconcerned(a app_user, b break_item, p_params jsonb) returns void language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  if is_concerned(a.id, b.id, transactions_about(b.id, p_params)) then
    perform refuse('checker_concerned', 'TP006', '{}');
  end if;
end $$;

-- Where it needs nobody else it is done at once; else it waits for a second person.
create function resolve_break(p_break uuid, p_verb text, p_params jsonb, p_reason text, p_actor jsonb)
returns table (resolution_id uuid, outcome text) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  a app_user;
  b break_item;
  p resolution_plan;
  r resolution;
  v_made uuid;
begin
  a := expect_officer(p_actor, false);
  b := lock_break(p_break, p_params);
  if b.resolved_at is not null and p_verb not in ('reverse', 'collect') then
    perform refuse('break_resolved', 'TP003', '{}');
  end if;
  if exists (select from resolution x where x.break_id = b.id and x.state = 'PROPOSED') then
    perform refuse('already_proposed', 'TP003', '{}');
  end if;
  p := plan_resolution(b, p_verb, p_params);
  -- What the second person decides about is what the first one saw.
  p_params := p_params || case p_verb
    when 'match_line' then jsonb_build_object('lineIds', to_jsonb(p.lines::text[]), 'transactionIds', to_jsonb(p.transactions))
    when 'ignore' then jsonb_build_object('difference', b.difference::text)
    else '{}' end;
  perform expect_unconcerned(a, b, p_params);
  insert into resolution (break_id, verb, params, reason, state, needs_checker, plan, reverses_id, made_by)
  values (b.id, p_verb, p_params, p_reason, 'PROPOSED', p.needs_checker, moves_json(p.moves || p.rest),
    case p_verb when 'reverse' then (p_params ->> 'resolutionId')::uuid end, a.id)
  returning * into r;
  if not p.needs_checker then
    v_made := carry_out(r, p, null);
    update resolution set state = 'DONE', transaction_id = v_made where id = r.id;
    perform close_break(b.id, 'resolution');
  end if;
  perform audit(p_actor, 'break.' || p_verb, 'Break', b.id, null,
    jsonb_build_object('resolutionId', r.id, 'state', case when p.needs_checker then 'PROPOSED' else 'DONE' end, 'plan', r.plan), p_reason);
  return query select r.id, case when p.needs_checker then 'proposed' else 'done' end;
end $$;

-- Lines that a resolution had paired by hand stand alone again.
create function unpair_lines(p_resolution uuid) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare v_lines bigint[];
begin
  v_lines := array(
    select l.id from resolution r join statement_line l on l.rule = 'by_hand' and l.id in (
      select x::bigint from jsonb_array_elements_text(r.params -> 'lineIds') x
      union all select e.line_id from break_evidence e where e.break_id = r.break_id and r.verb = 'apply_event')
    where r.id = p_resolution);
  delete from statement_pair s where s.line_id = any (v_lines);
  update statement_line l set transaction_id = null, paired = false, rule = null, outcome = 'missing_in_ledger', matched_by = null, matched_at = null,
    difference = effect_there(l.kind, l.amount, l.fee) where l.id = any (v_lines);
end $$;

create function decide_resolution(p_id uuid, p_decision text, p_reason text, p_actor jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  a app_user;
  b break_item;
  r resolution;
  p resolution_plan;
  v_made uuid;
begin
  a := expect_officer(p_actor, true);
  select * into r from resolution where id = p_id;
  if not found then
    perform refuse('not_found', 'TP404', jsonb_build_object('what', 'resolution', 'id', p_id));
  end if;
  b := lock_break(r.break_id, r.params);
  select * into r from resolution where id = p_id for no key update;
  if p_decision = 'withdraw' then
    if a.id <> r.made_by then
      perform refuse('only_maker_withdraws', 'TP006', '{}');
    end if;
  elsif p_decision not in ('approve', 'reject') then
    raise exception 'There is no decision %.', p_decision;
  elsif a.id = r.made_by then
    perform refuse('maker_is_checker', 'TP006', '{}');
  else
    perform expect_unconcerned(a, b, r.params);
  end if;
  if r.state <> 'PROPOSED' then
    perform refuse('not_proposed', 'TP003', jsonb_build_object('state', r.state));
  end if;

  if p_decision = 'approve' then
    if r.needs_checker and is_concerned(r.made_by, b.id, transactions_about(b.id, r.params)) then
      perform refuse('checker_concerned', 'TP006', '{}');
    end if;
    p := plan_resolution(b, r.verb, r.params);
    if moves_json(p.moves || p.rest) <> r.plan or r.verb = 'ignore' and r.params ->> 'difference' is distinct from b.difference::text then
      perform refuse('plan_changed', 'TP003', '{}');
    end if;
    v_made := carry_out(r, p, a.id);
    update resolution set state = 'APPROVED', transaction_id = v_made, checked_by = a.id, checked_at = db_now(), check_reason = p_reason where id = r.id;
    if r.verb = 'reverse' then
      perform unpair_lines(r.reverses_id);
      -- What it had answered is open again.
      update break_item x set resolved_at = null, closed_by = null where x.id = b.id and not exists (
        select from break_item o where o.resolved_at is null and o.id <> x.id and (o.transaction_id = x.transaction_id
          or (o.kind, x.kind) = ('proof_gap', 'proof_gap') and (o.business_day, o.currency) = (x.business_day, x.currency)));
    elsif r.verb <> 'collect' then
      perform close_break(b.id, 'resolution');
    end if;
  else
    update resolution set state = case p_decision when 'reject' then 'REJECTED' else 'WITHDRAWN' end,
      checked_by = case p_decision when 'reject' then a.id end, checked_at = db_now(), check_reason = p_reason where id = r.id;
  end if;
  perform audit(p_actor, 'resolution.' || p_decision, 'Break', b.id, jsonb_build_object('resolutionId', r.id, 'state', 'PROPOSED'),
    jsonb_build_object('verb', r.verb, 'plan', r.plan), p_reason);
end $$;
