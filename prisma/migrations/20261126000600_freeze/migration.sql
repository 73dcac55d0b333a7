-- A broken invariant freezes payouts, of the tontines that it touches or of all: its open break is the freeze. Finance and
-- an administrator together lift it, by resolving the break.

alter table break_item add column tontine_id uuid references tontine;
create index break_item_freeze on break_item (tontine_id) where kind = 'invariant_broken' and resolved_at is null;

-- Opens one break for each tontine that a violation touches, or one for the whole house where it touches none that can
-- be named. The sentence of a violation names the wallets, vaults, transactions or journals that it is about.
create function open_invariant_breaks(p_name text, p_broken text[]) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_tontine uuid;
  v_opened integer := 0;
begin
  for v_tontine in
    with named as (
      select distinct (m)[1]::uuid as id from unnest(p_broken) b,
        regexp_matches(b, '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})', 'g') m
    ), member as (
      select w.user_id from named n join wallet w on w.id = n.id
      union select v.owner_id from named n join vault v on v.id = n.id
      union select t.user_id from named n join transaction t on t.id = n.id
      union select t.user_id from named n join journal j on j.id = n.id join transaction t on t.id = j.transaction_id
    ), touched as (
      select distinct s.tontine_id from member m join membership s on s.user_id = m.user_id and s.kind = 'MEMBER'
    )
    select t.tontine_id from touched t union all select null where not exists (select from touched)
  loop
    if not exists (select from break_item b where b.kind = 'invariant_broken' and b.resolved_at is null and b.reason = left(p_name, 60)
        and b.tontine_id is not distinct from v_tontine) then
      insert into break_item (kind, reason, reference, tontine_id) values ('invariant_broken', left(p_name, 60), left(p_broken[1], 128), v_tontine);
      v_opened := v_opened + 1;
    end if;
  end loop;
  return v_opened;
end $$;

create function payouts_frozen(p_user uuid) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from break_item b where b.kind = 'invariant_broken' and b.resolved_at is null
    and (b.tontine_id is null or exists (select from membership m where m.tontine_id = b.tontine_id and m.user_id = p_user and m.kind = 'MEMBER')))
$$;

-- Nothing new leaves while it is frozen; what has left is settled as ever.
create function refuse_frozen() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if payouts_frozen(new.user_id) then
    perform refuse('payouts_frozen', 'TP003', '{}');
  end if;
  return new;
end $$;
create trigger not_frozen before insert on transaction for each row when (new.type = 'WITHDRAWAL') execute function refuse_frozen();
create trigger not_frozen_approval before update on transaction for each row
  when (old.status = 'AWAITING_APPROVAL' and new.status = 'PENDING') execute function refuse_frozen();

-- Finance proposes, an administrator approves: neither lifts a freeze alone.
create function check_unfreeze() returns trigger language plpgsql as $$
begin
  if exists (select from break_item b where b.id = new.break_id and b.kind = 'invariant_broken')
    and not exists (select from app_user u where u.id = new.checked_by and u.role = 'ADMIN') then
    perform refuse('admin_unfreezes', 'TP006', '{}');
  end if;
  return new;
end $$;
create trigger unfreeze_by_two before update on resolution for each row when (new.state = 'APPROVED') execute function check_unfreeze();
