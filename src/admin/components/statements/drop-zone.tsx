import React, { type DragEvent, useRef, useState } from 'react';
import { Refusal } from '../forms/fields.tsx';
import { Icon } from '../kit/icon.tsx';
import { words } from '../kit/page-data.ts';
import type { Inspected } from './answers.ts';
import { size } from './figures.ts';
import { type Sending, useUpload } from './use-upload.ts';

const say = words.statements.drop;

/** How much of the file has left; then the server reads its beginning. */
function OnItsWay({ sending, stop }: { sending: Sending; stop(): void }) {
  const { name, bytes, sentBytes } = sending;
  return (
    <div className="drop-zone" aria-live="polite">
      <p className="state-title">{say.sending(name)}</p>
      <progress value={sentBytes} max={bytes} aria-label={say.sending(name)} />
      <p className="muted">
        {sentBytes < bytes ? say.sent(size(sentBytes), size(bytes)) : say.reading}
      </p>
      <button type="button" className="button" onClick={stop}>
        {say.cancel}
      </button>
    </div>
  );
}

/** Takes a statement by drop or by choice, one at a time. */
export function DropZone({ found }: { found(inspected: Inspected): void }) {
  const { send, stop, sending, refusal } = useUpload(found);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hover = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };
  if (sending) return <OnItsWay sending={sending} stop={stop} />;
  return (
    <section
      aria-label={say.title}
      className={over ? 'drop-zone drop-over' : 'drop-zone'}
      onDragOver={hover(true)}
      onDragLeave={hover(false)}
      onDrop={(event) => {
        hover(false)(event);
        void send([...event.dataTransfer.files]);
      }}
    >
      <Icon name="upload" />
      <p className="state-title">{say.title}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,.xlsx"
        onChange={({ target }) => {
          void send([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
      <button type="button" className="button button-main" onClick={() => input.current?.click()}>
        {say.choose}
      </button>
      <p className="hint">{say.hint}</p>
      <Refusal text={refusal} />
    </section>
  );
}
