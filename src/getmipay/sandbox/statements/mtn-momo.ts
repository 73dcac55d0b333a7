import { csv } from './csv.ts';
import {
  isPayment,
  nameOf,
  operatorNumber,
  partsOf,
  passedOn,
  type StatementFormat,
  type StatementLine,
  withoutPlus,
} from './line.ts';

/** Each is followed by a Currency of its own: the header has that name seventeen times. */
const CHARGES = [
  'From / Fee',
  'From / External fee',
  'To / Fee',
  'To / External fee',
  'From / Discount',
  'To / Discount',
  'From / Promotion',
  'To / Promotion',
  'From / Coupon',
  'To / Coupon',
  'From / Tax',
  'To / Tax',
  'From / Commission',
  'To / Commission',
];

const HEADER = [
  ...'Id,External id,Date,Status,Type,Provider category,From,From name,From handler name,To,To name,To handler name,To message,Initiated by,Initiated by,On behalf of,On behalf of,Approved by'.split(
    ',',
  ),
  ...[...CHARGES, 'Amount', 'Balance', 'External amount'].flatMap((name) => [name, 'Currency']),
  'External FX rate',
  'External service provider',
];

const MERCHANT = 'FRI:getmipay.sp/USER';

/** 54 columns; a payment's fee is taken where it arrives, a payout's where it leaves. */
export const mtnMomo: StatementFormat = {
  label: 'MTN MoMo',
  method: 'mtn_money',
  extension: 'csv',
  tellsFailed: true,
  write: (lines) => Buffer.from(csv([HEADER, ...lines.map(rowOf)])),
};

function rowOf(line: StatementLine): (string | bigint)[] {
  const { operation, completed, at, after } = line;
  const payment = isPayment(line);
  const { day, time } = partsOf(at);
  const member = [`FRI:${withoutPlus(operation.phone)}/MSISDN`, nameOf(line), ''];
  const merchant = [MERCHANT, 'GETMIPAY', ''];
  const fee = completed ? operation.fee : 0n;
  return [
    operatorNumber(line, 11),
    passedOn(line),
    `${day} ${time}`,
    completed ? 'Successful' : 'Failed',
    payment ? 'Debit' : 'Transfer',
    '',
    ...(payment ? [...member, ...merchant] : [...merchant, ...member]),
    '',
    ...[MERCHANT, 'GETMIPAY', MERCHANT, 'GETMIPAY', ''],
    ...CHARGES.flatMap((name) => {
      const charged = name === (payment ? 'To / Fee' : 'From / Fee');
      return [charged ? fee : '', charged ? operation.currency : ''];
    }),
    ...[operation.amount, operation.currency, after, operation.currency],
    ...['', '', '', ''],
  ];
}
