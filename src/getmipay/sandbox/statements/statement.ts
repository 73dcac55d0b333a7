import type { Francs } from '../../../kernel/money.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import type { StatementFormat, StatementLine } from './line.ts';
import { moovCi } from './moov-ci.ts';
import { mtnMomo } from './mtn-momo.ts';
import { orangeBf } from './orange-bf.ts';
import { pawapay } from './pawapay.ts';
import { tontinePro } from './tontine-pro.ts';
import { waveEnglish, waveFrench } from './wave.ts';

/** By the name in the address. */
export const STATEMENT_FORMATS: Readonly<Record<string, StatementFormat>> = {
  'tontine-pro': tontinePro,
  'wave-en': waveEnglish,
  'wave-fr': waveFrench,
  'moov-ci': moovCi,
  'mtn-momo': mtnMomo,
  'orange-bf': orangeBf,
  pawapay,
};

export interface Statement {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

interface Wanted {
  readonly format: string;
  /** YYYY-MM-DD in UTC, which is Abidjan's time. */
  readonly day: string;
  readonly method: string | null;
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * The statement of one day: what ended on it, in the order of time.
 * @throws Refusal 404 for a format, 422 for a day that does not exist
 */
export async function statementOf(
  operations: readonly Operation[],
  { format: name, day, method }: Wanted,
): Promise<Statement> {
  const format = Object.hasOwn(STATEMENT_FORMATS, name) ? STATEMENT_FORMATS[name] : undefined;
  if (!format) throw new Refusal(404, 'not_found', "Ce relevé n'existe pas.");
  if (!isDay(day)) {
    throw new Refusal(422, 'day_invalid', 'Le jour doit être écrit AAAA-MM-JJ.');
  }
  const wanted = [format.method, method].filter((one) => one !== null);
  const ours = operations.filter((one) => wanted.every((only) => only === one.method));
  const lines = linesOf(ours, format).filter((line) => line.at.toISOString().startsWith(day));
  return {
    name: `${name}-${day}.${format.extension}`,
    type: TYPES[format.extension],
    bytes: await format.write(lines, day),
  };
}

/** All that ever ended, each with the balance of its own currency around it. */
function linesOf(operations: readonly Operation[], format: StatementFormat): StatementLine[] {
  const balances = new Map<string, Francs>();
  const lines: StatementLine[] = [];
  for (const operation of inOrderOfTime(operations)) {
    const completed = operation.state === 'completed';
    if (!completed && !format.tellsFailed) continue;
    const before = balances.get(operation.currency) ?? 0n;
    const after = completed ? before + changeBy(operation, format) : before;
    balances.set(operation.currency, after);
    lines.push({ operation, completed, at: new Date(operation.settledAt), before, after });
  }
  return lines;
}

const inOrderOfTime = (operations: readonly Operation[]) =>
  operations
    .flatMap((one) => (one.settledAt === null ? [] : [{ ...one, settledAt: one.settledAt }]))
    .sort((a, b) => a.settledAt - b.settledAt || a.ordinal - b.ordinal);

function changeBy({ kind, amount, fee }: Operation, { ignoresFees }: StatementFormat): Francs {
  const gross = kind === 'payment' ? amount : -amount;
  return ignoresFees ? gross : gross - fee;
}

function isDay(text: string): boolean {
  const at = /^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
