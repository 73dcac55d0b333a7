import React, { useEffect, useRef } from 'react';
import { francs } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import { Failed, Skeleton } from '../kit/states.tsx';
import type { Loaded } from '../kit/use-loaded.ts';
import { Amount, When } from '../kit/values.tsx';
import type { BreakRow, BreakStory, Decision, ResolutionRow } from './answers.ts';
import { Candidates } from './candidates.tsx';
import { Difference } from './difference.tsx';
import { Evidence } from './evidence.tsx';
import { History } from './history.tsx';
import { KindChip } from './kind-chip.tsx';
import { Notes } from './notes.tsx';
import { Offers } from './offers.tsx';
import { Ownership } from './ownership.tsx';
import { ProposalCard } from './proposal.tsx';
import type { Officer } from './queue-answers.ts';
import type { Plan } from './resolve-dialog.tsx';
import { whoIn } from './said.ts';

const say = words.breaks.detail;
export const DETAIL_ID = 'break-detail';

interface DetailProps {
  readonly story: Loaded<BreakStory>;
  readonly officers: readonly Officer[];
  plan(plan: Plan): void;
  decide(resolution: ResolutionRow, decision: Decision): void;
  /** Something of this break changed, and it is read again. */
  changed(): void;
}

/** What waits for a decision about it, if anything does. */
export const proposedIn = ({ resolutions }: BreakStory): ResolutionRow | null =>
  resolutions.find(({ state }) => state === 'PROPOSED') ?? null;

/** Applying a message, or pairing a line, is told which operation it belongs to. */
function planFor(story: BreakStory, transactionId: string): Plan {
  const offer = story.offers.find(({ verb }) => verb === 'apply_event' || verb === 'match_line');
  const verb = offer?.verb ?? (story.lines.length > 0 ? 'match_line' : 'apply_event');
  const candidate = story.candidates.find((one) => one.transactionId === transactionId);
  const text = candidate
    ? `${candidate.memberName} ${francs(candidate.amount)}`
    : words.breakActs.chosen;
  return { verb, params: { transactionId }, picked: [{ id: transactionId, text }] };
}

function Head({ row }: { row: BreakRow }) {
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <header className="detail-head">
      <div>
        <h2 id={DETAIL_ID} ref={heading} tabIndex={-1}>
          {whoIn(row)}
        </h2>
        <p className="row muted">
          <KindChip name={row.name} />
          <span>
            {row.occurredAt ? say.occurred : say.opened} <When value={row.since} />
          </span>
          {row.occurredAt ? (
            <span>
              {say.seen} <When value={row.openedAt} />
            </span>
          ) : null}
          {row.reference ? (
            <span>
              {say.reference} {row.reference}
            </span>
          ) : null}
        </p>
      </div>
      <p className="detail-value">
        <Amount value={row.value} />
      </p>
    </header>
  );
}

/** One break, read from top to bottom: the difference, what to do, both sides, and what was said. */
export function BreakDetail({ story, officers, plan, decide, changed }: DetailProps) {
  const { data, failure, reload } = story;
  const top = useRef<HTMLDivElement>(null);
  const id = data?.row.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another break begins at its top.
  useEffect(() => {
    const isAbove = (top.current?.getBoundingClientRect().top ?? 0) < 0;
    if (isAbove) top.current?.scrollIntoView({ block: 'start' });
  }, [id]);
  if (failure) return <Failed failure={failure} retry={reload} />;
  if (!data) return <Skeleton rows={8} />;
  const { row } = data;
  const proposed = proposedIn(data);
  const isOpen = row.resolvedAt === null;
  return (
    <div className="break-detail" ref={top}>
      <section className="card">
        <Head row={row} />
        <Difference story={data} />
        {row.closedBy ? (
          <p className="notice notice-success">{say.resolvedBy[row.closedBy]}</p>
        ) : null}
        {!proposed && (isOpen || data.offers.length > 0) ? (
          <Offers story={data} act={plan} />
        ) : null}
        {isOpen ? <Ownership row={row} officers={officers} changed={changed} /> : null}
      </section>
      {proposed ? (
        <ProposalCard resolution={proposed} decide={(decision) => decide(proposed, decision)} />
      ) : null}
      {isOpen && !proposed && (data.candidates.length > 0 || !data.transaction) ? (
        <Candidates
          candidates={data.candidates}
          choose={(transactionId) => plan(planFor(data, transactionId))}
        />
      ) : null}
      <Evidence story={data} />
      <Notes key={row.id} breakId={row.id} notes={data.notes} added={changed} />
      <History
        resolutions={data.resolutions.filter(({ state }) => state !== 'PROPOSED')}
        operation={data.transaction ? String(data.transaction.params['id']) : null}
      />
    </div>
  );
}
