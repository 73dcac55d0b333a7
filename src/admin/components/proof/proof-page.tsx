import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { plainDay } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Failed, NotForYou, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { isOffice } from '../statements/office.ts';
import type { ProofAnswer, ProofDay, ProofReport } from './answers.ts';
import { BalanceCard } from './balance-card.tsx';
import { CloseDay } from './close-day.tsx';
import { CurrencyChoice } from './currency-choice.tsx';
import { DaysStrip } from './days-strip.tsx';
import { EquationCard } from './equation-card.tsx';
import { GapCard } from './gap-card.tsx';
import { LateFacts } from './late-facts.tsx';
import { MethodsCard } from './methods-card.tsx';
import { OnTheirWayCard } from './on-their-way.tsx';
import { proofFileUrl } from './proof-url.ts';
import { DayChip, Verdict } from './verdict.tsx';

const say = words.proof;

/** The proof of one business day; without one in the address, of the oldest that is not closed. */
export const ProofPage = () => (isOffice ? <Proof /> : <NotForYou />);

const Acts = ({ report: { day, currency } }: { report: ProofReport }) => (
  <div className="row no-print">
    <button type="button" className="button" onClick={() => window.print()}>
      {say.print}
    </button>
    <a className="button" href={proofFileUrl(day, currency)} download>
      {say.download}
    </a>
  </div>
);

function Report({
  report,
  days,
  changed,
}: {
  report: ProofReport;
  days: readonly ProofDay[];
  changed(): void;
}) {
  return (
    <div className="proof">
      <Verdict report={report} />
      <div className="proof-sides">
        <EquationCard report={report} />
        <BalanceCard report={report} changed={changed} />
      </div>
      <GapCard report={report} changed={changed} />
      <MethodsCard methods={report.methods} until={report.methodsUntil ?? null} />
      <OnTheirWayCard onTheirWay={report.onTheirWay} />
      <LateFacts late={report.late} />
      <CloseDay report={report} days={days} changed={changed} />
    </div>
  );
}

function Proof() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('day');
  const { data, failure, loading, reload } = useLoaded<ProofAnswer>(
    search.size > 0 ? `/proof?${search}` : '/proof',
  );
  const report = data?.report;
  // Once something is done about a day the page stays with it, also when it is no longer the next to close.
  const changed = () => {
    if (asked || !report) reload();
    else {
      setSearch((now) => new URLSearchParams([...now, ['day', report.day]]), { replace: true });
    }
  };
  return (
    <>
      <PageHead
        title={report ? say.titleOf(plainDay(report.day)) : say.title}
        note={report ? <DayChip state={report.state} /> : null}
      >
        {report ? <Acts report={report} /> : null}
      </PageHead>
      {data && report ? (
        <>
          <CurrencyChoice currencies={data.currencies} report={report} />
          <DaysStrip days={data.days} shown={report.day} currency={report.currency} />
        </>
      ) : null}
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!data && !failure ? <Skeleton rows={10} /> : null}
      {report && !failure ? (
        <div className={loading ? 'busy' : undefined} aria-busy={loading}>
          <Report
            key={`${report.day} ${report.currency}`}
            report={report}
            days={data?.days ?? []}
            changed={changed}
          />
        </div>
      ) : null}
    </>
  );
}
