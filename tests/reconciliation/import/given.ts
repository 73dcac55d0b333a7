import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { App } from '../../../src/app.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { createSettle } from '../../../src/payments/settle.ts';
import { createStatementFiles } from '../../../src/reconciliation/statements/files.ts';
import { createImports } from '../../../src/reconciliation/statements/import.ts';
import type { ConsoleForTests } from '../../support/console.ts';
import type { GivenPerson } from '../../support/given.ts';
import { inThePast } from '../../support/past.ts';
import { fact, givenPayment } from '../../support/payments.ts';

export const HEADER =
  'reference,provider_reference,type,amount,fee,currency,phone,status,occurred_at';

export const PHONE = '+22670123456';
const DAY_MS = 86_400_000;

/** Noon of a day so many days ago, plus minutes. */
export const noon = (days: number, minutes = 0): Date =>
  new Date(new Date(Date.now() - days * DAY_MS).setUTCHours(12, 0, 0, 0) + minutes * 60_000);

export interface Told {
  readonly ownId?: string;
  readonly reference: string;
  readonly type?: 'deposit' | 'payout';
  readonly amount?: number | string;
  readonly fee?: number | '';
  readonly phone?: string;
  readonly status?: 'completed' | 'failed';
  readonly at?: Date;
}

export const row = (line: Told): string =>
  [
    line.ownId ?? '',
    line.reference,
    line.type ?? 'deposit',
    line.amount ?? 5_000,
    line.fee ?? 0,
    'XOF',
    line.phone ?? PHONE,
    line.status ?? 'completed',
    (line.at ?? noon(2)).toISOString(),
  ].join(',');

export const csv = (...rows: readonly (Told | string)[]): string =>
  `${[HEADER, ...rows.map((one) => (typeof one === 'string' ? one : row(one)))].join('\n')}\n`;

export async function* bytesOf(content: string | Buffer): AsyncGenerator<Buffer> {
  yield Buffer.from(content);
}

/** Sent as the page sends it, read and matched. */
export async function imported(
  { console: { app }, people }: Pick<ConsoleForTests, 'console' | 'people'>,
  content: string | Buffer,
  name = 'statement.csv',
) {
  const actor = people.finance;
  const { uploadId } = await app.receiveStatement({ actor, name, stream: bytesOf(content) });
  const { fileId } = await app.importStatement({ actor, uploadId });
  await app.statementsIdle();
  return app.statement({ actor, fileId });
}

export interface Line {
  readonly lineNo: number;
  readonly reference: string | null;
  readonly outcome: string;
  readonly paired: boolean;
  readonly rule: string | null;
  readonly transactionId: string | null;
  readonly difference: string;
}

export const linesOf = async (pool: Pool, fileId: string): Promise<Line[]> =>
  (
    await pool.query<Line>(
      `select line_no as "lineNo", reference, outcome, paired, rule, transaction_id as "transactionId", difference::text as difference
       from statement_line where file_id = $1 order by line_no`,
      [fileId],
    )
  ).rows;

export const outcomesOf = async (pool: Pool, fileId: string): Promise<string[]> =>
  (await linesOf(pool, fileId)).map(({ outcome }) => outcome);

/** The open breaks that this text finds, by kind. */
export const breaksOf = async (app: App, actor: GivenPerson, q: string): Promise<string[]> =>
  (await app.breaks({ actor, filter: { q } })).rows.map(({ kind }) => kind);

interface Paid {
  readonly when: Date;
  readonly type?: 'DEPOSIT' | 'WITHDRAWAL';
  readonly amount?: number;
  readonly fee?: number;
  readonly method?: string;
  /** Default `completed`; `accepted`: nobody has told its outcome. */
  readonly state?: 'completed' | 'failed' | 'accepted';
  readonly member?: GivenPerson;
}

/** Payments that were sent and told at their time, one after the other. Answers ids and references. */
export async function paid(
  { database, people }: Pick<ConsoleForTests, 'database' | 'people'>,
  ...all: readonly Paid[]
): Promise<{ id: string; reference: string }[]> {
  const made: { id: string; reference: string }[] = [];
  for (const { when, type = 'DEPOSIT', amount = 5_000, ...one } of all) {
    await inThePast(database.ownerUrl, when, async (pool) => {
      const { method = 'wave', member = people.awa, state = 'completed', fee = 0 } = one;
      const payment = await givenPayment(pool, {
        type,
        amount,
        method,
        member,
        by: people.tresorier,
      });
      made.push(payment);
      if (state === 'accepted') return;
      const kind = type === 'DEPOSIT' ? 'payment' : 'payout';
      await createSettle({ pool, log: createLog('fatal') })(
        fact({
          kind,
          state,
          reference: payment.reference,
          amount: BigInt(amount),
          fee: state === 'completed' ? BigInt(fee) : null,
        }),
      );
    });
  }
  return made;
}

/** The import by itself, on a folder of its own, with a pool that a test may break. */
export function importsOn(pool: Pool, folder: string, linesACommit: number) {
  const files = createStatementFiles(folder);
  const log = createLog('silent');
  return {
    files,
    ...createImports({ pool, files, zone: 'Africa/Abidjan', log, methods: ['wave'], linesACommit }),
  };
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'statements-'));
