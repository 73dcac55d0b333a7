import type { Pool } from 'pg';
import { actorJson } from '../../audit/record.ts';
import { retryContention } from '../../db/in-transaction.ts';
import { asRefusal } from '../../db/refusals.ts';
import type { Person } from '../../kernel/actor.ts';
import { notFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { present } from '../../kernel/present.ts';
import { expectFinance, expectOfficer } from '../officer.ts';

/** An import as its page shows it. Progress is `bytesRead` of `bytes`. */
export interface StatementFileRow {
  readonly id: string;
  readonly name: string;
  readonly format: string;
  readonly series: string;
  readonly method: string | null;
  readonly currency: string;
  readonly bytes: number;
  readonly state: 'READING' | 'READ' | 'MATCHED' | 'FAILED' | 'UNDONE';
  readonly lines: number;
  readonly badLines: number;
  readonly bytesRead: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly coversFrom: Date | null;
  readonly coversTo: Date | null;
  readonly openingBalance: string | null;
  readonly closingBalance: string | null;
  readonly problem: string | null;
  readonly importedByName: string | null;
  readonly importedAt: Date;
}

/** One import on its own page: its lines as they stand now, and why it cannot be taken back; null: it can. */
export interface StatementFilePage extends StatementFileRow {
  readonly undoObstacle: string | null;
}

const SELECT = `select f.id, f.name, f.format, f.series, f.method, f.currency, f.bytes::float8 as bytes, f.state, f.lines, f.bad_lines as "badLines",
    f.bytes_read::float8 as "bytesRead", f.outcomes, f.covers_from as "coversFrom", f.covers_to as "coversTo", f.opening_balance::text as "openingBalance",
    f.closing_balance::text as "closingBalance", f.problem, u.full_name as "importedByName", f.imported_at as "importedAt"
  from statement_file f left join app_user u on u.id = f.imported_by`;

/** Lines are settled, paired and answered after their file was matched: its page counts them anew. */
const PAGE_OF_ONE = `select p.*, undo_obstacle(p.id) as "undoObstacle",
    case when p.state = 'MATCHED' then line_outcomes(f.first_line_id, f.last_line_id, f.lines) else p.outcomes end as outcomes
  from (${SELECT} where f.id = $1) p join statement_file f on f.id = p.id`;

/** The latest imports first. `cursor` is the last id of the page before. @throws Forbidden `officers_only` */
export async function listStatements(
  pool: Pool,
  asked: { actor: Person; limit?: number | undefined; cursor?: string | undefined },
): Promise<StatementFileRow[]> {
  expectOfficer(asked.actor);
  const cursor = isUuid(asked.cursor) ? asked.cursor : null;
  const { rows } = await pool.query<StatementFileRow>(
    `${SELECT} where $1::uuid is null or f.id < $1 order by f.id desc limit $2`,
    [cursor, Math.min(asked.limit ?? 50, 200)],
  );
  return rows;
}

/** @throws Forbidden `officers_only`; NotFound */
export async function readStatementFile(
  pool: Pool,
  { actor, fileId }: { actor: Person; fileId: string },
): Promise<StatementFilePage> {
  expectOfficer(actor);
  await expectStatement(pool, fileId);
  const { rows } = await pool.query<StatementFilePage>(PAGE_OF_ONE, [fileId]);
  return present(rows[0], 'statement');
}

/** @throws NotFound where there is no such import */
export async function expectStatement(pool: Pool, fileId: string): Promise<void> {
  const { rows } = isUuid(fileId)
    ? await pool.query('select from statement_file where id = $1', [fileId])
    : { rows: [] };
  if (rows.length === 0) throw notFound('statement', String(fileId).slice(0, 64));
}

const PAGE = 1000;

/** The rows that could not be read, in the file's order. @throws Forbidden `officers_only`; NotFound */
export async function badLines(pool: Pool, { actor, fileId }: { actor: Person; fileId: string }) {
  expectOfficer(actor);
  await expectStatement(pool, fileId);
  return pages();

  async function* pages(): AsyncGenerator<{ lineNo: number; code: string; text: string }> {
    for (let after = 0; ; ) {
      const { rows } = await pool.query<{ lineNo: number; code: string; text: string }>(
        'select line_no as "lineNo", code, text from statement_bad_line where file_id = $1 and line_no > $2 order by line_no limit $3',
        [fileId, after, PAGE],
      );
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = last.lineNo;
    }
  }
}

/**
 * Takes an import back while nothing rests on it; what only it told leaves the queue.
 * @throws Forbidden `finance_proposes`; NotFound; Conflict with what `undoObstacle` says of the file
 */
export async function undoStatement(
  pool: Pool,
  { actor, fileId }: { actor: Person; fileId: string },
): Promise<void> {
  expectFinance(actor);
  if (!isUuid(fileId)) throw notFound('statement', String(fileId).slice(0, 64));
  await retryContention(() =>
    pool.query('select undo_statement($1, $2::jsonb)', [fileId, actorJson(actor)]),
  ).catch((error: unknown) => {
    throw asRefusal(error);
  });
}
