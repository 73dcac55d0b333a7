import React from 'react';
import { ApiFailure, post } from '../kit/api.ts';
import { dayOf, plainDay } from '../kit/format.ts';
import { useTell } from '../kit/notices.tsx';
import { words } from '../kit/page-data.ts';
import type { BreakRow } from './answers.ts';
import type { Officer } from './queue-answers.ts';

const say = words.breaks.own;

interface OwnProps {
  readonly row: BreakRow;
  readonly officers: readonly Officer[];
  changed(): void;
}

/** Who follows it and until when: changed on the spot. */
export function Ownership({ row, officers, changed }: OwnProps) {
  const tell = useTell();
  const set = async (path: string, data: Readonly<Record<string, unknown>>, said: string) => {
    try {
      await post(path, { breakIds: [row.id], ...data });
      tell({ type: 'success', message: said });
      changed();
    } catch (error) {
      tell({ type: 'error', message: error instanceof ApiFailure ? error.message : String(error) });
    }
  };
  const due = row.dueAt ? dayOf(row.dueAt) : '';
  const nameOf = (id: string) => officers.find((one) => one.id === id)?.name ?? '';
  return (
    <div className="ownership">
      <label className="field">
        <span>{say.assignee}</span>
        <select
          value={row.assignee?.id ?? ''}
          onChange={({ target }) =>
            set(
              '/breaks/assign',
              { assigneeId: target.value || null },
              target.value ? say.assigned(nameOf(target.value)) : say.free,
            )
          }
        >
          <option value="">{say.nobody}</option>
          {officers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{say.due}</span>
        <input
          key={due}
          type="date"
          defaultValue={due}
          onBlur={({ target }) => {
            if (target.value === due) return;
            set(
              '/breaks/due',
              { dueAt: target.value || null },
              target.value ? say.dueSet(plainDay(target.value)) : say.dueGone,
            );
          }}
        />
      </label>
    </div>
  );
}
