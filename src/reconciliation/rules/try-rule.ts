import type { Person } from '../../kernel/actor.ts';
import { present } from '../../kernel/present.ts';
import { parseRule, type Rule } from './rule.ts';
import type { RuleDeps } from './rules.ts';

export interface Pairing {
  readonly lineId: string;
  readonly reference: string | null;
  readonly amount: string;
  readonly transactionId: string;
  readonly memberName: string;
  /** Effect at the gateway less effect in our books, whole francs. */
  readonly difference: string;
}

export interface Trial {
  readonly lines: number;
  readonly value: string;
  readonly samples: readonly Pairing[];
}

const SHOWN = 20;

const RULE = `(null, $1, $2, $3, $4, $5::interval, $6, false, null, db_now())::match_rule`;
const valuesOf = (rule: Rule) => [
  rule.name,
  rule.priority,
  rule.basis,
  rule.tolerance,
  `${rule.windowMinutes} minutes`,
  rule.method,
];

/** What the lines that stand alone would be paired with; `tried` holds the rule, `line` the lines. */
const PAIRS: Readonly<Record<Rule['basis'], string>> = {
  own_reference: `select l.id, t.id from tried r, line l join transaction t on t.id = l.own_id
    where t.type in ('DEPOSIT', 'WITHDRAWAL') and abs(t.amount - l.amount) <= (r.rule).tolerance
      and ((r.rule).method is null or t.method = (r.rule).method)`,
  gateway_reference: `select l.id, t.id from tried r, line l
    join transaction t on t.dialect in ('initiate', 'v1') and t.gateway_reference in (l.merchant_reference, l.reference)
      and t.type = case l.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end
    where abs(t.amount - l.amount) <= (r.rule).tolerance and ((r.rule).method is null or t.method = (r.rule).method)`,
  phone_amount: 'select p.line_id, p.transaction_id from tried r, pairs_by_phone(null, r.rule) p',
};

/**
 * Tries a rule on every line that stands alone. Writes nothing.
 * @throws InvalidInput `rule_invalid`, `method_unknown`; Forbidden `finance_proposes`
 */
export async function tryRule(
  { pool, methods }: RuleDeps,
  { actor, rule: given }: { actor: Person; rule: unknown },
): Promise<Trial> {
  const rule = parseRule(actor, given, methods);
  const { rows } = await pool.query<Pairing & { lines: number; value: string }>(
    `with tried as materialized (select ${RULE} as rule), line as materialized (select * from statement_line where outcome = 'missing_in_ledger'),
     pair (line_id, transaction_id) as (${PAIRS[rule.basis]})
     select l.id::text as "lineId", coalesce(l.reference, l.merchant_reference) as reference, l.amount::text as amount, t.id as "transactionId",
       u.full_name as "memberName", line_difference(l.state, l.kind, l.amount, l.fee, t)::text as difference,
       count(*) over ()::int as lines, sum(l.amount) over ()::text as value
     from pair p join statement_line l on l.id = p.line_id join transaction t on t.id = p.transaction_id join app_user u on u.id = t.user_id
     order by l.id limit ${SHOWN}`,
    valuesOf(rule),
  );
  return {
    lines: rows[0]?.lines ?? 0,
    value: rows[0]?.value ?? '0',
    samples: rows.map(({ lines: _lines, value: _value, ...pairing }) => pairing),
  };
}

export interface BackTest {
  /** How many pairings people made by hand. */
  readonly decisions: number;
  /** Of those, how many lines the rule would have paired. */
  readonly would: number;
  readonly right: number;
  readonly wrong: number;
  /** Francs that it would have paired with another transaction than the person did. */
  readonly wrongValue: string;
  readonly samples: readonly (Pairing & { readonly chosenId: string })[];
}

/** What a decided line `d` could have been paired with: an equality that an index or a hash answers. */
const FITS: Readonly<Record<Rule['basis'], string>> = {
  own_reference: 't.id = d.own_id',
  gateway_reference: `t.dialect in ('initiate', 'v1') and t.gateway_reference in (d.merchant_reference, d.reference)`,
  phone_amount: `t.phone = d.phone and t.id >= first_id_at((select min(occurred_at) from decision) - interval '40 days') and t.sent_at is not null
    and d.occurred_at between t.sent_at - (r.rule).within and coalesce(t.settled_at, t.sent_at) + (r.rule).within`,
};

/**
 * Holds a rule against what people decided: had it been on, what would it have paired, and how often wrongly? A line
 * that fits several transactions, or none, the rule leaves alone.
 * @throws InvalidInput `rule_invalid`, `method_unknown`; Forbidden `finance_proposes`
 */
export async function backTestRule(
  { pool, methods }: RuleDeps,
  { actor, rule: given }: { actor: Person; rule: unknown },
): Promise<BackTest> {
  const rule = parseRule(actor, given, methods);
  const { rows } = await pool.query<{ result: BackTest }>(
    `with tried as materialized (select ${RULE} as rule), decision as materialized (
       select l.*, array(select coalesce(s.transaction_id, l.transaction_id) from (select 1) one left join statement_pair s on s.line_id = l.id) as chosen
       from statement_line l where l.rule = 'by_hand'
     ), fit as (
       select d.id as line_id, t.id as transaction_id, count(*) over (partition by d.id) as of_line, count(*) over (partition by t.id, d.series) as of_transaction
       from tried r cross join decision d join transaction t on t.type = case d.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end and t.currency = d.currency
         and ${FITS[rule.basis]}
       where abs(t.amount - d.amount) <= (r.rule).tolerance and ((r.rule).method is null or t.method = (r.rule).method)
     ), would as (
       select f.line_id, f.transaction_id, f.transaction_id = any (d.chosen) as holds, d.amount
       from fit f join decision d on d.id = f.line_id where f.of_line = 1 and f.of_transaction = 1
     )
     select jsonb_build_object('decisions', (select count(*) from decision), 'would', (select count(*) from would),
       'right', (select count(*) from would where holds), 'wrong', (select count(*) from would where not holds),
       'wrongValue', (select coalesce(sum(amount), 0)::text from would where not holds),
       'samples', (select coalesce(jsonb_agg(s), '[]') from (
         select l.id::text as "lineId", coalesce(l.reference, l.merchant_reference) as reference, l.amount::text as amount, w.transaction_id as "transactionId",
           u.full_name as "memberName", line_difference(l.state, l.kind, l.amount, l.fee, t)::text as difference, (d.chosen)[1] as "chosenId"
         from would w join decision d on d.id = w.line_id join statement_line l on l.id = w.line_id join transaction t on t.id = w.transaction_id
         join app_user u on u.id = t.user_id where not w.holds order by l.id limit ${SHOWN}) s)) as result`,
    valuesOf(rule),
  );
  return present(rows[0], 'back-test').result;
}
