-- A break is as old as what happened, not as the job that saw it: the queue is read in that order.
drop index break_item_open;
create index break_item_since on break_item (coalesce(occurred_at, opened_at), id) where resolved_at is null;
create index break_item_mine on break_item (assignee_id) where resolved_at is null and assignee_id is not null;
create index break_item_due on break_item (due_at) where resolved_at is null and due_at is not null;

-- What else statements tell of a transaction beside the line that is its own.
create index statement_line_beside on statement_line (transaction_id) where transaction_id is not null and not paired;

-- When the breaks were last looked for; no row: never.
create table break_check (
  only_one boolean primary key default true check (only_one),
  checked_at timestamptz not null
);

create function note_break_check() returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into break_check (checked_at) values (db_now()) on conflict (only_one) do update set checked_at = excluded.checked_at;
end $$;

-- What a break is called: a deposit that waits for the payer's yes has no outcome that anybody lost.
create function break_name(p_kind text, p_flow text, p_reason text) returns text language sql immutable as $$
  select case when p_kind = 'outcome_unknown' and p_flow = 'deposit' and p_reason = 'payer_has_not_confirmed' then 'deposit_unpaid' else p_kind end
$$;

-- Events whose break is resolved: what was suspended wants nobody's eye any more.
create view answered_event as
  select e.event_id from break_evidence e join break_item b on b.id = e.break_id where e.event_id is not null and b.resolved_at is not null;
