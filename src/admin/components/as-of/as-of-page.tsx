import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { page, root, word, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { NotForYou } from '../kit/states.tsx';
import { AsOfForm } from './as-of-form.tsx';

const say = words.asOf;

/** The accounts of the house that nobody's page shows; the first one is looked at most. */
const HOUSE = [
  'gateway_float',
  'payout_clearing',
  'suspense',
  'fees',
  'receivable',
  'opening',
  'corrections',
];

/** Any account of the house at any instant; which one stands in the address. */
export function AsOfPage() {
  const [search, setSearch] = useSearchParams();
  const account = HOUSE.find((one) => one === search.get('account')) ?? HOUSE[0] ?? '';
  if (!['FINANCE', 'ADMIN'].includes(page.session?.role ?? ''))
    return <NotForYou to={root} back={words.states.home} />;
  return (
    <>
      <PageHead title={say.title} note={say.hint} />
      <section className="card as-of-page">
        <label className="field">
          <span>{say.account}</span>
          <select
            value={account}
            onChange={({ target }) => setSearch({ account: target.value }, { replace: true })}
          >
            {HOUSE.map((kind) => (
              <option key={kind} value={kind}>
                {word('account', kind)}
              </option>
            ))}
          </select>
        </label>
        <AsOfForm key={account} account={account} />
      </section>
    </>
  );
}
