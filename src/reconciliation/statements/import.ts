import type { Pool } from 'pg';
import { recordAudit } from '../../audit/record.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import type { Actor, Person } from '../../kernel/actor.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { present } from '../../kernel/present.ts';
import { expectMethod } from '../method.ts';
import { expectFinance } from '../officer.ts';
import type { StatementFiles, Upload } from './files.ts';
import { FORMATS, isFormatName } from './formats.ts';
import { type Inspected, inspectFile } from './inspect.ts';
import { checkedMapping, type Mapping } from './mapping.ts';
import { saveMapping } from './mappings.ts';
import { type How, readStatement } from './read.ts';
import { readInto } from './read-into.ts';

export interface ImportDeps {
  readonly pool: Pool;
  readonly files: StatementFiles;
  readonly zone: string;
  readonly log: Log;
  /** The ids of the payment methods. */
  readonly methods: readonly string[];
  /** How many lines one commit stores; only tests say. */
  readonly linesACommit?: number;
}

export interface ImportStatement {
  readonly actor: Person;
  readonly uploadId: string;
  /** The method that the statement tells of, where its format does not say; null: all. */
  readonly method?: string | null | undefined;
  readonly mapping?: unknown;
  readonly saveMappingAs?: unknown;
}

/** One mapping may read the accounts of several methods. */
const mappedSeries = (mappingId: string, method: string | null | undefined): string =>
  `mapped:${mappingId.replaceAll('-', '')}${method ? `:${method}` : ''}`;

/** The two Wave exports tell of one account. */
const seriesOf = (format: string): string => (format.startsWith('wave-') ? 'wave' : format);

/**
 * Reads and matches statements, one at a time; what was stopped half-way goes on where it was. A statement moves no
 * money: it opens breaks.
 */
export function createImports(deps: ImportDeps) {
  let queue: Promise<unknown> = Promise.resolve();
  let running = 0;

  /**
   * @throws Conflict `statement_already_imported`, `statement_upload_gone`, `mapping_name_taken`; InvalidInput
   * `method_unknown`, or as `checkedMapping`
   */
  async function importStatement(asked: ImportStatement): Promise<{ fileId: string }> {
    expectFinance(asked.actor);
    const method = expectMethod(asked.method, deps.methods);
    const upload = await deps.files.upload(asked.uploadId);
    try {
      const inspected = await inspectFile(deps, upload);
      return await start(asked.actor, upload, inspected, { ...asked, method });
    } catch (error) {
      if (error instanceof AppError && error.code === 'statement_already_imported') {
        await deps.files.discard(upload.id);
      }
      throw error;
    }
  }

  async function start(
    actor: Actor,
    upload: Upload,
    inspected: Inspected,
    asked: Pick<ImportStatement, 'method' | 'mapping' | 'saveMappingAs'>,
  ): Promise<{ fileId: string }> {
    const mapping = isFormatName(inspected.format)
      ? null
      : checkedMapping(asked.mapping ?? inspected.mapping);
    const fileId = await inTransaction(deps.pool, async (tx) => {
      const saved = mapping
        ? await saveMapping(
            tx,
            actor,
            asked.saveMappingAs,
            inspected.mappingName ?? upload.name,
            inspected.header,
            mapping,
          )
        : null;
      const format = isFormatName(inspected.format) ? inspected.format : 'mapped';
      const series = saved ? mappedSeries(saved.id, asked.method) : seriesOf(format);
      const { rows } = await tx.query<{ id: string }>(
        `insert into statement_file (name, sha256, bytes, format, mapping_id, series, method, currency, imported_by)
         values ($1, decode($2, 'hex'), $3, $4, $5, $6, $7, $8, $9)
         on conflict (sha256) where state not in ('UNDONE', 'FAILED') do nothing returning id`,
        [
          upload.name,
          upload.sha256,
          upload.bytes,
          format,
          saved?.id ?? null,
          series,
          isFormatName(format) ? FORMATS[format].method : (asked.method ?? null),
          mapping?.currency ?? inspected.preview.lines[0]?.currency ?? 'XOF',
          actor.kind === 'person' ? actor.id : null,
        ],
      );
      if (!rows[0]) {
        throw new AppError(
          'Conflict',
          'statement_already_imported',
          'This file was imported already.',
          {
            name: upload.name,
          },
        );
      }
      await recordAudit(tx, actor, {
        action: 'statement.import',
        subjectType: 'Statement',
        subjectId: rows[0].id,
        after: { name: upload.name, sha256: upload.sha256, format, series },
      });
      // Before the commit: a file that is to be read is always there to read.
      await deps.files.keep(upload);
      return rows[0].id;
    });
    await deps.files.discard(upload.id);
    run(fileId);
    return { fileId };
  }

  function run(fileId: string): void {
    running += 1;
    queue = queue
      .then(() => read(deps, fileId))
      .finally(() => {
        running -= 1;
      });
  }

  /** Goes on with what a stopped process left half-read. Answers how many files. */
  async function resume(): Promise<number> {
    if (running > 0) return 0;
    const { rows } = await deps.pool.query<{ id: string }>(
      `select id from statement_file where state in ('READING', 'READ') order by imported_at, id`,
    );
    for (const { id } of rows) run(id);
    await queue;
    return rows.length;
  }

  return { importStatement, start, resume, idle: () => queue };
}

/** One file from where it is to its end; never rejects: what cannot be read is said beside the file. */
async function read(deps: ImportDeps, fileId: string): Promise<void> {
  const { pool, files, zone, log } = deps;
  const lock = await pool.connect();
  try {
    await lock.query(`select pg_advisory_lock(hashtextextended('statements', 1))`);
    const file = await fileToRead(pool, fileId);
    if (!file) return;
    if (file.state === 'READING') {
      await files.expectKept(file.sha256);
      const open = () => readStatement(files.keptPath(file.sha256), file.how);
      await readInto(pool, file, open, deps.linesACommit);
      await pool.query(
        `update statement_file set state = 'READ', bytes_read = bytes where id = $1`,
        [fileId],
      );
    }
    await pool.query('select finish_statement($1, $2)', [fileId, zone]);
  } catch (error) {
    log.error({ err: error, fileId }, 'a statement could not be read to its end');
    // Only a file that can never be read is given up; after a stop or an outage it goes on.
    if (error instanceof AppError) {
      await pool.query('select give_up_statement($1, $2)', [fileId, error.code]).catch(() => {});
    }
  } finally {
    await lock
      .query(`select pg_advisory_unlock(hashtextextended('statements', 1))`)
      .catch(() => {});
    lock.release();
  }
}

async function fileToRead(pool: Pool, fileId: string) {
  const { rows } = await pool.query<{
    id: string;
    state: string;
    sha256: string;
    bytes: number;
    series: string;
    format: string;
    mapping: Mapping | null;
  }>(
    `select f.id, f.state, encode(f.sha256, 'hex') as sha256, f.bytes::float8 as bytes, f.series, f.format, m.mapping
     from statement_file f left join statement_mapping m on m.id = f.mapping_id where f.id = $1 and f.state in ('READING', 'READ')`,
    [fileId],
  );
  const file = rows[0];
  if (!file) return null;
  const how: How = isFormatName(file.format)
    ? { format: file.format }
    : { mapping: present(file.mapping, 'mapping') };
  return { ...file, how };
}
