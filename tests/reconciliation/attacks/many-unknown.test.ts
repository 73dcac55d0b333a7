import { describe, expect, test } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { unique } from '../../support/payments.ts';

const database = useDatabase();

interface Shape {
  readonly count: number;
  readonly series?: string;
  readonly phone?: string;
  readonly merchantReference?: boolean;
}

/** Stores so many lines that nothing in our books explains, and answers how many milliseconds their end took. */
async function finished(shape: Shape): Promise<number> {
  const { owner } = database;
  const { count, series = 'tontine-pro', phone = null, merchantReference = false } = shape;
  const { rows } = await owner.query<{ id: string }>(
    `with file as (
       insert into statement_file (name, sha256, bytes, format, series, currency, state, lines, first_at, last_at)
       values ($2::text, sha256(convert_to($2::text, 'UTF8')), 1, 'tontine-pro', $3, 'XOF', 'READ', $1, db_now(), db_now()) returning id
     ), line as (
       insert into statement_line (file_id, series, line_no, kind, state, reference, merchant_reference, amount, fee, currency, phone, occurred_at)
       select file.id, $3, n, 'payment', 'completed', case when $4::text is null then $2::text || n end, case when $5 then $2::text || 'm' || n end,
         9000, 0, 'XOF', $4, db_now() from file, generate_series(1, $1::int) n returning file_id
     ) select distinct file_id as id from line`,
    [count, unique('many'), series, phone, merchantReference],
  );
  const fileId = rows[0]!.id;
  await owner.query(
    `update statement_file set (first_line_id, last_line_id) = (select min(id), max(id) from statement_line where file_id = $1) where id = $1`,
    [fileId],
  );
  const began = performance.now();
  await owner.query(`select finish_statement($1, 'Africa/Abidjan')`, [fileId]);
  return performance.now() - began;
}

const openOf = async (series: string): Promise<number> =>
  Number(
    (
      await database.owner.query<{ count: string }>(
        `select count(distinct e.break_id) from break_evidence e join statement_line l on l.id = e.line_id where l.series = $1`,
        [series],
      )
    ).rows[0]!.count,
  );

describe('what nobody explains costs what it costs, however much of it lies there already', () => {
  test('as many unknown operations again take less than five times as long', async () => {
    const first = await finished({ count: 6_000 });
    const second = await finished({ count: 6_000 });
    expect(await openOf('tontine-pro')).toBe(12_000);
    expect(second / first).toBeLessThan(5);
  });

  test.each([
    ['without any name', false],
    ['with names of their own', true],
  ])('lines of one phone %s, then those of another account', async (_, merchantReference) => {
    const [ours, theirs] = [unique('ours'), unique('theirs')];
    const phone = merchantReference ? '+22670121212' : '+22670121213';
    const first = await finished({ count: 6_000, series: ours, phone, merchantReference });
    const second = await finished({ count: 2_000, series: theirs, phone });
    expect(await openOf(theirs)).toBe(2_000);
    expect(second / first).toBeLessThan(5);
  });
});
