import React, { type FormEvent, useState } from 'react';
import { today } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import type { AsOfAnswer } from './answers.ts';
import { Then } from './then.tsx';

const say = words.asOf;

/**
 * "What did this look like at 14:02?", asked in the business zone. `account`: a wallet's or vault's id,
 * or what an account of the house is.
 */
export function AsOfForm({ account }: { account: string }) {
  const [day, setDay] = useState(today);
  const [time, setTime] = useState('00:00');
  const [asked, setAsked] = useState<string | null>(null);
  const { data, failure, loading, reload } = useLoaded<AsOfAnswer>(asked);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const path = `/as-of?${new URLSearchParams({ account, day, time })}`;
    if (path === asked) reload();
    else setAsked(path);
  };
  const refused = failure && failure.status >= 400 && failure.status < 500;
  return (
    <>
      <form className="row as-of" onSubmit={ask}>
        <label className="field">
          <span>{say.day}</span>
          <input
            type="date"
            required
            max={today()}
            value={day}
            onChange={({ target }) => setDay(target.value)}
          />
        </label>
        <label className="field">
          <span>{say.time}</span>
          <input
            type="time"
            step="1"
            required
            value={time}
            onChange={({ target }) => setTime(target.value)}
          />
        </label>
        <button type="submit" className="button" disabled={loading}>
          {say.show}
        </button>
      </form>
      <div aria-live="polite" aria-busy={loading} className={loading ? 'busy' : undefined}>
        {refused ? <p className="error">{failure.message}</p> : null}
        {failure && !refused ? <Failed failure={failure} retry={reload} /> : null}
        {loading && !data ? <Skeleton rows={2} /> : null}
        {data && !failure ? <Then answer={data} /> : null}
      </div>
    </>
  );
}

/** The same as a section of a record's page, folded until somebody asks. */
export const AsOfSection = ({ account }: { account: string }) => (
  <details className="card">
    <summary>{say.ask}</summary>
    <AsOfForm account={account} />
  </details>
);
