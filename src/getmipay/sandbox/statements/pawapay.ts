import { countryOf } from '../../../kernel/phone.ts';
import { csv } from './csv.ts';
import {
  isPayment,
  operatorNumber,
  partsOf,
  passedOn,
  type StatementFormat,
  withoutPlus,
} from './line.ts';

const HEADER =
  'Creation Date,MSISDN,Transaction ID,Amount,Currency,Country,MNO,Type,Status,Provider Transaction ID,Fee';

const COUNTRIES: Readonly<Record<string, string>> = {
  BF: 'BFA',
  CI: 'CIV',
  SN: 'SEN',
  BJ: 'BEN',
  TG: 'TGO',
  ML: 'MLI',
  NE: 'NER',
  CM: 'CMR',
};

const OPERATORS: Readonly<Record<string, string>> = {
  wave: 'WAVE',
  orange_money: 'ORANGE',
  moov_money: 'MOOV',
  mtn_money: 'MTN_MOMO',
  visa: 'CARD',
};

/** In UTC, gross; the transaction's id is the merchant's own. */
export const pawapay: StatementFormat = {
  label: 'pawaPay (tous les moyens)',
  method: null,
  extension: 'csv',
  tellsFailed: true,
  write(lines) {
    const rows = lines.map((line) => {
      const { operation, completed } = line;
      const country = COUNTRIES[countryOf(operation.phone) ?? ''] ?? '';
      const { day, time } = partsOf(new Date(operation.createdAt));
      return [
        `${day}T${time}Z`,
        withoutPlus(operation.phone),
        passedOn(line),
        operation.amount,
        operation.currency,
        country,
        `${OPERATORS[operation.method] ?? operation.method}_${country}`,
        isPayment(line) ? 'DEPOSIT' : 'PAYOUT',
        completed ? 'COMPLETED' : 'FAILED',
        operatorNumber(line, 12),
        completed ? operation.fee : 0n,
      ];
    });
    return Buffer.from(csv([HEADER.split(','), ...rows]));
  },
};
