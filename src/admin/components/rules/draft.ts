import { words } from '../kit/page-data.ts';
import type { Basis, Rule, RuleTerms } from './answers.ts';
import { BUILT_IN } from './built-in.ts';

const say = words.rules;

export const BASES = Object.keys(say.bases) as readonly Basis[];

/** What the form holds before it is saved. */
export interface Draft {
  readonly name: string;
  readonly priority: string;
  readonly basis: Basis;
  readonly tolerance: string;
  readonly windowMinutes: string;
  readonly method: string;
}

const NEW: Draft = {
  name: '',
  priority: '10',
  basis: 'phone_amount',
  tolerance: '0',
  windowMinutes: '120',
  method: '',
};

/** A rule that is there from the start is called by what it matches by, in the reader's language. */
export const ruleName = ({ name, basis }: Rule): string =>
  name === BUILT_IN[basis] ? say.bases[basis] : name;

export const draftOf = (rule: Rule | null): Draft =>
  rule
    ? {
        name: ruleName(rule),
        priority: String(rule.priority),
        basis: rule.basis,
        tolerance: rule.tolerance,
        windowMinutes: String(rule.windowMinutes),
        method: rule.method ?? '',
      }
    : NEW;

const whole = (typed: string): string | null => {
  const compact = typed.replace(/[\s\u00a0\u202f]/g, '');
  return /^\d{1,9}$/.test(compact) ? String(Number(compact)) : null;
};

/** What cannot be sent, by field. */
export function mistakesIn(draft: Draft): Readonly<Record<string, string>> {
  const numbers = ['priority', 'tolerance', 'windowMinutes'] as const;
  const wrong = numbers.filter((name) => whole(draft[name]) === null);
  return {
    ...(draft.name.trim() === '' ? { name: say.nameNeeded } : {}),
    ...Object.fromEntries(wrong.map((name) => [name, say.wholeNeeded])),
  };
}

export const termsOf = (draft: Draft, rule: Rule | null): RuleTerms => ({
  ...(rule ? { id: rule.id } : {}),
  name: rule && draft.name.trim() === ruleName(rule) ? rule.name : draft.name.trim(),
  priority: Number(whole(draft.priority)),
  basis: draft.basis,
  tolerance: whole(draft.tolerance) ?? '0',
  windowMinutes: Number(whole(draft.windowMinutes)),
  method: draft.method || null,
});

/** As a trial takes it: without what only the list says. */
export const termsOfRule = ({
  enabled: _enabled,
  changedByName: _by,
  changedAt: _at,
  ...terms
}: Rule): RuleTerms => terms;

/** `2 h`, `3 j`: the window in the largest unit that holds it whole. */
export function windowText(minutes: number): string {
  if (minutes % 1440 === 0) return say.daysLong(minutes / 1440);
  return minutes % 60 === 0 ? say.hours(minutes / 60) : say.minutes(minutes);
}
