import React, { type FormEvent, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Refusal, TextField } from '../forms/fields.tsx';
import { methodIds, methodName, root, words } from '../kit/page-data.ts';
import { useSend } from '../kit/use-send.ts';
import type { Inspected } from './answers.ts';
import { Choice } from './choice.tsx';
import { formatName } from './figures.ts';
import { Mapper } from './mapper.tsx';
import { PreviewTable } from './preview-table.tsx';
import { usePreview } from './use-preview.ts';

const say = words.statements;

const titleOf = ({ mapping, mappingName, format }: Inspected): string => {
  if (!mapping) return say.found.known(formatName(format));
  return mappingName ? say.found.remembered(mappingName) : say.found.unknown;
};

/** What a received file holds, before it is imported; an unknown one is explained column by column. */
export function Found({ inspected, leave }: { inspected: Inspected; leave(): void }) {
  const { uploadId, name } = inspected;
  const [mapping, setMapping] = useState(inspected.mapping);
  const [method, setMethod] = useState('');
  const [saveAs, setSaveAs] = useState(inspected.mappingName ?? name.replace(/\.\w+$/, ''));
  const [missing, setMissing] = useState(false);
  const { preview, problem: unread, reading } = usePreview(inspected, mapping);
  const { send, sending, failure } = useSend();
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const begin = async (event: FormEvent) => {
    event.preventDefault();
    const unnamed = mapping !== null && saveAs.trim() === '';
    setMissing(unnamed);
    if (unnamed) return;
    const told = await send<{ fileId: string }>('/statements/import', {
      uploadId,
      ...(mapping ? { method, mapping, saveMappingAs: saveAs } : {}),
    });
    if (told) navigate(`${root}/statements/${told.fileId}`);
  };
  const nameProblem = missing && saveAs.trim() === '' ? say.mapper.saveNeeded : undefined;
  return (
    <form className="found" onSubmit={begin} noValidate>
      <section className="card">
        <h2 ref={heading} tabIndex={-1}>
          {say.found.title(name)}
        </h2>
        <p>{titleOf(inspected)}</p>
      </section>
      {mapping ? <Mapper inspected={inspected} mapping={mapping} change={setMapping} /> : null}
      <section className={reading ? 'card busy' : 'card'} aria-busy={reading}>
        <h2>{say.found.firstRows}</h2>
        <div className="preview" aria-live="polite">
          {unread ? <Refusal text={unread} /> : <PreviewTable preview={preview} />}
        </div>
      </section>
      <section className="card form">
        {mapping ? (
          <>
            <Choice
              label={say.found.method}
              name="method"
              value={method}
              hint={say.found.methodHint}
              options={[
                ['', say.found.anyMethod],
                ...methodIds.map((id) => [id, methodName(id)] as const),
              ]}
              change={setMethod}
            />
            <TextField
              label={say.mapper.saveAs}
              name="saveMappingAs"
              hint={say.mapper.saveHint}
              max={80}
              value={saveAs}
              change={setSaveAs}
              error={nameProblem}
            />
          </>
        ) : null}
        <Refusal text={failure?.message ?? null} />
        <p className="hint">{say.found.hint}</p>
        <button
          type="submit"
          className="button button-main button-wide"
          disabled={sending || reading || preview.lines.length === 0}
        >
          {sending ? words.pay.sending : say.found.verb(name)}
        </button>
        <button type="button" className="button button-wide" onClick={leave} disabled={sending}>
          {say.found.drop}
        </button>
      </section>
    </form>
  );
}
