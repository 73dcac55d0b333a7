import { SEAL_INVARIANTS } from './seal-invariants.ts';

/** A query that answers one row per violation, each with a sentence that says what broke. */
export interface Invariant {
  /** The number in `faults-and-invariants.md`. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

export const INVARIANTS: readonly Invariant[] = [
  {
    number: 1,
    name: 'every journal balances',
    sql: `select format('Journal %s sums to %s %s.', journal_id, sum(amount), currency) as broken
          from posting group by journal_id, currency having sum(amount) <> 0
          union all
          select format('Journal %s has no postings.', j.id) from journal j
          where not exists (select from posting p where p.journal_id = j.id)`,
  },
  {
    number: 1,
    name: 'what the books refer to exists',
    sql: `select format('A posting refers to journal %s, which does not exist.', p.journal_id) as broken from posting p
          where not exists (select from journal j where j.id = p.journal_id)
          union all
          select format('Journal %s refers to a transaction that does not exist.', j.id) from journal j
          where j.transaction_id is not null and not exists (select from transaction t where t.id = j.transaction_id)
          union all
          select format('An outcome refers to event %s or transaction %s, which do not exist.', o.event_id, o.transaction_id) from webhook_outcome o
          where not exists (select from webhook_event e where e.id = o.event_id)
            or o.transaction_id is not null and not exists (select from transaction t where t.id = o.transaction_id)`,
  },
  {
    number: 2,
    name: 'a balance equals the sum of its postings',
    sql: `select format('%s %s holds %s, its postings sum to %s.', h.kind, h.id, h.balance, coalesce(p.total, 0)) as broken
          from (select id, balance, version, 'Wallet' as kind from wallet union all select id, balance, version, 'Vault' from vault) h
          left join (select account_id, sum(amount) as total, count(*) as lines, max(version) as version from posting
                     where version is not null group by account_id) p on p.account_id = h.id
          where h.balance <> coalesce(p.total, 0) or h.version <> coalesce(p.version, 0) or h.version <> coalesce(p.lines, 0)`,
  },
  {
    number: 2,
    name: 'running balances have no gap',
    sql: `select format('Account %s, version %s: the balance after does not follow.', account_id, version) as broken
          from (select account_id, version, balance_after,
                  sum(amount) over (partition by account_id order by version) as running
                from posting where version is not null) p
          where balance_after <> running`,
  },
  {
    number: 3,
    name: 'nothing owed to a person is below zero',
    sql: `select format('Account %s was at %s.', account_id, balance_after) as broken from posting where balance_after < 0`,
  },
  {
    number: 4,
    name: 'each state has exactly the journals that it asks for',
    sql: `select format('Transaction %s (%s %s) lacks the journals of its state, or has others.', t.id, t.type, t.status) as broken
          from transaction t
          left join lateral (
            select array_agg(j.kind::text order by j.step) filter (where j.kind <> 'FEE') as kinds from journal j where j.transaction_id = t.id
          ) j on true
          where t.type <> 'ADJUSTMENT' and coalesce(j.kinds, '{}') <> case
            when t.type = 'DEPOSIT' and t.status = 'COMPLETED' then array['DEPOSIT']
            when t.type = 'DEPOSIT' then array[]::text[]
            when t.type = 'TRANSFER' then array['VAULT_' || t.direction]
            when t.status = 'COMPLETED' then array['PAYOUT_HOLD', 'PAYOUT_SETTLED']
            when t.status in ('PENDING', 'AWAITING_APPROVAL') then array['PAYOUT_HOLD']
            else array['PAYOUT_HOLD', 'PAYOUT_RETURNED'] end`,
  },
  {
    number: 4,
    name: 'a journal moves the amount of its transaction, on its own wallet',
    sql: `select format('Journal %s (%s) does not move the amount of transaction %s on its wallet.', j.id, j.kind, t.id) as broken
          from journal j join transaction t on t.id = j.transaction_id join posting p on p.journal_id = j.id
          where j.kind not in ('FEE', 'ADJUSTMENT')
            and (abs(p.amount) <> t.amount or p.version is not null and p.account_id not in (t.wallet_id, coalesce(t.vault_id, t.wallet_id)))`,
  },
  {
    number: 4,
    name: 'the fee shown is the sum of its postings',
    sql: `select format('Transaction %s shows a fee of %s, posted are %s.', t.id, t.fee, coalesce(f.total, 0)) as broken
          from transaction t
          left join (select j.transaction_id, sum(p.amount) as total from journal j join posting p on p.journal_id = j.id
                     where j.kind = 'FEE' and p.account_id = system_account('gateway_float', p.currency) group by 1) f on f.transaction_id = t.id
          where t.fee <> coalesce(f.total, 0)`,
  },
  {
    number: 5,
    name: 'payout_clearing holds what is on its way',
    sql: `select format('payout_clearing is at %s %s, on their way are %s.', coalesce(p.total, 0), c.currency, coalesce(t.total, 0)) as broken
          from (values ('XOF'), ('XAF')) c (currency)
          left join (select currency, sum(amount) as total from posting where account_id = system_account('payout_clearing', currency) group by 1) p using (currency)
          left join (select currency, sum(amount) as total from transaction
                     where type = 'WITHDRAWAL' and status in ('PENDING', 'AWAITING_APPROVAL') group by 1) t using (currency)
          where coalesce(p.total, 0) <> coalesce(t.total, 0)`,
  },
  {
    number: 5,
    name: 'gateway_float is what came in less what went out',
    sql: `select format('gateway_float is at %s %s, the transactions say %s.', f.shown, f.currency, f.expected) as broken
          from (
            select c.currency, coalesce(p.shown, 0) as shown, coalesce(t.settled, 0) + coalesce(o.others, 0) as expected
            from (values ('XOF'), ('XAF')) c (currency)
            left join (select currency, -sum(amount) as shown from posting where account_id = system_account('gateway_float', currency) group by 1) p using (currency)
            left join (select currency, sum(case type when 'DEPOSIT' then amount else -amount end) - sum(fee) as settled from transaction
                       where type in ('DEPOSIT', 'WITHDRAWAL') and status = 'COMPLETED' group by 1) t using (currency)
            left join (select p.currency, -sum(p.amount) as others from journal j join posting p on p.journal_id = j.id
                       where j.kind in ('OPENING', 'SUSPENSE', 'CORRECTION', 'ADJUSTMENT') and p.account_id = system_account('gateway_float', p.currency) group by 1) o using (currency)
          ) f
          where f.shown <> f.expected`,
  },
  {
    number: 6,
    name: 'a transaction is in its queue exactly while it is open or failed',
    sql: `select format('Transaction %s (%s) is missing from the queues or should have left them.', t.id, t.status) as broken
          from transaction t left join queue_entry q on q.transaction_id = t.id
          where t.type in ('DEPOSIT', 'WITHDRAWAL') and case
            when t.status = 'PENDING' and t.type = 'DEPOSIT' then coalesce(q.queue, '') not in ('OPEN', 'ASIDE')
            when t.status in ('PENDING', 'AWAITING_APPROVAL') then q.queue is distinct from 'OPEN'
            when t.status in ('COMPLETED', 'REJECTED', 'EXPIRED', 'CANCELLED') then q.queue in ('OPEN', 'FAILED', 'ASIDE')
            else q.queue is null or q.queue = 'OPEN' end`,
  },
  {
    number: 6,
    name: 'an entry of a queue says what its transaction says',
    sql: `select format('The queue says something else of transaction %s than it says itself.', t.id) as broken
          from queue_entry q join transaction t on t.id = q.transaction_id
          where (q.wallet_id, q.user_id, q.type, q.amount, q.approval_expires_at, q.sent_at, q.is_unknown, q.is_sending)
              is distinct from (t.wallet_id, t.user_id, t.type, t.amount, t.approval_expires_at, t.sent_at,
                coalesce(t.gateway_state = 'UNKNOWN', false), coalesce(t.gateway_state = 'SENDING', false))
            or q.queue = 'FAILED' and q.failed_at is distinct from t.settled_at`,
  },
  {
    number: 4,
    name: 'a correction was asked for by one person and approved by another',
    sql: `select format('Journal %s (%s) has no approved resolution.', j.id, j.kind) as broken
          from journal j left join transaction a on a.id = j.transaction_id
          where j.kind in ('ADJUSTMENT', 'SUSPENSE', 'CORRECTION') and a.adjustment is distinct from 'double_funded'
            and not exists (select from resolution r where r.id = j.resolution_id and r.state = 'APPROVED' and r.checked_by <> r.made_by)`,
  },
  {
    number: 4,
    name: 'a resolution posted what both people saw',
    sql: `select format('Resolution %s posted %s to account %s, shown were %s.', x.resolution_id, sum(x.posted), x.account_id, sum(x.shown)) as broken
          from (
            select r.id as resolution_id, (m ->> 'from')::uuid as account_id, -(m ->> 'amount')::numeric as shown, 0 as posted, m ->> 'kind' as kind
              from resolution r cross join jsonb_array_elements(r.plan) m where r.state = 'APPROVED'
            union all
            select r.id, (m ->> 'to')::uuid, (m ->> 'amount')::numeric, 0, m ->> 'kind' from resolution r cross join jsonb_array_elements(r.plan) m where r.state = 'APPROVED'
            union all
            select j.resolution_id, p.account_id, 0, p.amount, j.kind from journal j join posting p on p.journal_id = j.id where j.resolution_id is not null
          ) x
          -- What a resolution settles is the transaction's own, and proved with it.
          where x.kind in ('ADJUSTMENT', 'SUSPENSE', 'CORRECTION')
          group by x.resolution_id, x.account_id having sum(x.posted) <> sum(x.shown)`,
  },
  {
    number: 4,
    name: 'an adjustment is beside what it corrects, and moves no more than that',
    sql: `select format('Adjustment %s (%s) does not fit what it corrects.', a.id, a.adjustment) as broken
          from transaction a left join transaction t on t.id = a.corrects_id
          where a.type = 'ADJUSTMENT' and (t.id is null or a.wallet_id <> t.wallet_id or a.amount > t.amount
            or not exists (select from journal j where j.transaction_id = a.id)
            or exists (select from journal j where j.transaction_id = a.id and j.kind <> 'ADJUSTMENT'))`,
  },
  {
    number: 10,
    name: 'what had to wait was approved by somebody else',
    sql: `select format('Payout %s went on without another person.', t.id) as broken from transaction t
          where t.approval_reasons <> '{}' and t.status in ('PENDING', 'COMPLETED', 'FAILED', 'REJECTED')
            and (t.checked_by is null or t.checked_by in (t.initiated_by, t.user_id))`,
  },
  {
    number: 7,
    name: 'every event has an outcome, and the hash of its bytes',
    sql: `select format('Event %s has no outcome or another hash.', e.id) as broken from webhook_event e
          where e.hash <> sha256(case when e.source = 'webhook' and e.dialect = 'initiate' then e.raw
              else convert_to(concat_ws(E'\\n', e.source, e.dialect, coalesce(e.kind, ''), coalesce(e.reference, ''), coalesce(e.own_id::text, ''), ''), 'UTF8') || e.raw end)
            or not exists (select from webhook_outcome o where o.event_id = e.id)`,
  },
  ...SEAL_INVARIANTS,
];
