import { francs, francsOrNull, magnitude } from '../amounts.ts';
import {
  cellAt,
  currencyOf,
  grossOf,
  merchantReferenceOf,
  referenceOf,
  stateIn,
  wordsFor,
} from '../cells.ts';
import type { StatementFormat } from '../format.ts';
import { columnsOf } from '../header.ts';
import { isoInstant } from '../instants.ts';
import type { StatementLine } from '../line.ts';
import { phoneOf } from '../phones.ts';
import { refuse } from '../refuse.ts';

const STATES = wordsFor({
  completed: ['Successful'],
  failed: ['Failed', 'Rejected', 'Expired', 'Timeout', 'Cancelled'],
});
/** Others are deposits at a bank, fees, adjustments: no operation of a member's. */
const TYPES = /^(?:debit|payment|transfer)$/i;
const MEMBER = /^FRI:(\+?\d+)\/MSISDN$/i;

/** Many columns are called Currency: each belongs to the amount before it. */
export const mtnMomo: StatementFormat = {
  label: 'MTN MoMo',
  method: 'mtn_money',
  open(header) {
    const at = columnsOf(header, {
      reference: 'Id',
      merchant: 'External id',
      time: 'Date',
      status: 'Status',
      type: 'Type',
      from: 'From',
      to: 'To',
      fromFee: 'From / Fee',
      toFee: 'To / Fee',
      amount: 'Amount',
      balance: 'Balance',
    });
    return (
      at &&
      ((cells, lineNo) => {
        const sides = [cellAt(cells, at.from), cellAt(cells, at.to)] as const;
        const [from, to] = sides.map((side) => MEMBER.exec(side)?.[1]);
        const kind = kindOf(cellAt(cells, at.type), from, to);
        // Whoever receives pays the fee of a payment, whoever sends that of a payout: us.
        const fee = cellAt(cells, kind === 'payment' ? at.toFee : at.fromFee);
        return {
          lineNo,
          kind,
          state: stateIn(STATES, cellAt(cells, at.status)),
          ...merchantReferenceOf(cellAt(cells, at.merchant)),
          reference: referenceOf(cellAt(cells, at.reference)),
          amount: grossOf(magnitude(francs(cellAt(cells, at.amount)))),
          fee: magnitude(francs(fee || '0')),
          currency: currencyOf(cellAt(cells, at.amount + 1)),
          phone: phoneOf(from ?? to ?? ''),
          occurredAt: isoInstant(cellAt(cells, at.time), 0),
          balance: francsOrNull(cellAt(cells, at.balance)),
        };
      })
    );
  },
};

/** From a member to us, or from us to a member; between two of ours it is neither. */
function kindOf(type: string, from?: string, to?: string): StatementLine['kind'] {
  if (!TYPES.test(type) || Boolean(from) === Boolean(to)) return refuse('type_unknown');
  return from ? 'payment' : 'payout';
}
