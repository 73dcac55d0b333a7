import type { Pool } from 'pg';
import { actorJson } from '../../audit/record.ts';
import { retryContention } from '../../db/in-transaction.ts';
import { asRefusal } from '../../db/refusals.ts';
import type { Person } from '../../kernel/actor.ts';
import { AppError, type ErrorDetails, invalid, notFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { present } from '../../kernel/present.ts';
import { parseReason } from '../../payments/command.ts';
import type { QueryAnswer } from '../../payments/query-now.ts';
import { type BreakFilter, conditionOf } from '../breaks/filter.ts';
import { isVerb, type Verb } from '../breaks/kinds.ts';
import { after, FROM, ORDERS } from '../breaks/rows.ts';
import { expectFinance } from '../officer.ts';
import { parseParams } from './params.ts';

export interface ResolveDeps {
  readonly pool: Pool;
  readonly zone: string;
  readonly log: Log;
  /** Asks the gateway about one transaction. */
  readonly queryNow: (asked: { actor: Person; transactionId: string }) => Promise<QueryAnswer>;
  /** Opens and closes breaks after something was learnt. */
  readonly refresh: () => Promise<unknown>;
  /** Tells the members' pages which transactions moved. */
  readonly changed: (transactionIds: readonly string[]) => unknown;
}

export interface Resolve {
  readonly actor: Person;
  readonly breakId: string;
  readonly verb: unknown;
  readonly params?: unknown;
  readonly reason: unknown;
}

export interface Resolved {
  /** `proposed`: a second person decides. `asked`: the gateway was, and `detail` is its answer. */
  readonly outcome: 'done' | 'proposed' | 'asked';
  readonly resolutionId: string | null;
  readonly detail: string | null;
}

/** As many as one request answers. */
export const MOST_AT_ONCE = 500;
const AT_ONCE = 4;

/**
 * Answers a break. What moves money, ends a state or leaves a difference alone is only proposed: another person
 * approves it (`decideResolution`).
 * @throws Forbidden `finance_proposes`, `checker_concerned`; InvalidInput `reason_needed`, `verb_unknown`,
 * `params_invalid`; NotFound; Conflict with the reason why it cannot be done
 */
export async function resolveBreak(deps: ResolveDeps, asked: Resolve): Promise<Resolved> {
  const { actor, breakId, verb } = asked;
  expectFinance(actor);
  if (!isVerb(verb)) throw invalid('verb', 'verb_unknown', 'There is no such resolution.');
  const params = parseParams(asked.params);
  if (!isUuid(breakId)) throw notFound('break', String(breakId).slice(0, 64));
  if (verb === 'query_again') return askAgain(deps, actor, breakId);
  const reason = parseReason(asked.reason);
  const { rows } = await retryContention(() =>
    deps.pool.query<{ id: string; outcome: 'done' | 'proposed'; about: string | null }>(
      `select r.resolution_id as id, r.outcome, (select b.transaction_id from break_item b where b.id = $1) as about
       from resolve_break($1, $2, $3::jsonb, $4, $5::jsonb) r`,
      [breakId, verb, JSON.stringify(params), reason, actorJson(actor)],
    ),
  ).catch((error: unknown) => {
    throw asRefusal(error);
  });
  const { id, outcome, about } = present(rows[0], 'resolution');
  if (outcome === 'done' && about) await deps.changed([about]);
  return { outcome, resolutionId: id, detail: null };
}

async function askAgain(deps: ResolveDeps, actor: Person, breakId: string): Promise<Resolved> {
  const { rows } = await deps.pool.query<{ about: string | null }>(
    'select transaction_id as about from break_item where id = $1',
    [breakId],
  );
  const found = rows[0];
  if (!found) throw notFound('break', breakId);
  if (!found.about) {
    throw new AppError(
      'Conflict',
      'resolution_needs_transaction',
      'There is no transaction to ask about.',
    );
  }
  const { answer } = await deps.queryNow({ actor, transactionId: found.about });
  await deps.refresh();
  return { outcome: 'asked', resolutionId: null, detail: answer };
}

export interface RowResult {
  readonly breakId: string;
  readonly reference: string | null;
  readonly outcome: Resolved['outcome'] | 'refused' | 'unknown';
  /** Why it was refused, or what the gateway answered. */
  readonly code: string | null;
  readonly details: ErrorDetails;
}

/**
 * The same answer for many breaks, row by row: what fails in one stops no other. Of those that a filter matches,
 * the first `MOST_AT_ONCE`; asked again with `next` as its cursor it goes on behind them, also behind those refused.
 * @throws Forbidden `finance_proposes`; InvalidInput `filter_invalid`, `reason_needed`, `choice_invalid`
 */
export async function resolveBreaks(
  deps: ResolveDeps,
  asked: Omit<Resolve, 'breakId'> & {
    readonly filter?: BreakFilter | undefined;
    readonly cursor?: string | undefined;
    readonly breakIds?: readonly string[] | undefined;
  },
): Promise<{ results: RowResult[]; left: number; next: string | null }> {
  const { actor, verb } = asked;
  expectFinance(actor);
  if (!isVerb(verb)) throw invalid('verb', 'verb_unknown', 'There is no such resolution.');
  if (verb !== 'query_again') parseReason(asked.reason);
  const { chosen, left } = asked.breakIds
    ? await byHand(deps, asked.breakIds)
    : await byFilter(deps, actor, asked.filter, asked.cursor);
  const results: RowResult[] = [];
  for (let from = 0; from < chosen.length; from += AT_ONCE) {
    const some = chosen.slice(from, from + AT_ONCE);
    results.push(...(await Promise.all(some.map((one) => resolveRow(deps, asked, one, verb)))));
  }
  const next = left > 0 && !asked.breakIds ? (chosen.at(-1)?.id ?? null) : null;
  return { results, left, next };
}

interface Chosen {
  readonly id: string;
  readonly reference: string | null;
}

interface Choice {
  readonly chosen: readonly Chosen[];
  /** Beyond the most in one go. */
  readonly left: number;
}

/** Each gets its answer, also one that is resolved or proposed by now. */
async function byHand(deps: ResolveDeps, breakIds: readonly string[]): Promise<Choice> {
  const ids = [...new Set(breakIds)];
  if (ids.some((id) => !isUuid(id))) {
    throw invalid('breakIds', 'choice_invalid', 'Choose breaks first.', { most: MOST_AT_ONCE });
  }
  const { rows } = await deps.pool.query<Chosen>(
    `select x.id, b.reference from unnest($1::uuid[]) with ordinality x (id, ord) left join break_item b on b.id = x.id
     order by x.ord limit ${MOST_AT_ONCE}`,
    [ids],
  );
  return { chosen: rows, left: ids.length - rows.length };
}

/** What waits for nobody's approval yet, the oldest first. */
async function byFilter(
  deps: ResolveDeps,
  actor: Person,
  filter: BreakFilter | undefined,
  cursor: string | undefined,
): Promise<Choice> {
  if (!filter) throw invalid('breakIds', 'choice_invalid', 'Choose breaks first.');
  const open = conditionOf({ ...filter, state: 'open' }, actor, deps.zone);
  const { sql, values } = after(open, cursor, 'oldest');
  const { rows } = await deps.pool.query<Chosen & { total: number }>(
    `select b.id, b.reference, count(*) over ()::int as total from ${FROM}
     where ${sql} and not exists (select from resolution r where r.break_id = b.id and r.state = 'PROPOSED')
     order by ${ORDERS.oldest} limit ${MOST_AT_ONCE}`,
    [...values],
  );
  return { chosen: rows, left: Math.max((rows[0]?.total ?? 0) - rows.length, 0) };
}

async function resolveRow(
  deps: ResolveDeps,
  asked: Omit<Resolve, 'breakId'>,
  { id, reference }: Chosen,
  verb: Verb,
): Promise<RowResult> {
  try {
    const { outcome, detail } = await resolveBreak(deps, { ...asked, verb, breakId: id });
    return { breakId: id, reference, outcome, code: detail, details: {} };
  } catch (error) {
    if (error instanceof AppError) {
      return {
        breakId: id,
        reference,
        outcome: 'refused',
        code: error.code,
        details: error.details,
      };
    }
    deps.log.error({ err: error, breakId: id }, 'a break could not be answered');
    return { breakId: id, reference, outcome: 'unknown', code: null, details: {} };
  }
}
