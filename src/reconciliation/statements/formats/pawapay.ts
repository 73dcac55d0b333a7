import { feeOrNull, francs } from '../amounts.ts';
import {
  cellAt,
  currencyOf,
  grossOf,
  kindIn,
  merchantReferenceOf,
  referenceOf,
  stateIn,
  wordsFor,
} from '../cells.ts';
import type { StatementFormat } from '../format.ts';
import { columnsOf } from '../header.ts';
import { isoInstant } from '../instants.ts';
import { phoneOf } from '../phones.ts';

const KINDS = wordsFor({ payment: ['DEPOSIT'], payout: ['PAYOUT'] });
const STATES = wordsFor({ completed: ['COMPLETED'], failed: ['FAILED', 'REJECTED'] });

/** In UTC, gross, by the time of creation; the transaction's id is the merchant's own. */
export const pawapay: StatementFormat = {
  label: 'pawaPay (tous les moyens)',
  method: null,
  open(header) {
    const at = columnsOf(header, {
      time: 'Creation Date',
      phone: 'MSISDN',
      merchant: 'Transaction ID',
      amount: 'Amount',
      currency: 'Currency',
      type: 'Type',
      // Without it nobody could tell what happened from what failed.
      status: 'Status',
    });
    const { reference = -1 } = columnsOf(header, { reference: 'Provider Transaction ID' }) ?? {};
    const { fee = -1 } = columnsOf(header, { fee: 'Fee' }) ?? {};
    return (
      at &&
      ((cells, lineNo) => ({
        lineNo,
        kind: kindIn(KINDS, cellAt(cells, at.type)),
        state: stateIn(STATES, cellAt(cells, at.status)),
        ...merchantReferenceOf(cellAt(cells, at.merchant)),
        reference: referenceOf(cellAt(cells, reference)),
        amount: grossOf(francs(cellAt(cells, at.amount))),
        fee: feeOrNull(cellAt(cells, fee)),
        currency: currencyOf(cellAt(cells, at.currency)),
        phone: phoneOf(cellAt(cells, at.phone)),
        occurredAt: isoInstant(cellAt(cells, at.time), 0),
        balance: null,
      }))
    );
  },
};
