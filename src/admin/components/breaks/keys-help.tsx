import React, { useState } from 'react';
import { words } from '../kit/page-data.ts';
import { Dialog } from './dialog.tsx';
import { keysAreOn, rememberKeys } from './use-keys.ts';

const say = words.breaks.keys;

const KEYS: readonly (readonly [keys: readonly string[], text: string])[] = [
  [['j'], say.down],
  [['k'], say.up],
  [[say.enter], say.open],
  [['r'], say.act],
  [['a'], say.mine],
  [['n'], say.note],
  [['x'], say.choose],
  [[say.shift, 'x'], say.chooseAll],
  [['/'], say.search],
  [['?'], say.help],
  [[say.escape], say.leave],
];

export function KeysHelp({ close }: { close(): void }) {
  const [on, setOn] = useState(keysAreOn);
  return (
    <Dialog title={say.title} close={close}>
      <dl className="keys">
        {KEYS.map(([keys, text]) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input
          type="checkbox"
          checked={on}
          onChange={({ target }) => {
            rememberKeys(target.checked);
            setOn(target.checked);
          }}
        />
        {say.on}
      </label>
    </Dialog>
  );
}

/** The keys that matter most, under the list. */
export const KeyHints = ({ open }: { open(): void }) => (
  <p className="key-hints">
    <kbd>j</kbd>
    <kbd>k</kbd> {say.down} <kbd>r</kbd> {say.act} <kbd>a</kbd> {say.mine} <kbd>x</kbd> {say.choose}{' '}
    <button type="button" className="link-button" onClick={open}>
      <kbd>?</kbd> {say.hint}
    </button>
  </p>
);
