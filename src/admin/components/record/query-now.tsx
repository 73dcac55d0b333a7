import type { RecordJSON } from 'adminjs';
import React, { useState } from 'react';
import { systemClock } from '../../../kernel/clock.ts';
import { Refusal } from '../forms/fields.tsx';
import { useAct } from '../forms/use-act.ts';
import { recordPath } from '../kit/api.ts';
import { ago } from '../kit/format.ts';
import type { Notice } from '../kit/notices.tsx';
import { actionOf, word, words } from '../kit/page-data.ts';

const say = words.gateway.ask;

const MINUTE_MS = 60_000;

const isWithinAMinute = (iso: string): boolean =>
  Date.parse(iso) - systemClock.now().getTime() < MINUTE_MS;

/** How often the gateway was asked, what it said last, and when it is asked next. */
function asked(params: RecordJSON['params']): readonly string[] {
  const { queries, queriedAt, queryAnswer, queryAt, status } = params;
  const times = Number(queries ?? 0);
  const next = status === 'PENDING' && queryAt ? String(queryAt) : null;
  // Once it is final, its own questions are in its story.
  if (status !== 'PENDING' && times === 0) return [];
  return [
    times > 0 && queriedAt ? say.asked(times, ago(String(queriedAt))) : say.never,
    queryAnswer ? say.lastAnswer(word('queryAnswer', queryAnswer)) : '',
    next ? (isWithinAMinute(next) ? say.soon : say.next(ago(next))) : '',
  ].filter(Boolean);
}

interface QueryProps {
  readonly record: RecordJSON;
  /** Whether the gateway can be asked about it; null: it never left. */
  readonly askable: boolean | null;
  /** Reads the page again: something may have moved. */
  look(): void;
}

/** Asks the gateway now, for whoever may; or says why it cannot be asked and what decides instead. */
export function QueryNow({ record, askable, look }: QueryProps) {
  const { act, sending, refusal } = useAct(recordPath('Transaction', record.id, 'query'));
  const [said, setSaid] = useState<Notice | null>(null);
  const isOpen = record.params['status'] === 'PENDING';
  const mayAsk = actionOf(record, 'query') !== undefined;
  if (askable === null || (!isOpen && !mayAsk)) return null;
  if (!askable) return isOpen ? <p className="muted">{say.answer.unsupported}</p> : null;
  // Whoever can pay has something better to do than to ask.
  const isMain = isOpen && !record.params['paymentUrl'];
  const told = asked(record.params);
  const ask = async () => {
    setSaid(null);
    const answer = await act({});
    if (answer) setSaid(answer.notice);
    look();
  };
  return (
    <div className="ask-gateway">
      {told.length > 0 ? <p className="muted">{told.join(' ')}</p> : null}
      <div aria-live="polite">
        {said ? <p className={`notice notice-${said.type}`}>{said.message}</p> : null}
      </div>
      <Refusal text={refusal} />
      {mayAsk ? (
        <button
          type="button"
          className={isMain ? 'button button-main' : 'button'}
          disabled={sending}
          onClick={ask}
        >
          {sending ? say.asking : say.action}
        </button>
      ) : null}
    </div>
  );
}
