import { root } from '../kit/page-data.ts';

const USUAL = 'XOF';

const query = (day: string, currency: string): string =>
  `${new URLSearchParams({ day, ...(currency === USUAL ? {} : { currency }) })}`;

/** The page of one day's proof; the usual currency needs no name. */
export const proofUrl = (day: string, currency: string): string =>
  `${root}/proof?${query(day, currency)}`;

/** The same as a file. */
export const proofFileUrl = (day: string, currency: string): string =>
  `${root}/api/proof/report.csv?${query(day, currency)}`;
