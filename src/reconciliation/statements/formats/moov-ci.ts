import { francs, francsOrNull, magnitude } from '../amounts.ts';
import { cellAt, currencyOf, grossOf, referenceOf, stateIn, wordsFor } from '../cells.ts';
import type { StatementFormat } from '../format.ts';
import { columnsOf } from '../header.ts';
import { dayFirstInstant } from '../instants.ts';
import type { StatementLine } from '../line.ts';
import { phoneOf } from '../phones.ts';
import { refuse } from '../refuse.ts';

const STATES = wordsFor({
  completed: ['Completed'],
  failed: ['Expired', 'Failed', 'Cancelled', 'Declined', 'Rejected'],
});
const PAYMENT = /merchant payment|customer to (?:business|organi[sz]ation)/i;
const PAYOUT = /business to customer|organi[sz]ation to customer|business payment/i;
const NEITHER = /\b(?:charges?|fees?|commission|reversal|refund)\b/i;

/**
 * Money in and out in two columns, the second below zero. Its fees come by invoice, and it knows no
 * reference of the merchant's. An expired row carries an amount that never came.
 */
export const moovCi: StatementFormat = {
  label: "Moov Money Côte d'Ivoire",
  method: 'moov_money',
  open(header) {
    const at = columnsOf(header, {
      reference: 'Receipt No.',
      time: 'Completion Time',
      details: 'Details',
      status: 'Transaction Status',
      currency: 'Currency',
      in: 'Paid In',
      out: 'Withdrawn',
      balance: 'Balance',
      reason: 'Reason Type',
      party: 'Opposite Party',
    });
    return (
      at &&
      ((cells, lineNo) => {
        const [paidIn, withdrawn] = [cellAt(cells, at.in), cellAt(cells, at.out)];
        const told = `${cellAt(cells, at.details)} ${cellAt(cells, at.reason)}`;
        const kind = kindOf(told, moved(paidIn), moved(withdrawn));
        return {
          lineNo,
          kind,
          state: stateIn(STATES, cellAt(cells, at.status)),
          ownId: null,
          merchantReference: null,
          reference: referenceOf(cellAt(cells, at.reference)),
          amount: grossOf(kind === 'payment' ? francs(paidIn) : magnitude(francs(withdrawn))),
          fee: null,
          currency: currencyOf(cellAt(cells, at.currency)),
          phone: phoneOf(cellAt(cells, at.party).split(' - ')[0] ?? '', 'CI'),
          occurredAt: dayFirstInstant(cellAt(cells, at.time), 0),
          balance: francsOrNull(cellAt(cells, at.balance)),
        };
      })
    );
  },
};

const moved = (cell: string): boolean => cell !== '' && francs(cell) !== 0n;

/** The words and the column must say the same: else it is a charge, a top-up or a transfer. */
function kindOf(told: string, cameIn: boolean, wentOut: boolean): StatementLine['kind'] {
  if (cameIn === wentOut) return refuse(cameIn ? 'amount_unreadable' : 'amount_zero');
  if (NEITHER.test(told)) return refuse('type_unknown');
  if (cameIn && PAYMENT.test(told)) return 'payment';
  return wentOut && PAYOUT.test(told) ? 'payout' : refuse('type_unknown');
}
