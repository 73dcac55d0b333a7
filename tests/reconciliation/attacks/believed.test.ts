import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../../src/kernel/log.ts';
import { createSettle } from '../../../src/payments/settle.ts';
import { fileLines } from '../../../src/reconciliation/statements/lines.ts';
import { useDatabase } from '../../support/database.ts';
import { givenPeople, type People } from '../../support/given.ts';
import { fact, givenPayment, unique } from '../../support/payments.ts';
import {
  bytesOf,
  csv,
  HEADER,
  importsOn,
  linesOf,
  newFolder,
  noon,
  paid,
  row,
} from '../import/given.ts';

const database = useDatabase();
const folder = newFolder();
let people: People;
beforeAll(async () => {
  people = await givenPeople(database.owner);
});

async function run(content: string | Buffer, name = 'f.csv', linesACommit = 25_000) {
  const imports = importsOn(database.pool, folder, linesACommit);
  const upload = await imports.files.receive(name, bytesOf(content));
  const { fileId } = await imports.importStatement({ actor: people.finance, uploadId: upload.id });
  await imports.idle();
  const { rows } = await database.pool.query('select * from statement_file where id=$1', [fileId]);
  return rows[0];
}
const lines = (id: string) => linesOf(database.pool, id);
const breaks = async (id: string) =>
  (
    await database.owner.query(
      `select kind, difference::text from break_item where resolved_at is null and (transaction_id::text=$1 or reference=$1 or id in (select e.break_id from break_evidence e join statement_line l on l.id=e.line_id where l.reference=$1)) order by id`,
      [id],
    )
  ).rows.map((r) => [r.kind, r.difference]);

/** The numbers of a file's lines, page by page. */
async function pagedLines(fileId: string): Promise<number[]> {
  const seen: number[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await fileLines(database.pool, {
      actor: people.finance as never,
      fileId: fileId,
      after,
    });
    seen.push(...page.lines.map(({ lineNo }) => lineNo));
    if (!page.next) break;
    after = page.next;
  }
  return seen;
}

describe('a reference of the gateway that is a UUID', () => {
  test.each(['lower', 'upper'])(
    '%s in the merchant column still finds the transaction',
    async (how) => {
      const reference = how === 'upper' ? randomUUID().toUpperCase() : randomUUID();
      const { id } = await givenPayment(database.pool, {
        type: 'DEPOSIT',
        amount: 5_000,
        by: people.tresorier,
        member: people.awa,
        reference,
      });
      await createSettle({ pool: database.pool, log: createLog('fatal') })(
        fact({ reference, amount: 5_000n, fee: 0n }),
      );
      const f = await run(
        csv({ ownId: reference, reference: unique('OP'), phone: '+22670999999', at: new Date() }),
      );
      expect(
        (await lines(f.id)).map(({ outcome, transactionId }) => [outcome, transactionId]),
      ).toEqual([['matched', id]]);
      expect(await breaks(id)).toEqual([]);
    },
  );
});

test('same uuid far apart, upper case, in portions: each line once, order kept, duplicate found', async () => {
  const [a, b] = await paid({ database, people }, { when: noon(3) }, { when: noon(3, 1) });
  const n = 7_000;
  const all = Array.from({ length: n }, (_, i) =>
    row({
      reference: `FAR-${i}-${'x'.repeat(60)}`,
      at: noon(3, i % 50),
      status: 'failed',
      ...(i === 5 ? { ownId: a!.id, status: 'completed' as const } : {}),
      ...(i === n - 5 ? { ownId: a!.id.toUpperCase(), status: 'completed' as const } : {}),
      ...(i === 9 ? { ownId: b!.id, status: 'failed' as const } : {}),
      ...(i === n - 9 ? { ownId: b!.id.toUpperCase(), status: 'completed' as const } : {}),
    }),
  );
  const f = await run(`${[HEADER, ...all].join('\n')}\n`, 'far.csv', 1000);
  expect(f).toMatchObject({ state: 'MATCHED', lines: n });
  const told = await lines(f.id);
  expect(new Set(told.map(({ lineNo }) => lineNo)).size).toBe(n);
  const at = (i: number) => told.find(({ lineNo }) => lineNo === i + 2)!;
  expect([at(5).outcome, at(n - 5).outcome, at(9).outcome, at(n - 9).outcome]).toEqual([
    'matched',
    'duplicate',
    'not_happened',
    'matched',
  ]);
  expect(await breaks(a!.id)).toEqual([['duplicate', '5000']]);
  expect(await breaks(b!.id)).toEqual([]);
  const seen = await pagedLines(f.id);
  expect(seen.length).toBe(n);
  let out = 0;
  for (let i = 1; i < n; i += 1) if (seen[i]! < seen[i - 1]!) out += 1;
  expect(out).toBe(0);
});

test('the same file line order when several portions are stored at once', async () => {
  const n = 60_000;
  const all = Array.from({ length: n }, (_, i) =>
    row({ reference: `ORD-${i}`, at: noon(6, i % 50), status: 'failed' }),
  );
  const f = await run(`${[HEADER, ...all].join('\n')}\n`, 'ord.csv');
  const seen = await pagedLines(f.id);
  expect(seen).toHaveLength(n);
  expect(seen.filter((l, i) => i > 0 && l < seen[i - 1]!).length).toBe(0);
});

test('values near 1e15, XAF and negative balances', async () => {
  const header =
    'Horodatage,Identifiant de transaction,Type de transaction,Montant,Frais,Devise,Numéro de téléphone de contrepartie,Référence client,Solde';
  const t = (m: number) => noon(7, m).toISOString().slice(0, 19);
  const f = await run(
    `${[
      header,
      `${t(0)},W1,api_checkout,999999999999999,0,XOF,,,-999999999999999`,
      `${t(1)},W2,api_payout,-999999999999998,1,XOF,,,-5`,
      `${t(2)},W3,api_checkout,999999999999999,999999999999999,XOF,,,7`,
      `${t(3)},W4,api_checkout,12,0,XAF,,,7`,
    ].join('\n')}\n`,
    'near.csv',
  );
  const { rows } = await database.owner.query(
    'select reference, amount::text, fee::text, balance::text, currency from statement_line where file_id=$1 order by line_no',
    [f.id],
  );
  expect(rows).toEqual([
    {
      reference: 'W1',
      amount: '999999999999999',
      fee: '0',
      balance: '-999999999999999',
      currency: 'XOF',
    },
    { reference: 'W2', amount: '999999999999997', fee: '1', balance: '-5', currency: 'XOF' },
    { reference: 'W4', amount: '12', fee: '0', balance: '7', currency: 'XAF' },
  ]);
  expect(f).toMatchObject({
    state: 'MATCHED',
    opening_balance: '-1999999999999998',
    closing_balance: '7',
    bad_lines: 1,
  });
});

test('an own number of another currency, direction, amount, fee, method: none is believed', async () => {
  const made = await paid(
    { database, people },
    ...Array.from({ length: 5 }, (_, i) => ({
      when: noon(8, i),
      ...(i === 4 ? { method: 'mtn' } : {}),
    })),
  );
  const l = (i: number, over: object) =>
    row({ ownId: made[i]!.id.toUpperCase(), reference: `ODD-${i}`, at: noon(8, i), ...over });
  const f = await run(
    `${[
      HEADER,
      l(0, { amount: 5001 }),
      l(1, { type: 'payout' }),
      l(2, { fee: 3 }),
      l(3, {}).replace('XOF', 'XAF'),
      l(4, {}),
    ].join('\n')}\n`,
    'odd.csv',
  );
  expect((await lines(f.id)).map(({ outcome, difference }) => [outcome, difference])).toEqual([
    ['amount_mismatch', '1'],
    ['amount_mismatch', '-10000'],
    ['fee_difference', '-3'],
    ['amount_mismatch', '5000'],
    ['matched', '0'],
  ]);
});
