import { describe, expect, test } from 'vitest';
import type { FormatName } from '../../../src/reconciliation/statements/formats.ts';
import type { StatementLine } from '../../../src/reconciliation/statements/line.ts';
import { oneRow, readAll } from './given.ts';

const WAVE =
  'timestamp,transaction_id,transaction_type,amount,fee,currency,counterparty_mobile,client_reference,checkout_api_session_id,aggregated_merchant_id,aggregated_merchant_name';
const WAVE_FR =
  'Horodatage,Identifiant de transaction,Type de transaction,Montant,Frais,Solde,Devise,Nom de contrepartie,NumÃ©ro de tÃ©lÃ©phone de contrepartie,RÃ©fÃ©rence client,Identifiant de session API,Identifiant marchand agrÃ©gÃ©,Nom marchand agrÃ©gÃ©';
const MOOV =
  'Receipt No.,Completion Time,Initiation Time,Details,Transaction Status,Currency,Paid In,Withdrawn,Balance,Reason Type,Opposite Party,Linked Transaction ID,Remark';
const ORANGE =
  'TRANSFER_DATE,TRANSFER_STATUS,TRANSFER_ID,ORDER_ID,MSISDN,REFERENCE_NUMBER,STATEMENT,TRANSFER_AMOUNT,CREDIT,DEBIT,FEES,PREVIOUS_BAL,AFTER_BAL,REMARKS,FTXN_ID';
const PAWAPAY = 'Creation Date,MSISDN,Transaction ID,Amount,Currency,Country,MNO,Type,Status';
const MTN =
  'Id,External id,Date,Status,Type,From,To,From / Fee,Currency,To / Fee,Currency,Amount,Currency,Balance,Currency';

const wave = (cells: string) => `Nov 9  2025  12:00:00 AM,T_1,${cells},+22670123456,REF,,,`;
const moov = (cells: string) =>
  `\tCI1,\t09-11-2025 23:05:07,\t09-11-2025 23:00:00,\t${cells.replaceAll(',', ',\t')},\t9000,\tx,\t2250701020304 - Awa,\t,\t`;
const mtn = (cells: string, from = 'FRI:237670000000/MSISDN', to = 'FRI:us.sp/USER') =>
  `687,EXT,2025-11-09 13:00:00,Successful,Debit,${from},${to},${cells}`;
const orange = (cells: string) => `45970.52083333333,TS,MP1,,70123456,1,${cells},0,9700,,FTXN`;

const expectLine = async (
  [format, header, row]: readonly [FormatName, string, string],
  wanted: Partial<StatementLine>,
) => {
  const { lines, bad } = await oneRow(format, header, row);
  expect(bad).toEqual([]);
  expect(lines).toEqual([expect.objectContaining(wanted)]);
};

describe('each operator’s own way to say it', () => {
  test.each<[string, FormatName, string, string, Partial<StatementLine>]>([
    [
      'Wave: a payment is the change of the balance plus its fee',
      'wave-en',
      WAVE,
      wave('api_checkout,4850,150,XOF'),
      { kind: 'payment', amount: 5000n, fee: 150n, occurredAt: new Date('2025-11-09T00:00:00Z') },
    ],
    [
      'Wave: -1504 with a fee of 4 is 1500 sent',
      'wave-en',
      WAVE,
      wave('api_payout,-1504,4,XOF'),
      { kind: 'payout', amount: 1500n, fee: 4n },
    ],
    [
      'Wave: a payment that its fee ate up is still a payment',
      'wave-en',
      WAVE,
      wave('api_checkout,-50,150,XOF'),
      { kind: 'payment', amount: 100n },
    ],
    [
      'Wave: noon is 12 PM',
      'wave-en',
      WAVE,
      wave('api_checkout,4850,150,XOF').replace('12:00:00 AM', '12:30:09 PM'),
      { occurredAt: new Date('2025-11-09T12:30:09Z') },
    ],
    [
      'Wave in French, its header encoded twice: ISO time and a balance',
      'wave-fr',
      WAVE_FR,
      '2025-11-09T10:00:00+01:00,T_2,api_payout,-1515,15,22735,XOF,Awa,+22670123456,REF,,,',
      { amount: 1500n, balance: 22_735n, occurredAt: new Date('2025-11-09T09:00:00Z') },
    ],
    [
      'Moov: tabs, day first, no fee and no reference of ours',
      'moov-ci',
      MOOV,
      moov('Merchant Payment,Completed,XOF,8000,'),
      {
        kind: 'payment',
        state: 'completed',
        reference: 'CI1',
        merchantReference: null,
        fee: null,
        phone: '+2250701020304',
        occurredAt: new Date('2025-11-09T23:05:07Z'),
      },
    ],
    [
      'Moov: what was withdrawn stands below zero',
      'moov-ci',
      MOOV,
      moov('Business to Customer Payment,Completed,XOF,,-2500'),
      { kind: 'payout', amount: 2500n, balance: 9000n },
    ],
    [
      'Moov: an expired row carries an amount that never came',
      'moov-ci',
      MOOV,
      moov('Merchant Payment,Expired,XOF,900,'),
      { kind: 'payment', state: 'failed', amount: 900n },
    ],
    [
      'MTN: each Currency belongs to the amount before it',
      'mtn-momo',
      MTN,
      mtn(',XOF,180,XOF,6000,XAF,5820,XOF'),
      { kind: 'payment', amount: 6000n, fee: 180n, currency: 'XAF', phone: '+237670000000' },
    ],
    [
      'MTN: money to a phone is a payout, with the sender’s fee',
      'mtn-momo',
      MTN,
      mtn('10,XAF,,,1000,XAF,4810,XAF', 'FRI:us.sp/USER', 'FRI:237671234567/MSISDN'),
      { kind: 'payout', fee: 10n, phone: '+237671234567', merchantReference: 'EXT' },
    ],
    [
      'Orange: a serial date, a phone as it is dialled, FTXN_ID for our reference',
      'orange-bf',
      ORANGE,
      orange('MERCHANT PAYMENT,10000,10000,0,300'),
      {
        kind: 'payment',
        fee: 300n,
        currency: 'XOF',
        phone: '+22670123456',
        reference: 'MP1',
        merchantReference: 'FTXN',
        occurredAt: new Date('2025-11-09T12:30:00Z'),
      },
    ],
    [
      'Orange: saved again as CSV, the date is what the sheet showed',
      'orange-bf',
      ORANGE,
      orange('CASH IN,3000,0,3000,0').replace('45970.52083333333', '09/11/2025 12:30:00'),
      { kind: 'payout', amount: 3000n, occurredAt: new Date('2025-11-09T12:30:00Z') },
    ],
    [
      'pawaPay: UTC, and the transaction’s id is the merchant’s own',
      'pawapay',
      PAWAPAY,
      '2025-11-09T10:00:00Z,22670123456,0190A1B2-0000-7000-8000-000000000001,5000.00,XOF,BFA,WAVE_BFA,DEPOSIT,COMPLETED',
      {
        ownId: '0190a1b2-0000-7000-8000-000000000001',
        merchantReference: '0190A1B2-0000-7000-8000-000000000001',
        reference: null,
        amount: 5000n,
        fee: null,
        phone: '+22670123456',
      },
    ],
  ])('%s', async (_claim, format, header, row, wanted) => {
    await expectLine([format, header, row], wanted);
  });
});

describe('what is neither a deposit nor a payout is a bad line', () => {
  test.each<[string, FormatName, string, string, string]>([
    ['a reversal at Wave', 'wave-en', WAVE, wave('api_payout_reversal,1500,0,XOF'), 'type_unknown'],
    ['a payout that brought money', 'wave-en', WAVE, wave('api_payout,1500,4,XOF'), 'amount_sign'],
    ['a top-up at Moov', 'moov-ci', MOOV, moov('Cash In,Completed,XOF,8000,'), 'type_unknown'],
    [
      'a charge at Moov',
      'moov-ci',
      MOOV,
      moov('Merchant Payment Charge,Completed,XOF,,-80'),
      'type_unknown',
    ],
    [
      'more than the books can hold, once its fee is added',
      'wave-en',
      WAVE,
      wave('api_checkout,999999999999999,1,XOF'),
      'amount_unreadable',
    ],
    [
      'what is still on its way at Moov',
      'moov-ci',
      MOOV,
      moov('Merchant Payment,Pending,XOF,80,'),
      'status_unknown',
    ],
    [
      'money between two accounts of ours at MTN',
      'mtn-momo',
      MTN,
      mtn('10,XAF,,,1000,XAF,4810,XAF', 'FRI:us.sp/USER', 'FRI:them.sp/USER'),
      'type_unknown',
    ],
    ['a commission at Orange', 'orange-bf', ORANGE, orange('COMMISSION,10,10,0,0'), 'type_unknown'],
    [
      'a refund at pawaPay',
      'pawapay',
      PAWAPAY,
      '2025-11-09T10:00:00Z,22670123456,X,5000,XOF,BFA,WAVE_BFA,REFUND,COMPLETED',
      'type_unknown',
    ],
  ])('%s', async (_claim, format, header, row, why) => {
    const { lines, bad } = await oneRow(format, header, row);
    expect(lines).toEqual([]);
    expect(bad).toEqual([{ lineNo: 2, why, text: row }]);
  });
});

test('columns are found by name: their order may change', async () => {
  const header = 'status,occurred_at,currency,fee,amount,type,phone,provider_reference,reference';
  const row = "completed,2025-11-09T09:05:07Z,XOF,,5000,deposit,'+22670123456,MPAYIN_1,'=1+1";
  const { lines } = await readAll(`${header}\n${row}`, { format: 'tontine-pro' });
  expect(lines).toEqual([
    expect.objectContaining({
      fee: null,
      phone: '+22670123456',
      merchantReference: '=1+1',
      reference: 'MPAYIN_1',
    }),
  ]);
});
