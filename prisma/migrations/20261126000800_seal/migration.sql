-- The seal. A chain written at insert would have one serial head that every settlement waits for; so a job
-- chains what has been committed, in the order (txid, id), and settle never touches the head.

-- A block of sealed journals. Its head holds the head before it, so that whoever rewrites an old block
-- would have to rewrite every later one, and the heads that were kept outside would still differ.
create table seal (
  seq integer primary key check (seq >= 1),
  first_txid xid8 not null,
  first_id uuid not null,
  last_txid xid8 not null,
  last_id uuid not null,
  count integer not null check (count >= 1),
  -- sha256 over the hashes of the journals, each a hash of the journal and all its postings.
  digest bytea not null check (length(digest) = 32),
  previous bytea not null check (length(previous) = case seq when 1 then 0 else 32 end),
  head bytea not null check (length(head) = 32),
  sealed_at timestamptz not null default db_now()
);
create unique index seal_last_key on seal (last_txid, last_id);
create index seal_sealed_at_idx on seal (sealed_at);
create trigger append_only before update or delete on seal for each row execute function refuse_change();
create trigger append_only_truncate before truncate on seal for each statement execute function refuse_change();

-- Finds the unsealed journals without reading the sealed ones, at almost no cost to an insert: the table only grows, so
-- a block range whose greatest txid is below the last seal is skipped, and one that nobody summarised yet is always read.
-- A transaction that stayed open long lands in a late range with an early txid; that range's greatest txid is a late one,
-- so it is read as well. The index only saves reading; what is taken is decided by the exact comparison of each row.
-- recorded_at would not do: it is when a transaction began, and says nothing about when it got its txid.
create index journal_txid_brin on journal using brin ((txid::text::bigint)) with (pages_per_range = 32, autosummarize = on);

-- The head of a block: everything that the block says about itself, and the head before it.
create function seal_head(p_previous bytea, p_digest bytea, p_seq integer, p_count integer, p_first_txid xid8, p_first_id uuid,
  p_last_txid xid8, p_last_id uuid, p_sealed_at timestamptz
) returns bytea language sql stable set search_path = pg_catalog, pg_temp as $$
  select sha256(p_previous || p_digest || convert_to(concat_ws('|', p_seq, p_count, p_first_txid, p_first_id, p_last_txid, p_last_id,
    (extract(epoch from p_sealed_at) * 1000000)::bigint), 'UTF8'))
$$;

-- Seals at most p_most journals in blocks of at most p_per_block, and answers the new blocks. A journal is ripe when every
-- transaction with its txid or a lower one has ended: nothing can be committed in front of it any more. One of a
-- transaction that is open now waits for a later block, with everything that got a txid after it.
create function seal_journals(p_most integer default 100000, p_per_block integer default 10000) returns setof seal
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  v_ripe xid8;
  v_last seal;
  b seal;
begin
  -- One sealer at a time. The statements after this one see what the sealer before us committed.
  perform pg_advisory_xact_lock(hashtextextended('seal', 2));
  v_ripe := pg_snapshot_xmin(pg_current_snapshot());
  select * into v_last from seal order by seq desc limit 1;
  -- A dump that was restored into a young server: new journals would get txids that are sealed already.
  if v_last.last_txid >= pg_snapshot_xmax(pg_current_snapshot()) then
    raise exception 'The books are sealed up to transaction %, and this server is only at %: its transaction counter must be set beyond it (pg_resetwal).',
      v_last.last_txid, pg_snapshot_xmax(pg_current_snapshot()) using errcode = 'TP903';
  end if;

  for b in
    with ripe as materialized (
      select j.txid, j.id, (row_number() over (order by j.txid, j.id) - 1) / p_per_block as block
      from journal j
      where j.txid::text::bigint >= coalesce(v_last.last_txid, '0')::text::bigint
        and (v_last.seq is null or (j.txid, j.id) > (v_last.last_txid, v_last.last_id)) and j.txid < v_ripe
      order by j.txid, j.id limit p_most
    ), hashed as (
      select r.block, r.txid, r.id, sha256(convert_to(
        concat_ws('|', j.id, j.kind, coalesce(j.transaction_id::text, '-'), coalesce(j.resolution_id::text, '-'), j.step, j.currency,
          coalesce((extract(epoch from j.occurred_at) * 1000000)::bigint::text, '-'),
          (extract(epoch from j.recorded_at) * 1000000)::bigint, j.txid)
        || coalesce((select string_agg(E'\n' || concat_ws('|', p.line, p.account_id, trim_scale(p.amount), p.currency,
          coalesce(trim_scale(p.balance_after)::text, '-'), coalesce(p.version::text, '-')), '' order by p.line)
          from posting p where p.journal_id = j.id), ''), 'UTF8')) as hash
      from ripe r join journal j on j.id = r.id
    )
    select null, (array_agg(h.txid order by h.txid, h.id))[1], (array_agg(h.id order by h.txid, h.id))[1],
      (array_agg(h.txid order by h.txid desc, h.id desc))[1], (array_agg(h.id order by h.txid desc, h.id desc))[1],
      count(*), sha256(string_agg(h.hash, ''::bytea order by h.txid, h.id)), null, null, db_now()
    from hashed h group by h.block order by h.block
  loop
    b.seq := coalesce(v_last.seq, 0) + 1;
    b.previous := coalesce(v_last.head, '');
    b.head := seal_head(b.previous, b.digest, b.seq, b.count, b.first_txid, b.first_id, b.last_txid, b.last_id, b.sealed_at);
    insert into seal select b.*;
    v_last := b;
    return next b;
  end loop;
end $$;
