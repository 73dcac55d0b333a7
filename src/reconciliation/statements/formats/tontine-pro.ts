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
import { columnsOf, plainNames } from '../header.ts';
import { isoInstant } from '../instants.ts';
import { phoneOf } from '../phones.ts';
import { PLAIN_COLUMNS, plainLine } from '../plain-line.ts';

const KINDS = wordsFor({ payment: ['deposit'], payout: ['payout'] });
const STATES = wordsFor({ completed: ['completed'], failed: ['failed'] });

/** Ours, documented in the README: gross, the fee apart, instants with their zone. */
export const tontinePro: StatementFormat = {
  label: 'Tontine Pro (tous les moyens)',
  method: null,
  open(header) {
    const at = columnsOf(header, {
      merchant: 'reference',
      reference: 'provider_reference',
      type: 'type',
      amount: 'amount',
      fee: 'fee',
      currency: 'currency',
      phone: 'phone',
      status: 'status',
      time: 'occurred_at',
    });
    return (
      at &&
      ((cells, lineNo) => {
        const { ownId, merchantReference } = merchantReferenceOf(cellAt(cells, at.merchant));
        return {
          lineNo,
          kind: kindIn(KINDS, cellAt(cells, at.type)),
          state: stateIn(STATES, cellAt(cells, at.status)),
          ownId,
          merchantReference,
          reference: referenceOf(cellAt(cells, at.reference)),
          amount: grossOf(francs(cellAt(cells, at.amount))),
          fee: feeOrNull(cellAt(cells, at.fee)),
          currency: currencyOf(cellAt(cells, at.currency)),
          phone: phoneOf(cellAt(cells, at.phone)),
          occurredAt: isoInstant(cellAt(cells, at.time), 0),
          balance: null,
        };
      })
    );
  },
  plain: (header) => (plainNames(header).join(',') === PLAIN_COLUMNS ? plainLine : null),
};
