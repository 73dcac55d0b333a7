/**
 * Each journal with the block that it belongs in, and its hash. Written out here, with functions of PostgreSQL
 * alone, rather than shared with `seal_journals`: the proof must not rest on what it proves.
 */
const HASHED = `
  select b.seq, j.txid, j.id, sha256(convert_to(
    concat_ws('|', j.id, j.kind, coalesce(j.transaction_id::text, '-'), coalesce(j.resolution_id::text, '-'), j.step, j.currency,
      coalesce((extract(epoch from j.occurred_at) * 1000000)::bigint::text, '-'),
      (extract(epoch from j.recorded_at) * 1000000)::bigint, j.txid)
    || coalesce(p.lines, ''), 'UTF8')) as hash
  from journal j
  left join (
    select journal_id, string_agg(E'\\n' || concat_ws('|', line, account_id, trim_scale(amount), currency,
      coalesce(trim_scale(balance_after)::text, '-'), coalesce(version::text, '-')), '' order by line) as lines
    from posting group by journal_id
  ) p on p.journal_id = j.id
  cross join lateral (
    select s.seq from seal s where (s.last_txid, s.last_id) >= (j.txid, j.id) order by s.last_txid, s.last_id limit 1
  ) b`;

/** The head that a block must have, from what it says and the head before it. */
const HEAD = `sha256(s.previous || s.digest || convert_to(concat_ws('|', s.seq, s.count, s.first_txid, s.first_id, s.last_txid, s.last_id,
  (extract(epoch from s.sealed_at) * 1000000)::bigint), 'UTF8'))`;

/** Invariant 9, as far as the database can tell of itself; the anchors are compared in `verify.ts`. */
export const SEAL_INVARIANTS = [
  {
    number: 9,
    name: 'every journal below the head is in the chain as it was sealed',
    sql: `select case
            when s.count <> coalesce(h.count, 0) then format('Block %s sealed %s journals, the books now hold %s of it.', s.seq, s.count, coalesce(h.count, 0))
            else format('A journal or posting of block %s (%s journals, sealed %s) is not as it was sealed.', s.seq, s.count, s.sealed_at) end as broken
          from seal s
          left join (select seq, count(*) as count, sha256(string_agg(hash, ''::bytea order by txid, id)) as digest
                     from (${HASHED}) hashed group by seq) h using (seq)
          where s.count <> coalesce(h.count, 0) or s.digest is distinct from h.digest`,
  },
  {
    number: 9,
    name: 'the chain of blocks is unbroken',
    sql: `select case
            when s.seq <> coalesce(s.before_seq, 0) + 1 then format('Block %s is missing from the chain.', s.seq - 1)
            when s.previous <> coalesce(s.before_head, '') then format('Block %s does not follow the head of the block before it.', s.seq)
            when (s.last_txid, s.last_id) <= (s.before_txid, s.before_id) then format('Block %s ends before the block in front of it.', s.seq)
            else format('The head of block %s is not the hash of the block.', s.seq) end as broken
          from (select seal.*, lag(seq) over chain as before_seq, lag(head) over chain as before_head,
                  lag(last_txid) over chain as before_txid, lag(last_id) over chain as before_id
                from seal window chain as (order by seq)) s
          where s.seq <> coalesce(s.before_seq, 0) + 1 or s.previous <> coalesce(s.before_head, '')
            or (s.last_txid, s.last_id) <= (s.before_txid, s.before_id) or s.head <> ${HEAD}`,
  },
];
