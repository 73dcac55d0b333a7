import { csv } from './csv.ts';
import {
  dayFirst,
  isPayment,
  nameOf,
  operatorNumber,
  partsOf,
  type StatementFormat,
  withoutPlus,
} from './line.ts';

const HEADER =
  'Receipt No.,Completion Time,Initiation Time,Details,Transaction Status,Currency,Paid In,Withdrawn,Balance,Reason Type,Opposite Party,Linked Transaction ID,Remark';

const preamble = (day: string): string[][] => [
  ['Organization Statement'],
  ['Short Code', '\t0700'],
  ['Organization Name', '\tGETMIPAY'],
  ['Account', '\tMerchant Account'],
  ['Time Period', `\t${dayFirst(day)} 00:00:00 - ${dayFirst(day)} 23:59:59`],
];

/**
 * Five rows before the header, a TAB at the start of every cell, no reference of the merchant's.
 * What failed stands there as Expired, with an amount that never came. Its fees come by invoice.
 */
export const moovCi: StatementFormat = {
  label: "Moov Money Côte d'Ivoire",
  method: 'moov_money',
  extension: 'csv',
  tellsFailed: true,
  ignoresFees: true,
  write(lines, day) {
    const rows = lines.map((line) => {
      const { operation, completed, at, after } = line;
      const payment = isPayment(line);
      return [
        `CI${operatorNumber(line, 10)}`,
        dayTime(at),
        dayTime(new Date(operation.createdAt)),
        payment ? 'Merchant Payment' : 'Business to Customer Payment',
        completed ? 'Completed' : 'Expired',
        operation.currency,
        payment ? operation.amount : '',
        payment ? '' : -operation.amount,
        after,
        payment ? 'Merchant Payment Online' : 'Business Payment',
        [withoutPlus(operation.phone), nameOf(line)].filter(Boolean).join(' - '),
        '',
        '',
      ].map((cell) => `\t${cell}`);
    });
    const all = [...preamble(day), HEADER.split(','), ...rows];
    return Buffer.from(csv(all, { lineEnd: 'windows' }));
  },
};

/** `24-11-2026 09:05:00`. */
function dayTime(at: Date): string {
  const { day, time } = partsOf(at);
  return `${dayFirst(day)} ${time}`;
}
