import React from 'react';
import { words } from '../kit/page-data.ts';
import { DIRECTIONS, type Direction, type SettingsData } from './answers.ts';
import { keyOf } from './draft.ts';

const say = words.settings;
const HEADINGS = { deposit: words.dashboard.deposits, payout: words.dashboard.payouts };

interface TableProps {
  readonly methods: SettingsData['methods'];
  readonly off: ReadonlySet<string>;
  /** Null: this person only reads. */
  readonly turn: ((key: string, on: boolean) => void) | null;
}

function Switch({
  name,
  isOn,
  turn,
}: {
  name: string;
  isOn: boolean;
  turn: ((on: boolean) => void) | null;
}) {
  if (!turn) return <span>{isOn ? say.on : say.off}</span>;
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        aria-label={name}
        checked={isOn}
        aria-checked={isOn}
        onChange={({ target }) => turn(target.checked)}
      />
      <span aria-hidden="true">{isOn ? say.on : say.off}</span>
    </label>
  );
}

/** Each method, on or off for each direction; what the configuration lacks cannot be switched. */
export function MethodsTable({ methods, off, turn }: TableProps) {
  const cell = (method: (typeof methods)[number], direction: Direction) => {
    const key = keyOf(method.id, direction);
    if (!method[direction].could) return <span className="muted">{say.never}</span>;
    return (
      <Switch
        name={say.switchOf(method.label, say.directions[direction])}
        isOn={!off.has(key)}
        turn={turn ? (on) => turn(key, on) : null}
      />
    );
  };
  return (
    <table className="plain switches">
      <thead>
        <tr>
          <th scope="col">{words.fields.method}</th>
          {DIRECTIONS.map((direction) => (
            <th key={direction} scope="col">
              {HEADINGS[direction]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {methods.map((method) => (
          <tr key={method.id}>
            <th scope="row">{method.label}</th>
            {DIRECTIONS.map((direction) => (
              <td key={direction}>{cell(method, direction)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
