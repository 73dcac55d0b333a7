import { stat } from 'node:fs/promises';
import type { Pool } from 'pg';
import { AppError } from '../../kernel/errors.ts';
import { type Detection, detect, headOf } from './detect.ts';
import type { StatementFiles, Upload } from './files.ts';
import type { BadLine, StatementLine } from './line.ts';
import type { Mapping } from './mapping.ts';
import { mappingFor } from './mappings.ts';
import { type How, readStatement } from './read.ts';
import { suggestMapping } from './suggest.ts';
import { unreadable } from './whole-file.ts';

const SHOWN = 20;
/** So many rows are counted; how many more there are, the bytes behind them tell nearly enough. */
const COUNTED = 20_000;

/** A line as the preview shows it. */
export type PreviewLine = Omit<StatementLine, 'amount' | 'fee' | 'balance'> & {
  readonly amount: string;
  readonly fee: string | null;
  readonly balance: string | null;
};

export interface Preview {
  readonly lines: readonly PreviewLine[];
  readonly bad: readonly {
    readonly lineNo: number;
    readonly code: string;
    readonly text: string;
  }[];
  /** How many rows the file has, good and bad; of a long one about. */
  readonly rows: { readonly count: number; readonly exact: boolean };
}

/** What a file is, before it is imported. */
export interface Inspected {
  readonly uploadId: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly format: string;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly preview: Preview;
  /** Of an unknown format: as it was read last time, or as the header suggests. */
  readonly mapping: Mapping | null;
  readonly mappingName: string | null;
}

interface InspectDeps {
  readonly pool: Pool;
  readonly files: StatementFiles;
}

/**
 * @throws Conflict `statement_already_imported` for the bytes of an import that stands; InvalidInput `statement_without_rows`
 * where nothing stands below the header, or where the file cannot be read at all
 */
export async function inspectFile({ pool }: InspectDeps, upload: Upload): Promise<Inspected> {
  const found = await detect(await headOf(upload.path));
  // Two empty days are the same bytes: neither of them tells anything.
  if (found.samples.length === 0) throw unreadable('statement_without_rows');
  await expectNew(pool, upload);
  const { id: uploadId, name, bytes, sha256 } = upload;
  const facts = { uploadId, name, bytes, sha256, header: found.header, sample: found.samples };
  if (found.format) {
    const preview = await firstRows(upload.path, { format: found.format });
    return { ...facts, format: found.format, preview, mapping: null, mappingName: null };
  }
  const saved = await mappingFor(pool, found.header);
  const mapping = saved?.mapping ?? suggested(found);
  const preview = mapping ? await previewOf(upload.path, mapping) : NOTHING;
  return { ...facts, format: 'unknown', preview, mapping, mappingName: saved?.name ?? null };
}

/** The first rows of a file as a mapping reads them. @throws InvalidInput as `readStatement` */
export const previewOf = (path: string, mapping: Mapping): Promise<Preview> =>
  firstRows(path, { mapping });

const suggested = (found: Detection): Mapping | null => suggestMapping(found);

async function expectNew(pool: Pool, { sha256 }: Upload): Promise<void> {
  const { rows } = await pool.query<{ name: string; at: Date; by: string | null }>(
    `select name, imported_at as at, (select full_name from app_user where id = imported_by) as by from statement_file where sha256 = decode($1, 'hex') and state not in ('UNDONE', 'FAILED')`,
    [sha256],
  );
  const known = rows[0];
  if (known) {
    throw new AppError(
      'Conflict',
      'statement_already_imported',
      `This file was imported as ${known.name}.`,
      {
        name: known.name,
        at: known.at.toISOString(),
        by: known.by,
      },
    );
  }
}

const NOTHING: Preview = { lines: [], bad: [], rows: { count: 0, exact: true } };

async function firstRows(path: string, how: How): Promise<Preview> {
  const { size } = await stat(path);
  let shown: Pick<Preview, 'lines' | 'bad'> | null = null;
  let count = 0;
  for await (const { lines, bad, bytes } of readStatement(path, how)) {
    count += lines.length + bad.length;
    if (count > 0) shown ??= shownOf(lines, bad);
    if (count >= COUNTED && bytes < size) {
      return { ...NOTHING, ...shown, rows: { count: about((count * size) / bytes), exact: false } };
    }
  }
  return { ...NOTHING, ...shown, rows: { count, exact: true } };
}

const shownOf = (lines: readonly StatementLine[], bad: readonly BadLine[]) => ({
  lines: lines.slice(0, SHOWN).map((line) => ({
    ...line,
    amount: String(line.amount),
    fee: line.fee === null ? null : String(line.fee),
    balance: line.balance === null ? null : String(line.balance),
  })),
  bad: bad.slice(0, SHOWN).map(({ lineNo, why, text }) => ({ lineNo, code: why, text })),
});

/** Two figures that say something; more would only look exact. */
const about = (rows: number): number => Number(rows.toPrecision(2));
