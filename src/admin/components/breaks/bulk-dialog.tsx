import React, { type FormEvent, useState } from 'react';
import { ProseField } from '../forms/approve-fields.tsx';
import { Refusal } from '../forms/fields.tsx';
import { francs } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import type { BreakRow, Decision, Verb } from './answers.ts';
import { Dialog } from './dialog.tsx';
import { breaksText, sumOf, sumText, verbText } from './said.ts';
import { type Chosen, type ManyAnswer, MOST, type Order, useBulk } from './use-bulk.ts';

const say = words.breakActs;
const LONGEST = 255;

/** Verbs that need nothing but the break itself. */
const VERBS: readonly Verb[] = [
  'mark_completed',
  'mark_failed',
  'match_line',
  'apply_event',
  'write_off',
  'post_suspense',
  'query_again',
  'set_aside',
  'release_hold',
  'collect',
  'ignore',
];

/** The verb that most of these need, so that nothing has to be chosen for plain ones. */
function plainOf(rows: readonly BreakRow[]): Verb {
  const counts = new Map<Verb, number>();
  for (const { plain } of rows) if (plain) counts.set(plain, (counts.get(plain) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'ignore';
}

interface BulkProps {
  readonly chosen: Chosen;
  /** Rows in sight, which say what most of them need. */
  readonly rows: readonly BreakRow[];
  /** Null: they are to be resolved; else decided about. */
  readonly decision: Exclude<Decision, 'withdraw'> | null;
  close(): void;
  done(answer: ManyAnswer): void;
}

/** Many at once: how many, how much, which verb, one reason; then row by row. */
export function BulkDialog({ chosen, rows, decision, close, done: finish }: BulkProps) {
  const { run, done } = useBulk();
  const picked = chosen.kind === 'rows' ? chosen.rows : rows;
  const [verb, setVerb] = useState<Verb>(() => plainOf(picked));
  const [reason, setReason] = useState(decision ? '' : say.reason[verb]);
  const [missing, setMissing] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const count = chosen.kind === 'rows' ? chosen.rows.length : chosen.count;
  const value =
    chosen.kind === 'rows' ? francs(sumOf(chosen.rows)) : sumText(chosen.count, chosen.value);
  const needsReason = decision !== 'approve';
  const what = decision ? say.proposal[decision] : verbText(verb);
  const choose = (next: Verb) => {
    // What the person wrote stays; a template follows its verb.
    if (reason === say.reason[verb]) setReason(say.reason[next]);
    setVerb(next);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(needsReason && reason.trim() === '');
    if (needsReason && reason.trim() === '') return;
    const order: Order = decision ? { decision, reason } : { verb, reason };
    try {
      const answer = await run(chosen, order);
      if (answer) finish(answer);
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Dialog title={decision ? say.bulk.decide[decision] : say.bulk.title} close={close}>
      <form className="form resolve" onSubmit={submit} noValidate>
        <Refusal text={refusal} />
        {decision ? null : (
          <label className="field">
            <span>{say.bulk.verb}</span>
            <select value={verb} onChange={({ target }) => choose(target.value as Verb)}>
              {VERBS.map((one) => (
                <option key={one} value={one}>
                  {verbText(one)}
                </option>
              ))}
            </select>
          </label>
        )}
        <p className="confirm-sentence">{say.bulk.sentence(what, breaksText(count), value)}</p>
        {decision ? null : <p className="muted">{say.bulk.rowByRow}</p>}
        {count > MOST ? <p className="muted">{say.bulk.most(breaksText(MOST))}</p> : null}
        <ProseField
          name="reason"
          label={say.reasonLabel}
          hint={needsReason ? say.reasonHint : say.proposal.approveHint}
          max={LONGEST}
          value={reason}
          change={setReason}
          error={missing && reason.trim() === '' ? say.reasonNeeded : undefined}
        />
        <button
          type="submit"
          className="button button-main"
          disabled={done !== null}
          aria-live="polite"
        >
          {done === null
            ? say.plainVerb(what, breaksText(count))
            : say.bulk.working(done, Math.min(count, MOST))}
        </button>
        {done === null || chosen.kind === 'all' ? null : (
          <progress value={done} max={count} aria-label={say.bulk.title} />
        )}
      </form>
    </Dialog>
  );
}
