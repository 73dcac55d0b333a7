import React from 'react';
import { Link } from 'react-router-dom';
import { words } from '../kit/page-data.ts';
import type { ProofReport } from './answers.ts';
import { proofUrl } from './proof-url.ts';

/** Each currency is proved by itself; where the books hold only one there is nothing to choose. */
export function CurrencyChoice({
  currencies,
  report: { day, currency },
}: {
  currencies: readonly string[];
  report: ProofReport;
}) {
  const offered = [...new Set([...currencies, currency])];
  if (offered.length < 2) return null;
  return (
    <nav className="row no-print" aria-label={words.proof.currency}>
      {offered.map((one) => (
        <Link
          key={one}
          to={proofUrl(day, one)}
          className="button button-small"
          aria-current={one === currency ? 'page' : undefined}
        >
          {one}
        </Link>
      ))}
    </nav>
  );
}
