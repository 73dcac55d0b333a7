import { expect, test } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { givenPeople } from '../../support/given.ts';
import { bytesOf, csv, importsOn, linesOf, newFolder, noon, paid } from './given.ts';

const database = useDatabase();

/** Two portions that are stored at once commit one behind the other: a wait between them would be nobody's deadlock. */
test('an import goes on beside a decision about one of its transactions that takes long', async () => {
  const people = await givenPeople(database.owner);
  const [first, last] = await paid({ database, people }, { when: noon(3) }, { when: noon(3, 1) });
  const content = csv(
    ...Array.from({ length: 3_600 }, (_, n) => ({
      reference: `BESIDE-${n}-${'x'.repeat(100)}`,
      at: noon(3, n % 50),
      ...(n === 0 ? { ownId: first!.id } : n === 3_599 ? { ownId: last!.id } : {}),
      status: n % 3_599 === 0 ? ('completed' as const) : ('failed' as const),
    })),
  );
  const client = await database.owner.connect();
  try {
    await client.query('begin');
    await client.query(
      `insert into statement_line (file_id, series, line_no, kind, state, amount, currency, occurred_at, transaction_id, paired)
       values (uuid_v7(), 'tontine-pro', 1, 'payment', 'completed', 5000, 'XOF', now(), $1, true)`,
      [first?.id],
    );
    const imports = importsOn(database.pool, newFolder(), 1);
    const upload = await imports.files.receive('beside.csv', bytesOf(content));
    const { fileId } = await imports.importStatement({
      actor: people.finance,
      uploadId: upload.id,
    });
    await expect
      .poll(
        async () =>
          (await database.pool.query('select lines from statement_file where id = $1', [fileId]))
            .rows[0].lines,
        { timeout: 30_000, interval: 200 },
      )
      .toBe(3_600);
    await client.query('rollback');
    await imports.idle();
    const told = await linesOf(database.pool, fileId);
    expect(told).toHaveLength(3_600);
    expect(told.filter(({ paired }) => paired).map(({ lineNo }) => lineNo)).toEqual([2, 3_601]);
    expect(told.filter(({ outcome }) => outcome === 'matched')).toHaveLength(2);
  } finally {
    client.release(true);
  }
});

test.each([0, -50_000])('numbers of lines are never given back: %i', async (count) => {
  await expect(database.pool.query('select reserve_line_ids($1)', [count])).rejects.toThrow(
    'So many numbers cannot be reserved',
  );
});
