import type { Person } from '../../kernel/actor.ts';
import { invalid } from '../../kernel/errors.ts';
import { typed } from '../../kernel/typed.ts';
import { expectMethod } from '../method.ts';
import { expectFinance } from '../officer.ts';

/** What lines are matched by, in the order in which it is tried. */
export const BASES = ['own_reference', 'gateway_reference', 'phone_amount'] as const;
export type Basis = (typeof BASES)[number];

/** How lines and transactions find each other. */
export interface Rule {
  readonly id?: string | undefined;
  readonly name: string;
  /** Among the rules of the same basis the lowest goes first. */
  readonly priority: number;
  readonly basis: Basis;
  /** Whole francs by which the amounts may differ. */
  readonly tolerance: string;
  /** For `phone_amount`: how far the times may be apart. */
  readonly windowMinutes: number;
  /** Null: every method. */
  readonly method: string | null;
}

const MONTH_MINUTES = 31 * 24 * 60;
const MOST_TOLERATED = 10_000n;

const whole = (value: unknown, least: number, most: number): number | null => {
  const number = /^\d{1,9}$/.test(typed(value).trim()) ? Number(typed(value).trim()) : Number.NaN;
  return number >= least && number <= most ? number : null;
};

/**
 * A rule as a person typed it. `methods` are the ids of the payment methods.
 * @throws InvalidInput `rule_invalid` with the field, `method_unknown`; Forbidden `finance_proposes`
 */
export function parseRule(actor: Person, given: unknown, methods: readonly string[]): Rule {
  expectFinance(actor);
  const { id, name, priority, basis, tolerance, windowMinutes, method } = (given ?? {}) as Record<
    string,
    unknown
  >;
  const refuse = (field: string) =>
    invalid(field, 'rule_invalid', `The rule's ${field} cannot be read.`);
  const clean = typed(name).replaceAll('\0', '').trim();
  if (!clean || clean.length > 80) throw refuse('name');
  const rank = whole(priority, 1, 1000);
  if (rank === null) throw refuse('priority');
  const known = BASES.find((one) => one === basis);
  if (!known) throw refuse('basis');
  const francs = typed(tolerance).replace(/[\s\u00a0\u202f]/g, '') || '0';
  if (!/^\d{1,7}$/.test(francs) || BigInt(francs) > MOST_TOLERATED) throw refuse('tolerance');
  const minutes = whole(windowMinutes, 1, MONTH_MINUTES);
  if (minutes === null) throw refuse('windowMinutes');
  return {
    id: typeof id === 'string' ? id : undefined,
    name: clean,
    priority: rank,
    basis: known,
    tolerance: francs,
    windowMinutes: minutes,
    method: expectMethod(method, methods),
  };
}
