import type { Pool } from 'pg';
import { recordAudit } from '../../audit/record.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { SQLSTATE, sqlstateOf } from '../../db/sqlstate.ts';
import type { Person } from '../../kernel/actor.ts';
import { AppError, forbidden, notFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { expectFinance, expectOfficer } from '../officer.ts';
import { BASES, parseRule, type Rule } from './rule.ts';

export interface RuleRow extends Omit<Rule, 'id'> {
  readonly id: string;
  readonly enabled: boolean;
  readonly changedByName: string | null;
  readonly changedAt: Date;
}

/** In the order in which they are tried: by what they match, then by their own order. @throws Forbidden `officers_only` */
export async function matchRules(pool: Pool, { actor }: { actor: Person }): Promise<RuleRow[]> {
  expectOfficer(actor);
  const { rows } = await pool.query<RuleRow>(
    `select r.id, r.name, r.priority, r.basis, r.tolerance::text as tolerance, (extract(epoch from r.within) / 60)::int as "windowMinutes",
       r.method, r.enabled, u.full_name as "changedByName", r.changed_at as "changedAt"
     from match_rule r left join app_user u on u.id = r.changed_by
     order by array_position($1::text[], r.basis), r.priority, r.name`,
    [BASES],
  );
  return rows;
}

export interface RuleDeps {
  readonly pool: Pool;
  /** The ids of the payment methods. */
  readonly methods: readonly string[];
}

/** What a rule pairs, as it would be and as it is: who changes it, and only that, needs another person to switch it on. */
const SAME_PAIRS = `(basis, tolerance, within, method) is not distinct from ($3, $4::numeric, $5::interval, $6)`;

/**
 * Adds a rule, switched off, or changes one; a change of what it pairs switches it off.
 * @throws InvalidInput `rule_invalid`, `method_unknown`; Conflict `rule_name_taken`; NotFound; Forbidden `finance_proposes`
 */
export async function saveRule(
  { pool, methods }: RuleDeps,
  { actor, rule: given }: { actor: Person; rule: unknown },
): Promise<{ id: string }> {
  const rule = parseRule(actor, given, methods);
  const values = [
    rule.name,
    rule.priority,
    rule.basis,
    rule.tolerance,
    `${rule.windowMinutes} minutes`,
    rule.method,
    actor.id,
  ];
  if (rule.id !== undefined && !isUuid(rule.id))
    throw notFound('rule', String(rule.id).slice(0, 64));
  return inTransaction(pool, async (tx) => {
    const { rows } = await (rule.id === undefined
      ? tx.query<{ id: string }>(
          `insert into match_rule (name, priority, basis, tolerance, within, method, changed_by) values ($1, $2, $3, $4, $5, $6, $7) returning id`,
          values,
        )
      : tx.query<{ id: string }>(
          `update match_rule set name = $1, priority = $2, basis = $3, tolerance = $4, within = $5, method = $6, enabled = enabled and ${SAME_PAIRS},
             changed_by = case when ${SAME_PAIRS} then changed_by else $7 end, changed_at = case when ${SAME_PAIRS} then changed_at else db_now() end
           where id = $8 returning id`,
          [...values, rule.id],
        ));
    const saved = rows[0];
    if (!saved) throw notFound('rule', String(rule.id));
    await recordAudit(tx, actor, {
      action: 'rule.save',
      subjectType: 'Rule',
      subjectId: saved.id,
      after: { ...rule },
    });
    return saved;
  }).catch((error: unknown) => {
    if (sqlstateOf(error) !== SQLSTATE.uniqueViolation) throw error;
    throw new AppError(
      'Conflict',
      'rule_name_taken',
      'A rule has this name already.',
      { field: 'name' },
      error,
    );
  });
}

/**
 * A rule that lets francs differ is switched on by another person than who changed it last.
 * @throws Forbidden `finance_proposes`, `rule_needs_another`; NotFound
 */
export async function switchRule(
  pool: Pool,
  { actor, id, enabled }: { actor: Person; id: string; enabled: boolean },
): Promise<void> {
  expectFinance(actor);
  if (!isUuid(id)) throw notFound('rule', String(id).slice(0, 64));
  await inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ needsAnother: boolean }>(
      `select tolerance > 0 and changed_by is not distinct from $2 as "needsAnother" from match_rule where id = $1 for update`,
      [id, actor.id],
    );
    const rule = rows[0];
    if (!rule) throw notFound('rule', id);
    if (enabled && rule.needsAnother) {
      throw forbidden(
        'rule_needs_another',
        'Who changed a rule with a tolerance does not switch it on.',
      );
    }
    await tx.query('update match_rule set enabled = $2 where id = $1', [id, enabled]);
    await recordAudit(tx, actor, {
      action: 'rule.switch',
      subjectType: 'Rule',
      subjectId: id,
      after: { enabled },
    });
  });
}
