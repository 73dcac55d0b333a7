import React from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { root, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Failed, Gone, NotForYou, Skeleton } from '../kit/states.tsx';
import { useEverySecond } from '../kit/use-every-second.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import type { StatementFile, StatementFilePage } from './answers.ts';
import { BadLines } from './bad-lines.tsx';
import { count, percentRead } from './figures.ts';
import { FileFacts } from './file-facts.tsx';
import { FileLines } from './file-lines.tsx';
import { isOffice } from './office.ts';
import { OutcomeFigures } from './outcomes.tsx';
import { FileChip, isMoving } from './state-chip.tsx';
import { Undo } from './undo.tsx';

const say = words.statements;

/** How far the import is, in bytes and lines. */
function Progress({ file }: { file: StatementFile }) {
  const lines = count(file.lines);
  const said =
    file.state === 'READ' ? say.file.matching(lines) : say.file.progress(percentRead(file), lines);
  return (
    <section className="card" aria-live="polite">
      <p>{said}</p>
      <progress
        aria-label={said}
        {...(file.state === 'READ' ? {} : { value: file.bytesRead, max: Math.max(1, file.bytes) })}
      />
      <p className="muted">{say.file.leaveIt}</p>
    </section>
  );
}

/** One imported file: how far it is, what became of its lines, and what could not be read. */
export const FilePage = () => (isOffice ? <File /> : <NotForYou />);

function File() {
  const { fileId = '' } = useParams();
  const [search] = useSearchParams();
  const outcome = search.get('outcome');
  const { data, failure, reload, look } = useLoaded<StatementFilePage>(
    `/statements/${encodeURIComponent(fileId)}`,
  );
  const moving = data !== null && isMoving(data.state);
  useEverySecond(look, moving);
  const list = { to: `${root}/statements`, text: say.file.back };
  if (failure?.status === 404) {
    return <Gone title={words.states.notFound} to={list.to} back={words.states.back} />;
  }
  if (!data) {
    return (
      <>
        <PageHead title={say.title} crumb={list} />
        {failure ? <Failed failure={failure} retry={reload} /> : <Skeleton />}
      </>
    );
  }
  return (
    <>
      <PageHead title={data.name} crumb={list} note={<FileChip state={data.state} />} />
      {moving ? <Progress file={data} /> : null}
      {data.problem ? (
        <p className="notice notice-error" role="alert">
          {data.problem}
        </p>
      ) : null}
      {data.state === 'MATCHED' && Object.keys(data.outcomes).length > 0 ? (
        <section className="outcomes">
          <h2>{say.file.outcomes}</h2>
          <OutcomeFigures outcomes={data.outcomes} chosen={outcome} />
        </section>
      ) : null}
      {data.state === 'MATCHED' ? (
        <FileLines fileId={data.id} outcome={outcome} after={search.get('after')} />
      ) : null}
      {data.badLines > 0 && data.state !== 'UNDONE' ? (
        <BadLines key={moving ? 'moving' : data.badLines} file={data} />
      ) : null}
      <FileFacts file={data} />
      <Undo file={data} />
    </>
  );
}
