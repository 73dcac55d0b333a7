import { OPENING } from './seed-people.ts';
import { hexOf, key } from './seed-sql.ts';

export interface PlanOptions {
  readonly transactions: number;
  readonly members: number;
  readonly days: number;
  /** SQL: the instant of the first. */
  readonly start: string;
}

/** So many connections plan and load at once. */
export const PARTS = 2;

/**
 * What every operation is, and what its wallet and vault had before it: everything that has to be known of all
 * before any can be written. Chance is a hash of the operation's number: the same books at every run.
 */
export const planSql = (
  { transactions, members, days, start }: PlanOptions,
  part: number,
): string => `
  create unlogged table seed_plan_${part} as
  with rolled as (
    select n, hashint8extended(n, 1) & 9223372036854775807 as h, hashint8extended(n, 2) & 9223372036854775807 as who, ${transactions} - n as left_over
    from generate_series(1, ${transactions}) n
  ), given as (
    select n, h, left_over,
      -- A few members do a thousandfold of what most do.
      floor(${members} * power((who % 1000003) / 1000003.0::float8, 1.5))::int as nth,
      (h % 1000)::int as of_kind, (h / 1000 % 1000)::int as of_status, (h / 1000000 % 1000)::int as of_amount, (h / 1000000000 % 1000)::int as of_rest
    from rolled
  ), mine as (
    select * from given where nth % ${PARTS} = ${part}
  ), kinds as (
    select *, case when nth % 3 = 0 and of_kind >= 880 then 'T' when of_kind < 300 then 'W' else 'D' end as kind from mine
  ), states as (
    select *, case
      when kind = 'T' then 'COMPLETED'
      -- The last hours, and one in five thousand of what is older, are still open.
      when left_over < ${Math.ceil(transactions / 2000)} and of_status < 500 or of_status = 7 and of_amount < 200 then 'PENDING'
      when kind = 'W' and left_over < ${Math.ceil(transactions / days)} and of_status between 60 and 63 then 'AWAITING_APPROVAL'
      when of_status between 10 and 49 then 'FAILED'
      when kind = 'W' and of_status between 50 and 52 then 'EXPIRED'
      when kind = 'W' and of_status between 53 and 56 then 'REJECTED'
      when kind = 'W' and of_status between 57 and 58 then 'CANCELLED'
      else 'COMPLETED' end as status
    from kinds
  ), counted as (
    select *, count(*) filter (where kind = 'T') over so_far as nth_transfer from states
    window so_far as (partition by nth order by n rows unbounded preceding)
  ), amounts as (
    select *, kind = 'T' and nth_transfer % 5 = 0 as is_out, case
      -- A vault takes in four times at least what it gives out.
      when kind = 'T' then case when nth_transfer % 5 = 0 then 1000 * (1 + of_amount % 4) else 1000 * (1 + of_amount % 9) end
      else (case kind when 'W' then 1 + of_amount % 40 else 1 + of_amount % 60 end) * 500 * case when of_rest = 5 then 10 else 1 end end as amount
    from counted
  ), effects as (
    select *,
      case when kind = 'D' and status = 'COMPLETED' or kind = 'T' and is_out then amount
        when kind = 'T' or kind = 'W' and status in ('COMPLETED', 'PENDING', 'AWAITING_APPROVAL') then -amount else 0 end as effect,
      case when kind = 'D' then case status when 'COMPLETED' then 1 else 0 end
        when kind = 'W' and status in ('FAILED', 'EXPIRED', 'REJECTED', 'CANCELLED') then 2 else 1 end as postings,
      case when kind = 'T' then case when is_out then -amount else amount end else 0 end as vault_effect
    from amounts
  )
  select n::int as n, nth, kind, is_out, status, amount, h, left_over::int as left_over,
    case when kind <> 'T' and status = 'COMPLETED' and of_rest < 700 then amount / 100 else 0 end as fee,
    (${OPENING} + coalesce(sum(effect) over before, 0))::bigint as balance, (1 + coalesce(sum(postings) over before, 0))::int as version,
    (coalesce(sum(vault_effect) over before, 0))::bigint as vault_balance, (nth_transfer - case when kind = 'T' then 1 else 0 end)::int as vault_version,
    effect, postings, vault_effect,
    ${key(hexOf('i.at'), '000')} as id, i.at
  from effects cross join lateral (select ${start} + n * (interval '${days} days' / ${transactions}) as at, md5(n::text) as noise offset 0) i
  window before as (partition by nth order by n rows between unbounded preceding and 1 preceding)
  order by n`;

/** All parts of the plan. */
export const PLAN_VIEW = `create view seed_plan as ${Array.from({ length: PARTS }, (_, part) => `select * from seed_plan_${part}`).join(' union all ')}`;

/** Where the plan leaves wallets and vaults. */
export const BALANCES = [
  `update wallet w set balance = p.balance, version = p.version, updated_at = p.at from (
     select distinct on (nth) nth, balance + effect as balance, version + postings as version, at from seed_plan order by nth, n desc) p
   join seed_member m using (nth) where w.id = m.wallet_id`,
  `update vault v set balance = p.balance, version = p.version, updated_at = p.at from (
     select distinct on (nth) nth, vault_balance + vault_effect as balance, vault_version + case kind when 'T' then 1 else 0 end as version, at
     from seed_plan where nth % 3 = 0 order by nth, n desc) p
   join seed_member m using (nth) where v.id = m.vault_id`,
];
