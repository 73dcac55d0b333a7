import { fork } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { makeTempDir } from '../support/processes.ts';
import { type Bare, runBare } from './match-baseline.ts';
import { expectedBreaks, seed, writeFiles } from './match-seed.ts';
import { assertDurable, fillLog, withClient, withDatabase } from './on-server.ts';

const PAIRS = Number(process.argv[3] ?? 3);
const ROWS = Number(process.argv[4] ?? 1_000_000);
const MOST_RATIO = 1.7;
const MOST_MEBIBYTES = 300;

interface Ours {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMebibytes: number;
}

/**
 * A statement of a million lines against a million transactions with a thousand breaks, from the uploaded file on disk
 * (received and hashed before) to the breaks; against bare COPY of the same rows, read already, and one join.
 * Pairs are interleaved, each in its own copy of the same database.
 */
export async function benchMatch(): Promise<void> {
  const dataDir = makeTempDir();
  const database = await startEmbedded({ dataDir, log: console.log });
  try {
    await assertDurable(database.superUrl);
    await migrate(database);
    const [statement, text] = [join(dataDir, 'statement.csv'), join(dataDir, 'lines.txt')];
    console.log(`Loading ${ROWS} transactions and what the gateway says of them…`);
    const seeded = new URL(database.ownerUrl).pathname.slice(1);
    const financeId = await withClient(withDatabase(database.superUrl, seeded), async (client) => {
      await seed(client, ROWS);
      await writeFiles(client, statement, text);
      const { rows } = await client.query<{ id: string }>(
        `insert into app_user (username, full_name, password_hash, role, demo) values ('finance', 'Finance', 'x', 'FINANCE', true) returning id`,
      );
      return rows[0]?.id ?? '';
    });
    console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}`);
    const pairs: { bare: number; ours: Ours }[] = [];
    for (let n = 1; n <= PAIRS; n += 1) {
      const name = `bench_${n}`;
      const superUrl = withDatabase(database.superUrl, name);
      await fresh(database.superUrl, seeded, name);
      // Who goes first finds colder pages: in turns.
      const first = n % 2 === 1 ? await bareOn(superUrl, text) : null;
      const ours = await importInProcess(
        { ...process.env, BENCH_DATABASE_URL: withDatabase(database.appUrl, name) },
        join(dataDir, `files-${n}`),
        statement,
        financeId,
      );
      await assertBreaks(superUrl);
      const bare = first ?? (await bareOn(superUrl, text));
      const seconds = bare.copySeconds + bare.joinSeconds;
      pairs.push({ bare: seconds, ours });
      console.log(
        `pair ${n}: bare ${seconds.toFixed(1)} s (COPY ${bare.copySeconds.toFixed(1)}, join ${bare.joinSeconds.toFixed(1)}), ` +
          `ours ${ours.seconds.toFixed(1)} s (${(ROWS / ours.seconds).toFixed(0)} lines/s, ${ours.cpuSeconds.toFixed(1)} s of it in the importing process), ` +
          `peak ${ours.peakMebibytes.toFixed(0)} MiB, ratio ${(ours.seconds / seconds).toFixed(2)}`,
      );
      await withClient(database.superUrl, (client) => client.query(`drop database ${name}`));
    }
    report(pairs);
  } finally {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function report(pairs: readonly { bare: number; ours: Ours }[]): void {
  const median = (pick: (pair: (typeof pairs)[number]) => number) =>
    pairs.map(pick).sort((a, b) => a - b)[Math.floor(pairs.length / 2)] ?? 0;
  const ratio = median(({ bare, ours }) => ours.seconds / bare);
  const peak = Math.max(...pairs.map(({ ours }) => ours.peakMebibytes));
  console.log(
    `median of ${pairs.length} interleaved pairs, ${ROWS} lines: bare ${median(({ bare }) => bare).toFixed(1)} s, ` +
      `ours ${median(({ ours }) => ours.seconds).toFixed(1)} s, ratio ${ratio.toFixed(2)} (at most ${MOST_RATIO}), ` +
      `peak ${peak.toFixed(0)} MiB (at most ${MOST_MEBIBYTES})`,
  );
  if (ratio > MOST_RATIO || peak > MOST_MEBIBYTES) process.exitCode = 1;
}

/** Another copy of the seeded database, written down before anything is measured. */
const fresh = (superUrl: string, seeded: string, name: string) =>
  withClient(superUrl, async (client) => {
    await client.query(
      `create database ${name} template ${seeded} owner tontine_owner strategy file_copy`,
    );
    await fillLog(client);
  });

async function bareOn(url: string, text: string): Promise<Bare> {
  const bare = await runBare(url, text, ROWS / 1_250);
  await withClient(url, async (client) => {
    await client.query('drop table bare, exception');
    await fillLog(client);
  });
  return bare;
}

function importInProcess(
  env: NodeJS.ProcessEnv,
  folder: string,
  statement: string,
  financeId: string,
): Promise<Ours> {
  mkdirSync(folder);
  const child = fork(fileURLToPath(new URL('./match-import.ts', import.meta.url)), {
    env: {
      ...env,
      NODE_ENV: 'production',
      BENCH_FOLDER: folder,
      BENCH_STATEMENT: statement,
      BENCH_FINANCE: financeId,
    },
  });
  return new Promise((resolve, reject) => {
    let ours: Ours | undefined;
    child.once('message', (said: Ours) => {
      ours = said;
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (ours) resolve(ours);
      else reject(new Error(`The import ended with ${code}.`));
    });
  });
}

/** A fast import that opens other breaks is none. */
const assertBreaks = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{
      state: string;
      lines: number;
      kinds: Record<string, number>;
    }>(
      `select f.state, f.lines, (select jsonb_object_agg(kind, n) from (select kind, count(*) as n from break_item group by 1) k) as kinds from statement_file f`,
    );
    const found = rows[0];
    const expected = expectedBreaks(ROWS);
    const same = Object.entries(expected).every(([kind, count]) => found?.kinds[kind] === count);
    if (found?.state !== 'MATCHED' || found.lines !== ROWS || !same) {
      throw new Error(`Expected ${JSON.stringify(expected)}, found ${JSON.stringify(rows)}.`);
    }
    await fillLog(client);
  });
