import React, { type FormEvent, useEffect, useRef, useState } from 'react';
import { ProseField } from '../forms/approve-fields.tsx';
import { Refusal } from '../forms/fields.tsx';
import { words } from '../kit/page-data.ts';
import { Skeleton } from '../kit/states.tsx';
import type { BreakRow, DoneOutcome, Params, Preview, Verb } from './answers.ts';
import { Dialog } from './dialog.tsx';
import type { ToldOutcome } from './evidence-answers.ts';
import { MatchFields, matchParams, type Picked } from './match-fields.tsx';
import { PostingTable } from './posting-table.tsx';
import { effectText, reasonText, valueIn, verbText, whoIn } from './said.ts';
import { usePosted, useSending } from './use-posted.ts';

const say = words.breakActs;
const LONGEST = 255;

export interface Plan {
  readonly verb: Verb;
  readonly params: Params;
  /** The operation that a person chose, with its name. */
  readonly picked?: readonly Picked[];
}

export interface Resolved {
  readonly outcome: DoneOutcome;
  readonly resolutionId: string | null;
  readonly detail: string | null;
}

interface ResolveProps {
  readonly row: BreakRow;
  /** What GetMiPay says of it, where something does. */
  readonly told: ToldOutcome | null;
  readonly plan: Plan;
  close(): void;
  done(resolved: Resolved): void;
}

/** Who has to agree; where nothing is posted, no money is spoken of. */
function agreed({ needsChecker, postings }: Preview): string {
  if (!needsChecker) return say.alone;
  return postings.length > 0 ? say.needsChecker : say.needsApproval;
}

/** What will happen, in words, and who has to agree. */
function Consequences({ preview }: { preview: Preview }) {
  const effects = preview.effects.flatMap(({ code, details }) => effectText(code, details) ?? []);
  return (
    <>
      {effects.length > 0 ? (
        <ul className="effects" aria-label={say.effects}>
          {effects.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ) : null}
      <PostingTable postings={preview.postings} />
      <p className={preview.needsChecker ? 'notice notice-info' : 'muted'}>{agreed(preview)}</p>
    </>
  );
}

/** One sentence, the exact postings, why, and a button that says it again. Enter confirms. */
export function ResolveDialog({ row, told, plan, close, done }: ResolveProps) {
  const { verb } = plan;
  const [picked, setPicked] = useState<readonly Picked[]>(plan.picked ?? []);
  const [absorb, setAbsorb] = useState('');
  const byHand = verb === 'match_line';
  const params =
    byHand && (absorb || picked.length > 0) ? matchParams(picked, absorb) : plan.params;
  const { answer: preview, failure } = usePosted<Preview>(`/breaks/${row.id}/preview`, {
    verb,
    params,
  });
  const { send, sending, refusal } = useSending();
  const [reason, setReason] = useState(() => reasonText(verb, told));
  const [missing, setMissing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const isReady = preview !== null;
  useEffect(() => {
    if (isReady) button.current?.focus();
  }, [isReady]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(reason.trim() === '');
    if (reason.trim() === '' || !isReady) return;
    const resolved = await send<Resolved>(`/breaks/${row.id}/resolve`, { verb, params, reason });
    if (resolved) done(resolved);
  };
  const text = preview?.needsChecker
    ? say.proposeVerb(verbText(verb), valueIn(row))
    : say.plainVerb(verbText(verb), valueIn(row));
  return (
    <Dialog title={verbText(verb)} close={close}>
      <form className="form resolve" onSubmit={submit} noValidate>
        <Refusal text={refusal ?? failure?.message ?? null} />
        <p className="confirm-sentence">{say.sentence[verb](valueIn(row), whoIn(row))}</p>
        {byHand ? (
          <MatchFields picked={picked} absorb={absorb} pick={setPicked} setAbsorb={setAbsorb} />
        ) : null}
        {preview ? <Consequences preview={preview} /> : null}
        {!preview && !failure ? <Skeleton rows={3} /> : null}
        <ProseField
          name="reason"
          label={say.reasonLabel}
          hint={say.reasonHint}
          max={LONGEST}
          value={reason}
          change={setReason}
          error={missing && reason.trim() === '' ? say.reasonNeeded : undefined}
        />
        <div className="row acts">
          <button
            ref={button}
            type="submit"
            className="button button-main"
            disabled={!isReady || sending}
          >
            {sending ? say.sending : text}
          </button>
          <button type="button" className="button" onClick={close}>
            {say.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
