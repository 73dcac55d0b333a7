import React from 'react';
import { GatewayBalance } from '../gateway/balance.tsx';
import { listUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { Amount } from '../kit/values.tsx';
import type { DashboardAnswer } from './answers.ts';
import { Figure } from './figure.tsx';
import { Needs } from './needs.tsx';
import { OpenByAge } from './open-by-age.tsx';
import { TodayByMethod } from './today-by-method.tsx';

/** What needs a person, then what is on its way, then what moved today. */
export function DashboardPage() {
  const { data, failure, reload } = useLoaded<DashboardAnswer>('/dashboard');
  return (
    <>
      <PageHead title={words.dashboard.title} />
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!data && !failure ? <Skeleton rows={8} /> : null}
      {data ? (
        <div className="dashboard">
          {data.members ? (
            <section className="figures of-money">
              <Figure
                title={words.dashboard.members}
                to={listUrl('Wallet')}
                value={words.dashboard.membersCount(data.members.count)}
              />
              <Figure
                title={words.dashboard.held}
                to={listUrl('Wallet', '?sortBy=balance&direction=desc')}
                value={<Amount value={data.members.held} />}
              />
            </section>
          ) : null}
          <Needs answer={data} />
          <OpenByAge open={data.day.open} staleAfterMs={data.staleAfterMs} />
          <TodayByMethod today={data.day.today} />
          {data.house ? <GatewayBalance books={data.house.float} /> : null}
        </div>
      ) : null}
    </>
  );
}
