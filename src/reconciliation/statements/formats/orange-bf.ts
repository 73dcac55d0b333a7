import { feeOrNull, francs, francsOrNull } from '../amounts.ts';
import { cellAt, grossOf, merchantReferenceOf, referenceOf, stateIn, wordsFor } from '../cells.ts';
import type { StatementFormat } from '../format.ts';
import { columnsOf } from '../header.ts';
import { dayFirstInstant, serialInstant } from '../instants.ts';
import type { StatementLine } from '../line.ts';
import { phoneOf } from '../phones.ts';
import { refuse } from '../refuse.ts';

const STATES = wordsFor({ completed: ['TS'], failed: ['TF'] });
const PAYMENT = /^merchant payment|^merchpay/i;
const PAYOUT = /^cash ?in/i;

/** A workbook without a currency, its dates as serial numbers, its phones as they are dialled. */
export const orangeBf: StatementFormat = {
  label: 'Orange Money Burkina Faso',
  method: 'orange_money',
  open(header) {
    const at = columnsOf(header, {
      time: 'TRANSFER_DATE',
      status: 'TRANSFER_STATUS',
      reference: 'TRANSFER_ID',
      phone: 'MSISDN',
      type: 'STATEMENT',
      amount: 'TRANSFER_AMOUNT',
      credit: 'CREDIT',
      debit: 'DEBIT',
      fee: 'FEES',
      balance: 'AFTER_BAL',
      merchant: 'FTXN_ID',
    });
    return (
      at &&
      ((cells, lineNo) => {
        const time = cellAt(cells, at.time);
        const [credit, debit] = [cellAt(cells, at.credit), cellAt(cells, at.debit)];
        return {
          lineNo,
          kind: kindOf(cellAt(cells, at.type), francs(credit || '0'), francs(debit || '0')),
          state: stateIn(STATES, cellAt(cells, at.status)),
          ...merchantReferenceOf(cellAt(cells, at.merchant)),
          reference: referenceOf(cellAt(cells, at.reference)),
          amount: grossOf(francs(cellAt(cells, at.amount))),
          fee: feeOrNull(cellAt(cells, at.fee)),
          currency: 'XOF',
          phone: phoneOf(cellAt(cells, at.phone), 'BF'),
          // Saved again as CSV, the serial number has become what the sheet showed.
          occurredAt: (time.includes('/') ? dayFirstInstant : serialInstant)(time, 0),
          balance: francsOrNull(cellAt(cells, at.balance)),
        };
      })
    );
  },
};

/** The word and the column must agree: a top-up or a commission is neither. */
function kindOf(type: string, credit: bigint, debit: bigint): StatementLine['kind'] {
  if (PAYMENT.test(type) && debit === 0n) return 'payment';
  return PAYOUT.test(type) && credit === 0n ? 'payout' : refuse('type_unknown');
}
