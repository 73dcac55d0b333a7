import React from 'react';
import { francs } from '../kit/format.ts';
import { page, words } from '../kit/page-data.ts';
import type { Decision } from './answers.ts';
import type { State } from './break-query.ts';
import { breaksText, sumOf } from './said.ts';
import type { Chosen } from './use-bulk.ts';

const say = words.breakActs.bulk;

interface BarProps {
  readonly chosen: Chosen;
  readonly state: State;
  /** All that match the filter. */
  readonly count: number;
  chooseAll(): void;
  chooseNone(): void;
  assign(): void;
  resolve(): void;
  decide(decision: Exclude<Decision, 'withdraw'>): void;
}

const mayPropose = page.session?.role === 'FINANCE';

/** What can be done with all that is chosen, in sight as soon as something is. */
export function BulkBar(props: BarProps) {
  const { chosen, state, count, chooseAll, chooseNone, assign, resolve, decide } = props;
  const isAll = chosen.kind === 'all';
  const many = isAll ? chosen.count : chosen.rows.length;
  return (
    <div className="bulk-bar">
      <strong aria-live="polite">
        {isAll
          ? say.isAll(breaksText(many))
          : say.chosen(breaksText(many), francs(sumOf(chosen.rows)))}
      </strong>
      <div className="row">
        {state === 'open' && mayPropose ? (
          <>
            <button type="button" className="button button-main button-small" onClick={resolve}>
              {say.resolve}
            </button>
            {isAll ? null : (
              <button type="button" className="button button-small" onClick={assign}>
                {say.assign}
              </button>
            )}
          </>
        ) : null}
        {state === 'proposed' ? (
          <>
            <button
              type="button"
              className="button button-main button-small"
              onClick={() => decide('approve')}
            >
              {say.approve}
            </button>
            <button type="button" className="button button-small" onClick={() => decide('reject')}>
              {say.reject}
            </button>
          </>
        ) : null}
        {isAll || many >= count ? null : (
          <button type="button" className="link-button" onClick={chooseAll}>
            {say.all(breaksText(count))}
          </button>
        )}
        <button type="button" className="link-button" onClick={chooseNone}>
          {say.none}
        </button>
      </div>
    </div>
  );
}
