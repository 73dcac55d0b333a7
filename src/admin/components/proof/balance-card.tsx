import React, { useState } from 'react';
import { Refusal } from '../forms/fields.tsx';
import { useGateway } from '../gateway/use-gateway.tsx';
import { instant } from '../kit/format.ts';
import { useTell } from '../kit/notices.tsx';
import { words } from '../kit/page-data.ts';
import { useSend } from '../kit/use-send.ts';
import { Amount } from '../kit/values.tsx';
import { mayAct } from '../statements/office.ts';
import type { ProofReport } from './answers.ts';
import { BalanceForm } from './balance-form.tsx';
import { Difference, isZero } from './signed.tsx';

const say = words.proof.balance;

function Told({ report }: { report: ProofReport }) {
  const { balance, gap } = report;
  if (!balance) return <p className="muted">{say.none}</p>;
  const recorded = instant(balance.recordedAt);
  return (
    <>
      <div>
        <p className="big">
          <Amount value={balance.amount} />
        </p>
        <p className="muted">
          {say.sources[balance.source]}
          {' · '}
          {balance.byName ? say.byAt(balance.byName, recorded) : recorded}
        </p>
        {balance.source === 'typed' ? (
          <p className="muted">{say.heldAt(instant(balance.at))}</p>
        ) : null}
      </div>
      {gap === null ? null : (
        <dl className="gap-line">
          <dt>{words.proof.gap.total}</dt>
          <dd className={isZero(gap) ? 'number' : 'number gap-open'}>
            {isZero(gap) ? words.proof.gap.none : <Difference value={gap} />}
          </dd>
        </dl>
      )}
      <p className="hint">{words.proof.gap.meaning}</p>
    </>
  );
}

/** The other side of the equation: asked of the gateway, or typed in from its statement. */
export function BalanceCard({ report, changed }: { report: ProofReport; changed(): void }) {
  const { day, currency, state, balance } = report;
  const [types, setTypes] = useState(balance === null);
  const { send, sending, failure } = useSend();
  const tell = useTell();
  const tellsBalance = useGateway().health?.tellsBalance;
  const ask = async () => {
    if (!(await send('/proof/ask', { day, currency }))) return setTypes(true);
    tell({ type: 'success', message: say.told });
    changed();
  };
  return (
    <section className="card">
      <h2>{say.title}</h2>
      <Told report={report} />
      {mayAct && state === 'open' ? (
        <>
          {tellsBalance === false ? <p className="hint no-print">{say.unsupported}</p> : null}
          <div className="row no-print">
            {tellsBalance ? (
              <button type="button" className="button" disabled={sending} onClick={ask}>
                {sending ? say.asking : say.ask}
              </button>
            ) : null}
            {types ? null : (
              <button type="button" className="link-button" onClick={() => setTypes(true)}>
                {say.change}
              </button>
            )}
          </div>
          <Refusal text={failure?.message ?? null} />
          {types ? (
            <BalanceForm
              day={day}
              currency={currency}
              start={balance?.amount ?? ''}
              told={report.told ?? null}
              changed={() => {
                setTypes(false);
                changed();
              }}
            />
          ) : null}
        </>
      ) : null}
    </section>
  );
}
