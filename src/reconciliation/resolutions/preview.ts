import type { Queryable } from '../../db/in-transaction.ts';
import { asRefusal } from '../../db/refusals.ts';
import type { Person } from '../../kernel/actor.ts';
import { invalid, notFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { present } from '../../kernel/present.ts';
import { isVerb, type Verb } from '../breaks/kinds.ts';
import { expectOfficer } from '../officer.ts';
import { type Params, parseParams } from './params.ts';
import type { PostingLine } from './rows.ts';

export interface Preview {
  readonly postings: readonly PostingLine[];
  readonly needsChecker: boolean;
  readonly effects: readonly {
    readonly code: string;
    readonly details: Readonly<Record<string, string>>;
  }[];
}

/**
 * Exactly what a resolution would post, and what else it would change. Writes nothing.
 * @throws Forbidden `officers_only`; NotFound; Conflict with the reason why it cannot be done
 */
export async function previewResolution(
  db: Queryable,
  asked: { actor: Person; breakId: string; verb: unknown; params?: unknown },
): Promise<Preview> {
  expectOfficer(asked.actor);
  if (!isVerb(asked.verb)) throw invalid('verb', 'verb_unknown', 'There is no such resolution.');
  return previewPlan(db, asked.breakId, asked.verb, parseParams(asked.params));
}

/** What a resolution would post, without asking whether the break may be resolved so by this person. */
export async function previewPlan(
  db: Queryable,
  breakId: string,
  verb: Verb,
  params: Params,
): Promise<Preview> {
  if (!isUuid(breakId)) throw notFound('break', String(breakId).slice(0, 64));
  const { rows } = await db
    .query<{ preview: Preview }>('select preview_resolution($1, $2, $3::jsonb) as preview', [
      breakId,
      verb,
      JSON.stringify(params),
    ])
    .catch((error: unknown) => {
      throw asRefusal(error);
    });
  return present(rows[0], 'preview').preview;
}
