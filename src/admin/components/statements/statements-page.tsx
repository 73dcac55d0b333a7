import React, { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Empty, Failed, NotForYou, Skeleton } from '../kit/states.tsx';
import { useEverySecond } from '../kit/use-every-second.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import type { Inspected, StatementFile } from './answers.ts';
import { DropZone } from './drop-zone.tsx';
import { FileList } from './file-list.tsx';
import { Found } from './found.tsx';
import { isOffice, mayAct } from './office.ts';
import { isMoving } from './state-chip.tsx';
import { StatementTabs } from './tabs.tsx';

const say = words.statements;

interface FilesAnswer {
  readonly files: readonly StatementFile[];
  /** Where the next page begins; null: these are the oldest. */
  readonly next: string | null;
}

/** Statements: bring one in, see what it holds, and what became of those before. */
export const StatementsPage = () => (isOffice ? <Statements /> : <NotForYou />);

function Statements() {
  const before = useSearchParams()[0].get('before');
  const { data, failure, reload, look } = useLoaded<FilesAnswer>(
    before ? `/statements?${new URLSearchParams({ cursor: before })}` : '/statements',
  );
  const [found, setFound] = useState<Inspected | null>(null);
  const files = data?.files ?? [];
  useEverySecond(look, found === null && files.some(({ state }) => isMoving(state)));
  return (
    <>
      <PageHead title={say.title} />
      <StatementTabs />
      {found ? (
        <Found key={found.uploadId} inspected={found} leave={() => setFound(null)} />
      ) : (
        <>
          {mayAct ? <DropZone found={setFound} /> : null}
          {failure ? <Failed failure={failure} retry={reload} /> : null}
          {!data && !failure ? <Skeleton /> : null}
          {data && files.length === 0 ? (
            <Empty title={say.list.empty} hint={say.list.emptyHint} />
          ) : null}
          {files.length > 0 ? <FileList files={files} /> : null}
          {data?.next ? (
            <div className="pager">
              <Link className="button" to={`?${new URLSearchParams({ before: data.next })}`}>
                {say.list.more}
              </Link>
            </div>
          ) : null}
        </>
      )}
    </>
  );
}
