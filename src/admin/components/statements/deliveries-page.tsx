import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Empty, Failed, NotForYou, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import type { Deliveries } from './answers.ts';
import { Choice } from './choice.tsx';
import { DelaysTable } from './delays-table.tsx';
import { MissedTable } from './missed-table.tsx';
import { isOffice } from './office.ts';
import { StatementTabs } from './tabs.tsx';

const say = words.statements.deliveries;
const PERIODS = [1, 7, 30] as const;
const USUAL = '7';

/** What the gateway finished and never told our inbox, and how late its messages are. */
export const DeliveriesPage = () => (isOffice ? <Missed /> : <NotForYou />);

const NoneMissed = ({ told }: { told: boolean }) =>
  told ? (
    <Empty title={say.none} hint={say.noneHint} />
  ) : (
    <Empty title={say.noStatement} hint={say.noStatementHint} />
  );

function Missed() {
  const [search, setSearch] = useSearchParams();
  const days = search.get('days') ?? USUAL;
  const { data, failure, loading, reload } = useLoaded<Deliveries>(
    `/statements/deliveries?${new URLSearchParams({ days })}`,
  );
  return (
    <>
      <PageHead title={words.statements.tabs.deliveries} />
      <StatementTabs />
      <div className="period">
        <Choice
          label={say.days}
          name="days"
          value={days}
          options={PERIODS.map((count) => [String(count), say.lastDays(count)] as const)}
          change={(value) => setSearch({ days: value })}
        />
      </div>
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!data && !failure ? <Skeleton /> : null}
      {data ? (
        <div className={loading ? 'outcomes busy' : 'outcomes'} aria-busy={loading}>
          {data.missed.length === 0 ? <NoneMissed told={data.toldByStatement} /> : null}
          {data.missed.length > 0 ? <MissedTable missed={data.missed} /> : null}
          <DelaysTable delays={data.delays} newestOnly={data.newestOnly} />
        </div>
      ) : null}
    </>
  );
}
