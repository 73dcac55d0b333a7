-- The one posting function. A movement takes an amount from one account and gives it to another:
-- a journal of two postings. Everything that moves money calls post() with movements.

create type movement as (
  kind text,
  transaction_id uuid,
  step smallint,
  currency text,
  from_account uuid,
  to_account uuid,
  amount numeric,
  occurred_at timestamptz
);

create function post(p_movements movement[]) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
    insert into journal (id, kind, transaction_id, step, currency, occurred_at)
    select journal_id, kind, transaction_id, step, currency, occurred_at from movement
  )
  insert into posting (journal_id, line, account_id, amount, currency, balance_after, version)
  select journal_id, line, account_id, amount, currency, balance_after, version from running;
end $$;

-- Opening balances: what a member, or our account at the gateway, had before these books began.
create function post_opening(p_wallet uuid, p_amount numeric) returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare w wallet;
begin
  select * into strict w from wallet where id = p_wallet;
  perform post(array[
    ('OPENING', null, 1, w.currency, system_account('opening', w.currency), w.id, p_amount, null)::movement,
    ('OPENING', null, 1, w.currency, system_account('gateway_float', w.currency), system_account('opening', w.currency), p_amount, null)::movement
  ]);
end $$;

create function audit(p_actor jsonb, p_action text, p_subject_type text, p_subject_id uuid, p_before jsonb, p_after jsonb, p_reason text)
returns void language sql set search_path = pg_catalog, public, pg_temp as $$
  insert into audit_entry (actor_id, actor_name, action, subject_type, subject_id, before, after, reason, ip, session_id)
  values ((p_actor ->> 'id')::uuid, p_actor ->> 'name', p_action, p_subject_type, p_subject_id, p_before, p_after, p_reason,
    p_actor ->> 'ip', p_actor ->> 'sessionId')
$$;
