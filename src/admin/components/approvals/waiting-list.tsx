import type { RecordJSON } from 'adminjs';
import React from 'react';
import { francs } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import type { Inbox, ManyDecision } from './answers.ts';
import { sumOf } from './waiting.ts';
import { WaitingRow } from './waiting-row.tsx';

const say = words.approvals;

interface ListProps {
  readonly records: readonly RecordJSON[];
  readonly chosen: ReadonlySet<string>;
  readonly inbox: Inbox;
  choose(chosen: ReadonlySet<string>): void;
  decide(decision: ManyDecision): void;
}

/** The payouts that this person decides about: one by one, or those that are ticked together. */
export function WaitingList({ records, chosen, inbox, choose, decide }: ListProps) {
  const ticked = records.filter(({ id }) => chosen.has(id));
  const some = ticked.length > 0;
  const tooMany = ticked.length > inbox.most;
  return (
    <section className="waiting-group">
      <h2>{say.toDecide}</h2>
      <div className="row waiting-tools">
        <label className="check">
          <input
            type="checkbox"
            checked={ticked.length === records.length}
            onChange={({ target }) =>
              choose(new Set(target.checked ? records.map(({ id }) => id) : []))
            }
          />
          {say.all}
        </label>
        <span className="muted" aria-live="polite">
          {tooMany
            ? say.tooMany(inbox.most)
            : some
              ? say.chosen(ticked.length, francs(sumOf(ticked)))
              : null}
        </span>
        {some
          ? (['approve', 'reject'] as const).map((decision) => (
              <button
                key={decision}
                type="button"
                className="button button-small"
                disabled={tooMany}
                onClick={() => decide(decision)}
              >
                {say.many[decision](ticked.length)}
              </button>
            ))
          : null}
      </div>
      <ul className="waiting-list">
        {records.map((record) => (
          <WaitingRow
            key={record.id}
            record={record}
            stepUpAbove={inbox.stepUpAbove}
            choice={{
              chosen: chosen.has(record.id),
              choose: (on) => {
                const next = new Set(chosen);
                if (on) next.add(record.id);
                else next.delete(record.id);
                choose(next);
              },
            }}
          />
        ))}
      </ul>
    </section>
  );
}
