import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import {
  isPayment,
  operatorNumber,
  passedOn,
  type StatementFormat,
  type StatementLine,
} from './line.ts';
import { withoutZipTimes } from './zip-times.ts';

const HEADER =
  'TRANSFER_DATE,TRANSFER_STATUS,TRANSFER_ID,ORDER_ID,MSISDN,REFERENCE_NUMBER,STATEMENT,TRANSFER_AMOUNT,CREDIT,DEBIT,FEES,PREVIOUS_BAL,AFTER_BAL,REMARKS,FTXN_ID';

const DATE = 'dd/mm/yyyy hh:mm:ss';

/** A workbook: dates are serial numbers, the phone has eight digits, FTXN_ID is the merchant's. */
export const orangeBf: StatementFormat = {
  label: 'Orange Money Burkina Faso',
  method: 'orange_money',
  extension: 'xlsx',
  tellsFailed: true,
  async write(lines) {
    const rows: SheetData = [HEADER.split(','), ...lines.map(rowOf)];
    const bytes = await writeXlsxFile(rows, { sheet: 'TRANSACTIONS' }).toBuffer();
    return withoutZipTimes(bytes);
  },
};

function rowOf(line: StatementLine): SheetData[number] {
  const { operation, completed, at, before, after } = line;
  const payment = isPayment(line);
  // A spreadsheet's numbers are floats: exact for francs up to 9 × 10^15.
  const amount = Number(operation.amount);
  return [
    { value: at, type: Date, format: DATE },
    completed ? 'TS' : 'TF',
    `${payment ? 'MP' : 'CI'}${operatorNumber(line, 12)}`,
    operation.secondReference ?? '',
    operation.phone.replace(/^\+226/, '').replace(/^\+/, ''),
    operatorNumber(line, 9),
    payment ? 'MERCHANT PAYMENT' : 'CASH IN',
    amount,
    payment ? amount : 0,
    payment ? 0 : amount,
    completed ? Number(operation.fee) : 0,
    Number(before),
    Number(after),
    '',
    passedOn(line),
  ];
}
