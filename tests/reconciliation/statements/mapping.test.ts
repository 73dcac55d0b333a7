import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { detect } from '../../../src/reconciliation/statements/detect.ts';
import { previewOf } from '../../../src/reconciliation/statements/inspect.ts';
import { checkedMapping, type Mapping } from '../../../src/reconciliation/statements/mapping.ts';
import { suggestMapping } from '../../../src/reconciliation/statements/suggest.ts';
import { readAll } from './given.ts';

const FRENCH = Buffer.from(
  [
    'Compte marchand;0700',
    'Date opération;N° transaction;Réf. client;Sens;Montant;Frais;Téléphone;Statut;Solde',
    '09/11/2025 09:05;A1;R1;Dépôt;5 000;50;70123456;Réussi;4 950',
    '31/12/2025 10:00;A2;R2;Retrait;1 500,00;4;22670123456;Échoué;4 950',
    '31/12/2025 10:00;A3;R3;Frais mensuels;1;0;;Réussi;4 949',
    '',
  ].join('\n'),
  'latin1',
);

const mapping: Mapping = {
  delimiter: ',',
  headerRow: 1,
  columns: { date: 0, amount: 1, fee: 2, phone: 3, merchantReference: 4 },
  dateFormat: 'iso',
  country: 'CM',
  currency: 'XAF',
  amountIs: 'net',
  values: { payment: [], payout: [], completed: [], failed: [] },
};

describe('a mapping is proposed from names and samples', () => {
  test('in French', async () => {
    const found = await detect(FRENCH);
    expect(found).toMatchObject({ format: null, headerRow: 2, encoding: 'windows-1252' });
    expect(suggestMapping(found)).toEqual({
      delimiter: ';',
      headerRow: 2,
      columns: {
        date: 0,
        reference: 1,
        merchantReference: 2,
        type: 3,
        amount: 4,
        fee: 5,
        phone: 6,
        status: 7,
        balance: 8,
      },
      dateFormat: 'dayFirst',
      country: 'BF',
      currency: 'XOF',
      amountIs: 'gross',
      values: {
        payment: ['Dépôt'],
        payout: ['Retrait'],
        completed: ['Réussi'],
        failed: ['Échoué'],
      },
    });
  });

  test('in English, with a column for each direction', () => {
    const header =
      'Completion Date,Transaction ID,Merchant Reference,Money In,Money Out,Charges,Currency,Customer Phone,Status';
    const sample = 'Nov 9 2025 1:00:00 PM,T1,R1,5000,,50,XAF,237670000000,Cancelled';
    expect(
      suggestMapping({
        delimiter: ',',
        headerRow: 1,
        header: header.split(','),
        samples: [sample.split(',')],
      }),
    ).toMatchObject({
      columns: {
        date: 0,
        reference: 1,
        merchantReference: 2,
        in: 3,
        out: 4,
        fee: 5,
        currency: 6,
        phone: 7,
        status: 8,
      },
      dateFormat: 'english',
      country: 'CM',
      currency: 'XAF',
      values: { failed: ['Cancelled'] },
    });
  });

  test('and what it cannot guess is left to the person', () => {
    const found = {
      delimiter: ';',
      headerRow: 1,
      header: ['a', 'b'],
      samples: [['1', '2']],
    } as const;
    expect(suggestMapping(found).columns).toEqual({});
  });
});

describe('a mapping shows what it makes of a file before it is used', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mapping-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const preview = (content: Buffer, how: Mapping) => {
    const path = join(folder, 'statement.csv');
    writeFileSync(path, content);
    return previewOf(path, how);
  };

  test('the proposal for a file, unchanged', async () => {
    const shown = await preview(FRENCH, suggestMapping(await detect(FRENCH)));
    expect(shown.bad.map(({ lineNo, code }) => [lineNo, code])).toEqual([[5, 'type_unknown']]);
    expect(shown.lines).toEqual([
      {
        lineNo: 3,
        kind: 'payment',
        state: 'completed',
        ownId: null,
        merchantReference: 'R1',
        reference: 'A1',
        amount: '5000',
        fee: '50',
        currency: 'XOF',
        phone: '+22670123456',
        occurredAt: new Date('2025-11-09T09:05:00Z'),
        balance: '4950',
      },
      expect.objectContaining({ lineNo: 4, kind: 'payout', state: 'failed', amount: '1500' }),
    ]);
  });

  test('the first twenty good rows of it, and the first twenty bad ones', async () => {
    const rows = Array.from({ length: 50 }, (_, at) => (at % 2 ? 'x,1,0,,' : '2025-11-09,1,0,,'));
    const shown = await preview(Buffer.from(`d,a,f,p,r\n${rows.join('\n')}`), mapping);
    expect([shown.lines.length, shown.bad.length]).toEqual([20, 20]);
    expect(shown.bad.at(-1)?.lineNo).toBe(41);
  });
});

describe('a file is read as its mapping says', () => {
  test('net amounts, told by their sign, at the time of the country', async () => {
    const { lines } = await readAll(
      'd,a,f,p,r\n2025-11-09 00:30,4950,50,670000000,A\n2025-11-09,-1504,4,,B\n',
      { mapping },
    );
    expect(lines).toEqual([
      expect.objectContaining({
        kind: 'payment',
        amount: 5000n,
        currency: 'XAF',
        phone: '+237670000000',
        occurredAt: new Date('2025-11-08T23:30:00Z'),
      }),
      expect.objectContaining({ kind: 'payout', amount: 1500n, fee: 4n, phone: null }),
    ]);
  });

  test('a column for each direction; both or none is no movement', async () => {
    const columns = { date: 0, in: 1, out: 2 };
    const text = 'd,in,out\n2025-11-09,7,\n2025-11-09,0,-8\n2025-11-09,,\n2025-11-09,1,1\n';
    const apart = checkedMapping({ ...mapping, columns, amountIs: 'gross' });
    const { lines, bad } = await readAll(text, { mapping: apart });
    expect(lines.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['payment', 7n],
      ['payout', 8n],
    ]);
    expect(bad.map(({ lineNo, why }) => [lineNo, why])).toEqual([
      [4, 'amount_zero'],
      [5, 'amount_unreadable'],
    ]);
  });

  test('without a header, from its first line; a deposit below zero is none', async () => {
    const columns = { date: 0, amount: 1, type: 2 };
    const values = { ...mapping.values, payment: ['In'], payout: ['Out'] };
    const bare = { ...mapping, columns, values, amountIs: 'gross', headerRow: 0 } as const;
    const { lines, bad } = await readAll('2025-11-09,5,OUT\n2025-11-09,-5,in\n', {
      mapping: checkedMapping(bare),
    });
    expect(lines.map(({ lineNo, kind, amount }) => [lineNo, kind, amount])).toEqual([
      [1, 'payout', 5n],
    ]);
    expect(bad.map(({ lineNo, why }) => [lineNo, why])).toEqual([[2, 'amount_sign']]);
  });
});

describe('a mapping that cannot work is refused with a sentence', () => {
  test.each([
    ['mapping_invalid', { delimiter: '|' }],
    ['mapping_invalid', { columns: { date: -1, amount: 1 } }],
    ['mapping_invalid', { country: 'FR' }],
    ['mapping_needs_date', { columns: { amount: 1, fee: 2 } }],
    ['mapping_needs_amount', { columns: { date: 0, in: 1 } }],
    ['mapping_needs_fee', { columns: { date: 0, amount: 1 } }],
    ['mapping_needs_words', { columns: { date: 0, amount: 1, fee: 2, type: 3 } }],
    ['mapping_needs_words', { columns: { date: 0, amount: 1, fee: 2, status: 3 } }],
  ])('%s: %j', (code, changes) => {
    expect(() => checkedMapping({ ...mapping, ...changes })).toThrow(
      expect.objectContaining({ kind: 'InvalidInput', code }),
    );
    expect(() => checkedMapping(null)).toThrow(
      expect.objectContaining({ code: 'mapping_invalid' }),
    );
  });
});
