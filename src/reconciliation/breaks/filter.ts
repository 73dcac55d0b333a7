import type { Person } from '../../kernel/actor.ts';
import { invalid } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import {
  AGE_BOUNDS,
  AGES,
  type AgeBucket,
  BREAK_NAMES,
  type BreakName,
  NAME_SQL,
  SINCE_SQL,
} from './kinds.ts';

/** What the queue shows; the page keeps it in its address under these names. */
export interface BreakFilter {
  readonly state?: 'open' | 'proposed' | 'resolved' | undefined;
  /** By name: unpaid deposits apart from unknown outcomes. */
  readonly kind?: readonly BreakName[] | undefined;
  readonly flow?: 'deposit' | 'payout' | undefined;
  readonly method?: string | undefined;
  readonly age?: AgeBucket | undefined;
  /** `me`, `none`, or a person's id. */
  readonly assignee?: string | undefined;
  readonly due?: 'overdue' | 'today' | undefined;
  /** Three characters or more of a reference, a phone or a name. */
  readonly q?: string | undefined;
  /** Whole francs. */
  readonly min?: string | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** What none of the pages offers. */
export const unreadable = (field: string) =>
  invalid(field, 'filter_invalid', `The filter "${field}" cannot be read.`);

/** The condition as SQL over `break_item b`, with its values. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const STATES = {
  open: 'b.resolved_at is null',
  proposed: "exists (select from resolution r where r.break_id = b.id and r.state = 'PROPOSED')",
  resolved: 'b.resolved_at is not null',
} as const;

/** `p_zone` is the value of the first placeholder: what is due today depends on the business day. */
const DUE = {
  overdue: 'b.due_at < db_now()',
  today:
    "b.due_at < (date_trunc('day', db_now() at time zone $1) + interval '1 day') at time zone $1",
} as const;

/**
 * @throws InvalidInput `filter_invalid` where a value is none of those that the page offers, `search_too_short`
 */
export function conditionOf(filter: BreakFilter, actor: Person, zone: string): Condition {
  const values: unknown[] = [zone];
  const parts: string[] = ['$1::text is not null'];
  const value = (given: unknown) => `$${values.push(given)}`;
  const state = filter.state ?? 'open';
  if (!Object.hasOwn(STATES, state)) throw unreadable('state');
  parts.push(STATES[state]);
  if (filter.kind?.length) {
    if (filter.kind.some((kind) => !BREAK_NAMES.includes(kind))) throw unreadable('kind');
    const [kind] = filter.kind;
    // Only of one name does an index hold the order of the queue.
    parts.push(
      filter.kind.length === 1
        ? `${NAME_SQL} = ${value(kind)}`
        : `${NAME_SQL} = any (${value(filter.kind)}::text[])`,
    );
  }
  if (filter.flow) {
    if (filter.flow !== 'deposit' && filter.flow !== 'payout') throw unreadable('flow');
    parts.push(`b.flow = ${value(filter.flow)}`);
  }
  if (filter.method) {
    if (!/^[\w-]{1,40}$/.test(filter.method)) throw unreadable('method');
    parts.push(`b.method = ${value(filter.method)}`);
  }
  if (filter.age) {
    if (!AGES.includes(filter.age)) throw unreadable('age');
    const [least, below] = AGE_BOUNDS[filter.age];
    if (least) parts.push(`${SINCE_SQL} <= db_now() - ${value(least)}::interval`);
    if (below) parts.push(`${SINCE_SQL} > db_now() - ${value(below)}::interval`);
  }
  if (filter.assignee === 'none') parts.push('b.assignee_id is null');
  else if (filter.assignee) {
    const id = filter.assignee === 'me' ? actor.id : filter.assignee;
    if (!isUuid(id)) throw unreadable('assignee');
    parts.push(`b.assignee_id = ${value(id)}`);
  }
  if (filter.due) {
    if (!Object.hasOwn(DUE, filter.due)) throw unreadable('due');
    parts.push(DUE[filter.due]);
  }
  if (filter.q) parts.push(searched(filter.q, value));
  if (filter.min) {
    if (!/^\d{1,15}$/.test(filter.min)) throw unreadable('min');
    parts.push(`b.value >= ${value(filter.min)}::numeric`);
  }
  if (filter.ids) {
    if (filter.ids.some((id) => !isUuid(id))) throw unreadable('ids');
    parts.push(`b.id = any (${value(filter.ids)}::uuid[])`);
  }
  return { sql: parts.join(' and '), values };
}

function searched(typed: string, value: (given: unknown) => string): string {
  const text = typed.trim().replaceAll('\0', '');
  if (text.length < 3) {
    throw invalid('q', 'search_too_short', 'Type three characters or more.');
  }
  const typedAs = text.slice(0, 100).toLowerCase();
  const plain = typedAs.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  const digits = typedAs.replace(/[\s+().-]/g, '');
  const isNumber = /^\d{3,}$/.test(digits);
  const looks = isNumber && text.startsWith('+') ? [] : [typedAs, plain];
  const likes = [...new Set([...looks, ...(isNumber ? [digits] : [])])].map(
    (look) => `b.search like ${value(`%${look.replace(/[\\%_]/g, '\\$&')}%`)}`,
  );
  return `(${likes.join(' or ')})`;
}
