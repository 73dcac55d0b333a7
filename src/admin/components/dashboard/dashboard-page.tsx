import React from 'react';
import { GatewayBalance } from '../gateway/balance.tsx';
import { listUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { useRefresh } from '../kit/use-refresh.ts';
import { Amount } from '../kit/values.tsx';
import type { DashboardAnswer } from './answers.ts';
import { BreaksByAge } from './breaks-by-age.tsx';
import { DelayCard } from './delay-card.tsx';
import { Figure } from './figure.tsx';
import { FloatCard } from './float-card.tsx';
import { Needs } from './needs.tsx';
import { OpenByAge } from './open-by-age.tsx';
import { TodayByMethod } from './today-by-method.tsx';

const EVERY_MS = 15_000;

/** What needs a person, then what is on its way, then what moved today. */
export function DashboardPage() {
  const { data, failure, reload, look } = useLoaded<DashboardAnswer>('/dashboard');
  useRefresh(look, EVERY_MS);
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
          <div className="pair">
            {data.house ? <BreaksByAge {...data.house.breaks} /> : null}
            <OpenByAge open={data.day.open} staleAfterMs={data.staleAfterMs} />
          </div>
          <TodayByMethod today={data.day.today} drawn={data.house !== null} />
          {data.house ? (
            <>
              <GatewayBalance books={data.house.float} />
              <div className="pair">
                <FloatCard days={data.house.floatDays} />
                <DelayCard />
              </div>
            </>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
