import type { RecordJSON } from 'adminjs';
import { useRef, useState } from 'react';
import { post } from '../kit/api.ts';
import { words } from '../kit/page-data.ts';
import type { DecidedRow, ManyAnswer, ManyDecision, RowResult } from './answers.ts';
import { DECIDE_PATH } from './use-inbox.tsx';

/** Small enough that the count moves, and that a cut connection leaves little in doubt. */
const AT_A_TIME = 10;

const say = words.approvals;

const all = (records: readonly RecordJSON[], outcome: RowResult['outcome'], message: string) =>
  records.map((record): DecidedRow => ({ record, id: record.id, outcome, message }));

async function decideSome(
  records: readonly RecordJSON[],
  decision: ManyDecision,
  reason: string,
): Promise<readonly DecidedRow[]> {
  const { results } = await post<ManyAnswer>(DECIDE_PATH, {
    ids: records.map(({ id }) => id),
    decision,
    reason,
  });
  const byId = new Map(results.map((result) => [result.id, result]));
  return records.map((record) => {
    const { id } = record;
    const unsaid: RowResult = { id, outcome: 'unknown', message: say.result.unknownHint };
    return { record, ...(byId.get(id) ?? unsaid) };
  });
}

/**
 * Decides row by row and keeps what became of each. Where the connection is cut, the rows of that
 * moment are in doubt and the rest is not sent.
 */
export function useDecideMany() {
  const busy = useRef(false);
  const [done, setDone] = useState<number | null>(null);

  const decide = async (
    records: readonly RecordJSON[],
    decision: ManyDecision,
    reason: string,
  ): Promise<readonly DecidedRow[] | null> => {
    if (busy.current) return null;
    busy.current = true;
    const rows: DecidedRow[] = [];
    try {
      while (rows.length < records.length) {
        setDone(rows.length);
        const some = records.slice(rows.length, rows.length + AT_A_TIME);
        rows.push(...(await decideSome(some, decision, reason)));
      }
    } catch {
      const doubtful = records.slice(rows.length, rows.length + AT_A_TIME);
      rows.push(...all(doubtful, 'unknown', say.result.unknownHint));
      rows.push(...all(records.slice(rows.length), 'not_sent', say.many.stopped));
    } finally {
      busy.current = false;
      setDone(null);
    }
    return rows;
  };
  return { decide, done };
}
